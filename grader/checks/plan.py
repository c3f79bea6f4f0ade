"""A check's plan: its calls, and how each answer is judged.

A check that reads no answer while it asks, asks every submission the same. So its plan is recorded
once, and carried out for each of them: pytest is not needed again, and the calls cross to the
worker together (`carry_out` in `grader.checks.dialogue`). One that reads an answer has no plan.
"""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from grader.checks.answer import Answer
from grader.sandbox.wire.messages import Call
from grader.sandbox.wire.values import model_handle, pack


class PlannedCall(Struct, frozen=True):
    """A call, with its arguments as the check has them."""

    call: Call
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


class Judgement(Struct, frozen=True):
    """What is said of the answer to the call of that number, counted from 0."""

    number: int
    judge: Callable[[Answer], None]


Step = PlannedCall | Judgement


class ReadsAnswer(Exception):
    """A check needs an answer to go on: it has no plan."""


class Plan:
    """Records the calls and judgements of a check, in their order."""

    def __init__(self, seed: int) -> None:
        self.steps: list[Step] = []
        self._seed = seed
        self._calls = 0

    def ask(self, function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> "Planned":
        self.steps.append(planned_call(function, args, kwargs, self._seed))
        self._calls += 1
        return Planned(self, self._calls - 1)

    def judge(self, number: int, judgement: Callable[[Answer], None]) -> None:
        self.steps.append(Judgement(number, judgement))


class Planned:
    """The answer to a planned call. Nobody has it yet, so whoever reads it ends the recording."""

    def __init__(self, plan: Plan, number: int) -> None:
        self.plan = plan
        self.number = number

    def __getattr__(self, name: str) -> Any:
        raise ReadsAnswer(name)


def planned_call(
    function: str, args: tuple[Any, ...], kwargs: dict[str, Any], seed: int
) -> PlannedCall:
    """A call as it is going to cross to the worker."""
    packed = {name: pack(value) for name, value in kwargs.items()}
    call = Call(function, [pack(arg, model_handle) for arg in args], packed, seed)
    return PlannedCall(call, args, kwargs)


def judge(answer: Answer | Planned, judgement: Callable[[Answer], None]) -> None:
    """Judges an answer: now if it is there, else when the plan is carried out."""
    if isinstance(answer, Planned):
        answer.plan.judge(answer.number, judgement)
    else:
        judgement(answer)
