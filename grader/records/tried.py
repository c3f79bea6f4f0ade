"""The record of a call that somebody wanted to try."""

from typing import Literal

from msgspec import Struct

from grader.records.report import Diagnosis, Evidence, Origin, Picture
from grader.records.scene import Pixels

Comparison = Literal["right", "wrong", "unknown", "free"]


class Tried(Struct, frozen=True):
    """What a call of a student's function gave, beside the right answer where that is known.

    `evidence` has the call, and where they differ (`wrong`) both answers, if they are small. Where
    it does not show them, `parts` are those of the answer, `expected` of the right one. `message`
    says what is wrong, or why there is no answer. `maps` are too large to be read number by
    number. An exception is `right` where the solution refuses, too. `free`: there are many right
    answers.
    """

    evidence: Evidence
    comparison: Comparison = "unknown"
    parts: tuple[Picture, ...] = ()
    expected: tuple[Picture, ...] = ()
    maps: tuple[Pixels, ...] = ()
    answered: bool = True
    message: str = ""
    diagnosis: Diagnosis | None = None
    origin: Origin | None = None
