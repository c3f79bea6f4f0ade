"""How a check ends when it does not pass."""

from typing import Any

from msgspec import Struct

from grader.checks.mismatch import Tolerance
from grader.records.report import Evidence, Origin, Status
from grader.sandbox.wire.messages import Raised
from grader.text import shortened

MAX_MESSAGE = 2000


class Value(Struct, frozen=True):
    """A value was expected, to that tolerance."""

    value: Any
    tolerance: Tolerance


class Refusal(Struct, frozen=True):
    """A `ValueError` was expected."""


class Clue(Struct, frozen=True):
    """What a diagnosis can start from.

    `answer` is the `Answer` that was wrong, `expected` what it should have been where that can be
    said, `mistake` the id of the mistake where the check itself knows it. Where there is no answer,
    `raised` is why the file cannot be imported.
    """

    answer: Any
    expected: Value | Refusal | None = None
    mistake: str = ""
    raised: Raised | None = None


class Verdict(Exception):
    """Ends a check with a status other than `passed`."""

    def __init__(
        self,
        status: Status,
        message: str,
        evidence: Evidence | None = None,
        clue: Clue | None = None,
        origin: Origin | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = shortened(message, MAX_MESSAGE)
        self.evidence = evidence
        self.clue = clue
        self.origin = origin
