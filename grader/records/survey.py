"""The records of a class: what an instructor wants to know before the next lecture.

Points are counted of the students that have a grade: a report that is whole, or 0 points for a
submission that could not be read.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from grader.records.report import Status


class Standing(StrEnum):
    """How a student stands. `NOTHING_FOUND`, `INCOMPLETE` and `UNGRADED` have no grade."""

    FINISHED = "finished"
    BEGUN = "begun"
    STOPPED = "stopped"
    NOT_BEGUN = "not_begun"
    UNREADABLE = "unreadable"
    NOTHING_FOUND = "nothing_found"
    INCOMPLETE = "incomplete"
    UNGRADED = "ungraded"

    @property
    def has_grade(self) -> bool:
        return self not in (Standing.NOTHING_FOUND, Standing.INCOMPLETE, Standing.UNGRADED)


class EarlyEnd(Struct, frozen=True):
    """Code that did not come to its end: how, in which functions, and the message of the first."""

    status: Status
    functions: tuple[str, ...]
    message: str


class SurveyedStudent(Struct, frozen=True):
    """The submission that counts, which is the latest, and how many there were before it.

    `points` are those of each exercise in the order of the survey, none where it was not graded.
    `reason` says why there is nothing to grade, or no grade.
    """

    name: str
    submitted_at: datetime
    earlier: int
    standing: Standing
    points: tuple[float | None, ...]
    total: float | None
    stops: tuple[EarlyEnd, ...] = ()
    reason: str = ""


class Spread(Struct, frozen=True):
    """How points are spread from 0 to `max_score`; `bins` are counts of equal widths.

    Half of the points lie from `lower` to `upper`, the quartiles.
    """

    max_score: float
    mean: float
    lower: float
    median: float
    upper: float
    bins: tuple[int, ...]


class SurveyedExercise(Struct, frozen=True):
    """The points of one exercise, how many have them all, and who has not begun."""

    name: str
    points: Spread
    full: int
    not_begun: tuple[str, ...]


class SurveyedCheck(Struct, frozen=True):
    """How many failed a check, of those who have begun its function."""

    exercise: str
    function: str
    title: str
    hidden: bool
    failed: int
    begun: int


class Wording(Struct, frozen=True):
    """The sentence about a known mistake, and the functions that it is said of."""

    text: str
    functions: tuple[str, ...]


class SurveyedDiagnosis(Struct, frozen=True):
    """A known mistake, in the words of the functions it was made in, and who made it.

    Wordings and functions begin with those that were met most often.
    """

    id: str
    wordings: tuple[Wording, ...]
    students: tuple[str, ...]


class Survey(Struct, frozen=True):
    """A class. Students are in the order of their names; checks and diagnoses begin with those
    that concern most students, and there are only checks that somebody failed."""

    students: tuple[SurveyedStudent, ...]
    scores: Spread
    exercises: tuple[SurveyedExercise, ...]
    checks: tuple[SurveyedCheck, ...]
    diagnoses: tuple[SurveyedDiagnosis, ...]
