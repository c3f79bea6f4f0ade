"""The talk of one check with a worker: a plan that is carried out, or one call after another."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from grader.checks.answer import Answer, answer_of
from grader.checks.plan import Judgement, PlannedCall, Step, planned_call
from grader.checks.verdict import Verdict
from grader.sandbox.wire.messages import Call, Reply, Request


class Caller(Protocol):
    """The way to the worker of a check; it ends the check where no answer comes.

    What is asked in a `trial` judges nothing: a worker that it costs is not held against the
    function. A neutral worker is one in which nothing of the submission ever ran.
    """

    exercise: str
    function: str
    seed: int

    def ask(self, request: Request, trial: bool = False) -> Reply: ...

    def ask_all(self, calls: Sequence[Call]) -> Iterator[Reply]: ...

    def ask_neutral(self, request: Request) -> Reply: ...

    def require_function(self, name: str) -> None: ...

    def keep(self, answer: Answer) -> None: ...

    def once(self, name: str, make: Callable[[], Any]) -> Any: ...


class Dialogue:
    """Asks one thing at a time, and gives the answer at once."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def ask(self, function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Answer:
        """Calls a function of the submission. Raises `Verdict`."""
        self._caller.require_function(function)
        step = planned_call(function, args, kwargs, self._caller.seed)
        with _naming_the_call(step, self._caller):
            reply = self._caller.ask(step.call)
        return _kept(step, self._caller, reply)

    def request(self, request: Request, function: str, args: tuple[Any, ...]) -> Answer:
        """Asks something else of the worker, on behalf of a function. Raises `Verdict`."""
        return answer_of(self._caller.ask(request), self._caller.exercise, function, args, {})

    def request_neutral(self, request: Request, function: str, args: tuple[Any, ...]) -> Answer:
        """Asks the same of a worker in which nothing of the submission ever ran."""
        reply = self._caller.ask_neutral(request)
        return answer_of(reply, self._caller.exercise, function, args, {})

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What `make` gives the first check that asks for it, for as long as the worker lives."""
        return self._caller.once(name, make)

    @property
    def seed(self) -> int:
        return self._caller.seed

    @property
    def function(self) -> str:
        """The function that is judged."""
        return self._caller.function

    def require_function(self) -> None:
        """Raises `Verdict` unless the function that is judged is there."""
        self._caller.require_function(self.function)


def carry_out(steps: Sequence[Step], caller: Caller) -> None:
    """Asks and judges what a plan says. Raises the first `Verdict`.

    The calls cross to the worker together. What comes of a check is what would come of it one
    call after another: judgement follows judgement, and the first that fails ends the check.
    """
    steps, missing = _callable(steps, caller)
    replies = caller.ask_all([step.call for step in steps if isinstance(step, PlannedCall)])
    answers: list[Answer] = []
    for step in steps:
        if isinstance(step, Judgement):
            step.judge(answers[step.number])
        else:
            with _naming_the_call(step, caller):
                reply = next(replies)
            answers.append(_kept(step, caller, reply))
    if missing is not None:
        raise missing


def _callable(steps: Sequence[Step], caller: Caller) -> tuple[Sequence[Step], Verdict | None]:
    """The steps before the first call of a function that is not there, and what that means."""
    known: set[str] = set()
    for number, step in enumerate(steps):
        if isinstance(step, Judgement) or step.call.function in known:
            continue
        try:
            caller.require_function(step.call.function)
        except Verdict as verdict:
            return steps[:number], verdict
        known.add(step.call.function)
    return steps, None


@contextmanager
def _naming_the_call(step: PlannedCall, caller: Caller) -> Iterator[None]:
    """Shows the call in a verdict that stands in place of its answer: it took too long, say."""
    try:
        yield
    except Verdict as verdict:
        if verdict.evidence is None and verdict.origin is None:
            function = step.call.function
            asked = Answer(caller.exercise, function, step.args, step.kwargs, None, (), None, "")
            verdict.evidence = asked.evidence()
        raise


def _kept(step: PlannedCall, caller: Caller, reply: Reply) -> Answer:
    answer = _answered(step, caller, reply)
    caller.keep(answer)
    return answer


def _answered(step: PlannedCall, caller: Caller, reply: Reply) -> Answer:
    function = step.call.function

    def again(*args: Any) -> Answer:
        other = planned_call(function, args, {}, caller.seed)
        return _answered(other, caller, caller.ask(other.call, trial=True))

    return answer_of(reply, caller.exercise, function, step.args, step.kwargs, again)
