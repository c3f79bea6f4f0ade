"""A wrong answer with all that helps to explain it."""

from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from grader.checks import Answer
from grader.checks.mismatch import Tolerance
from grader.checks.verdict import Refusal, Value, Verdict
from grader.diagnosis.misconception import Arguments
from grader.diagnosis.oracle import Failure, Oracle, Outcomes, alike, copied

USUAL = Tolerance(1e-6, 1e-9, exact=False)


class Case(Struct, frozen=True):
    """`earlier` is what the same function answered before; `rng` draws fresh arguments."""

    answer: Answer
    expected: Value | Refusal | None
    oracle: Oracle
    earlier: tuple[Answer, ...]
    rng: np.random.Generator

    @property
    def function(self) -> str:
        return self.answer.function

    @property
    def tolerance(self) -> Tolerance:
        """How near two outcomes must be. A slip of type may come on top of every mistake."""
        wanted = self.expected.tolerance if isinstance(self.expected, Value) else USUAL
        return replace(wanted, exact=False)

    def arguments(self, answer: Answer) -> Arguments | None:
        """All arguments of a call in their order, defaults included; None where they do not fit."""
        signature = self.oracle.signature(self.function)
        if signature is None:
            return None
        try:
            bound = signature.bind(*answer.args, **answer.kwargs)
        except TypeError:
            return None
        bound.apply_defaults()
        return bound.args

    def at(self, arguments: Arguments) -> Outcomes:
        """What the reference and the known mistakes answer to these arguments."""
        return self.oracle.at(self.function, arguments)

    def alike(self, got: Any, expected: Any) -> bool:
        """Whether two outcomes are the same: equal values, or exceptions of one type and text."""
        return alike(got, expected, self.tolerance)

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
