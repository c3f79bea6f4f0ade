"""A wrong answer with all that helps to explain it, and calls of functions as plain outcomes."""

import inspect
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from msgspec import Struct

from grader.diagnosis.misconception import Arguments, Knowledge
from grader.suite import Answer
from grader.suite.mismatch import Tolerance, agree
from grader.suite.verdict import Refusal, Value, Verdict

USUAL = Tolerance(1e-6, 1e-9, exact_dtype=False)


class Failure(Struct, frozen=True):
    """A call that raised: the exception's type and text."""

    kind: str
    text: str


class Case(Struct, frozen=True):
    """`right` is the reference, `earlier` what the same function answered before."""

    answer: Answer
    expected: Value | Refusal | None
    right: Callable[..., Any]
    knowledge: Knowledge
    earlier: tuple[Answer, ...]
    rng: np.random.Generator

    @property
    def function(self) -> str:
        return self.answer.function

    @property
    def tolerance(self) -> Tolerance:
        return self.expected.tolerance if isinstance(self.expected, Value) else USUAL

    @property
    def arguments(self) -> Arguments | None:
        """All arguments of the call, None where they do not fit the reference."""
        return bound(self.right, self.answer)

    def alike(self, got: Any, expected: Any) -> bool:
        """Whether two outcomes are the same: equal values, or exceptions of one type and text."""
        if isinstance(got, Failure) or isinstance(expected, Failure):
            return isinstance(got, Failure) and isinstance(expected, Failure) and got == expected
        return agree(got, expected, self.tolerance)

    def ask(self, arguments: Arguments) -> Any:
        """The outcome of the same function for other arguments; None where it is lost."""
        if self.answer.again is None:
            return None
        try:
            return given(self.answer.again(*copied(arguments)))
        except Verdict:
            return None


def given(answer: Answer) -> Any:
    """The outcome of a call that was made."""
    if answer.raised is None:
        return answer.returned
    return Failure(answer.raised.kinds[0] if answer.raised.kinds else "", answer.raised.text)


def outcome(function: Callable[..., Any], arguments: Arguments) -> Any:
    """What a function of ours returns, or its exception as a `Failure`."""
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return function(*copied(arguments))
    except Exception as error:
        return Failure(type(error).__name__, str(error))


def bound(right: Callable[..., Any], answer: Answer) -> Arguments | None:
    """All arguments of a call in their order, defaults included."""
    try:
        arguments = inspect.signature(right).bind(*answer.args, **answer.kwargs)
    except TypeError:
        return None
    arguments.apply_defaults()
    return arguments.args


def copied(value: Any) -> Any:
    """The same arguments in arrays of their own."""
    if isinstance(value, np.ndarray):
        return value.copy(order="K")
    if isinstance(value, (list, tuple)):
        return type(value)(copied(item) for item in value)
    return value
