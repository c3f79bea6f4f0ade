"""The checks of a function as trials ask them: calls, and how each answer is judged."""

import math
from collections.abc import Callable, Sequence

import numpy as np
from msgspec import Struct

from grader.checks import Answer
from grader.checks.answer import answer_of
from grader.checks.plan import Judgement, PlannedCall, Step
from grader.checks.verdict import Value, Verdict
from grader.sandbox.wire.messages import Raised, Reply

RIGHT = 10.0

_REFUSED = Raised(["ValueError", "Exception", "BaseException", "object"], "", [], "")


class Question(Struct, frozen=True):
    """A check that has a plan. `first` is the number of its first call among all that are tried."""

    check: str
    exercise: str
    first: int
    calls: tuple[PlannedCall, ...]
    judges: tuple[tuple[Callable[[Answer], None], ...], ...]

    @property
    def numbers(self) -> range:
        return range(self.first, self.first + len(self.calls))

    def wrong_calls(self, replies: Sequence[Reply], first: int = 0) -> list[int]:
        """The calls that were answered wrongly; the replies begin with that to call `first`."""
        return [each for each in self.numbers if self.mark(each, replies[each - first]) < RIGHT]

    def mark(self, number: int, reply: Reply) -> float:
        """How near an answer is to the right one: `RIGHT`, or less."""
        at = number - self.first
        planned = self.calls[at]
        try:
            function = planned.call.function
            answer = answer_of(reply, self.exercise, function, planned.args, planned.kwargs)
            for judge in self.judges[at]:
                judge(answer)
        except Verdict as verdict:
            return _nearness(verdict)
        except Exception:  # a judgement of a value that it was not made for
            return 0.0
        return RIGHT

    def wants_refusal(self, number: int) -> bool:
        """Whether an exception is the right answer to a call."""
        return bool(self.judges[number - self.first]) and self.mark(number, _REFUSED) == RIGHT

    def weight(self, number: int) -> int:
        """About how long a call takes: every cell of one array meets every cell of another."""
        planned = self.calls[number - self.first]
        values = [*planned.args, *planned.kwargs.values()]
        return math.prod(max(1, each.size) for each in values if isinstance(each, np.ndarray))


def question(check: str, exercise: str, first: int, steps: Sequence[Step]) -> Question:
    """A check's plan as a question."""
    calls = [step for step in steps if isinstance(step, PlannedCall)]
    judges: list[list[Callable[[Answer], None]]] = [[] for _ in calls]
    for step in steps:
        if isinstance(step, Judgement):
            judges[step.number].append(step.judge)
    return Question(check, exercise, first, tuple(calls), tuple(map(tuple, judges)))


def _nearness(verdict: Verdict) -> float:
    """Of a wrong value: whether its shape is right, and how much of it."""
    clue = verdict.clue
    if clue is None or not isinstance(clue.expected, Value):
        return 0.0
    got, wanted = clue.answer.returned, clue.expected.value
    if not isinstance(wanted, np.ndarray) or not isinstance(got, np.ndarray):
        return 1.0 if type(got) is type(wanted) else 0.5
    if got.ndim != wanted.ndim:
        return 1.0
    if got.shape != wanted.shape:
        return 1.5 + [*map(int.__eq__, got.shape, wanted.shape)].count(True) / 10
    return 2.0 + _share(got, wanted)


def _share(got: np.ndarray, wanted: np.ndarray) -> float:
    """How much of two arrays of one shape agrees."""
    if not wanted.size or got.dtype.kind not in "biufc":
        return 0.0
    with np.errstate(all="ignore"):
        same = np.isclose(got, wanted, rtol=1e-5, atol=1e-8, equal_nan=True)
    return int(np.count_nonzero(same)) / wanted.size
