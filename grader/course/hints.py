"""The two hints of each function: a question, then where to look."""

import tomllib
from pathlib import Path

import msgspec
from msgspec import Struct

from grader.course.course import Course
from grader.errors import CannotGrade
from grader.language import _


class Hints(Struct, frozen=True, forbid_unknown_fields=True):
    """Two hints: a question to ask oneself, then where to look. Neither is the solution."""

    question: str
    look: str

    @property
    def steps(self) -> tuple[str, ...]:
        return (_(self.question), _(self.look))


def read_hints(course: Course) -> dict[str, dict[str, Hints]]:
    """Read the hints of every exercise, by exercise and function. Raises `CannotGrade`."""
    return {exercise: _hints(course.hints(exercise)) for exercise in course.points}


def _hints(path: Path) -> dict[str, Hints]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(content, dict[str, Hints])
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        text = _("The hints in {path} cannot be read: {reason}.")
        raise CannotGrade(text.format(path=path, reason=error)) from error


def functions_of(course: Course) -> dict[str, tuple[str, ...]]:
    """Returns the functions of each exercise that a student writes: those that have hints."""
    return {exercise: tuple(known) for exercise, known in read_hints(course).items()}
