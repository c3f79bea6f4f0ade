"""Calls that nobody has looked at yet, and what is to be said of their answers."""

from collections.abc import Callable
from typing import Any

from grader.checks.answer import Answer
from grader.checks.interview import Asking, Judging, Line, Step, hold


class Questions:
    """The calls of one check. They are made when an answer is needed, or at the end.

    After `look` what the check asks may depend on an answer; until then it is the same for all.
    """

    def __init__(self, line: Line) -> None:
        self.line = line
        self.looked = False
        self._steps: list[Step] = []
        self._asked = 0
        self._answers: list[Answer] = []

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is left to be asked and judged."""
        return tuple(self._steps)

    def add(self, asking: Asking) -> "Asked":
        """Makes a call later."""
        self._steps.append(asking)
        self._asked += 1
        return Asked(self, self._asked - 1)

    def judge(self, place: int, judgement: Callable[[Answer], None]) -> None:
        """Judges an answer as soon as it is there, after all that was to be judged before."""
        self._steps.append(Judging(place, judgement))

    def look(self, place: int) -> Answer:
        """An answer, after all that was asked and judged before it."""
        self.settle()
        return self._answers[place]

    def settle(self) -> None:
        """Asks and judges all that is left. Raises the first `Verdict`."""
        self.looked = True
        steps, self._steps = self._steps, []
        hold(steps, self.line, self._answers)


class Asked:
    """The `Answer` to a call, for which one waits only when something of it is read."""

    def __init__(self, questions: Questions, place: int) -> None:
        self.questions = questions
        self.place = place

    def __getattr__(self, name: str) -> Any:
        return getattr(known(self), name)


def judge(answer: Answer | Asked, judgement: Callable[[Answer], None]) -> None:
    """Judges an answer, at once or when it is there."""
    if isinstance(answer, Asked):
        answer.questions.judge(answer.place, judgement)
    else:
        judgement(answer)


def known(answer: Answer | Asked) -> Answer:
    """The answer itself, for which one waits."""
    return answer.questions.look(answer.place) if isinstance(answer, Asked) else answer
