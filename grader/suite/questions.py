"""Calls that nobody has looked at yet, and what is to be said of their answers.

They cross to the worker together, when the first of the answers is needed. What comes of a check
is what would come of it one call after another: judgement follows judgement in the order of the
code, and the first that fails ends the check.
"""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from grader.protocol.messages import Call, Reply, Request
from grader.suite.answer import Answer


class Line(Protocol):
    """The way to the worker behind a `Student`; it ends the check where no answer comes.

    What is asked in a `trial` judges nothing: a worker that it costs is not held against the
    function.
    """

    exercise: str
    function: str
    seed: int

    def ask(self, request: Request, trial: bool = False) -> Reply: ...

    def ask_all(self, requests: list[Call]) -> Iterator[Reply]: ...

    def require_function(self, name: str) -> None: ...

    def keep(self, answer: Answer) -> None: ...


class Questions:
    """The calls of one check, from one look at an answer to the next."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._calls: list[Call] = []
        self._steps: list[Callable[[Iterator[Reply]], None]] = []

    def add(self, call: Call, made: Callable[[Reply], Answer]) -> "Asked":
        """Asks a call later; `made` is what its answer will be."""
        asked = Asked(self)

        def take(replies: Iterator[Reply]) -> None:
            asked.answer = made(next(replies))
            self.line.keep(asked.answer)

        self._calls.append(call)
        self._steps.append(take)
        return asked

    def judge(self, asked: "Asked", judgement: Callable[[Answer], None]) -> None:
        """Judges an answer as soon as it is there, after all that was to be judged before."""
        self._steps.append(lambda replies: judgement(asked.answered))

    def settle(self) -> None:
        """Asks and judges all that is left. Raises the first `Verdict`."""
        calls, steps = self._calls, self._steps
        self._calls, self._steps = [], []
        replies = self.line.ask_all(calls)
        for step in steps:
            step(replies)


class Asked:
    """The `Answer` to a call, for which one waits only when something of it is read."""

    def __init__(self, questions: Questions) -> None:
        self.questions = questions
        self.answer: Answer | None = None

    @property
    def answered(self) -> Answer:
        assert self.answer is not None
        return self.answer

    def __getattr__(self, name: str) -> Any:
        return getattr(known(self), name)


def judge(answer: Answer | Asked, judgement: Callable[[Answer], None]) -> None:
    """Judges an answer, at once or when it is there."""
    if isinstance(answer, Asked):
        answer.questions.judge(answer, judgement)
    else:
        judgement(answer)


def known(answer: Answer | Asked) -> Answer:
    """The answer itself, after all that was asked and judged before it."""
    if not isinstance(answer, Asked):
        return answer
    answer.questions.settle()
    return answer.answered
