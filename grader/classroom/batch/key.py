"""The key of a grade: one number for everything that the grade depends on."""

import hashlib
from pathlib import Path

import msgspec
from msgspec import Struct

from grader import __version__
from grader.course.course import Course
from grader.submission.submission import Submission

_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
_NO_CHECKS = ("kit", "__pycache__")


class Conditions(Struct, frozen=True):
    """The conditions of a grading; `course` is the digest of the checks and the solutions."""

    course: str
    level: str
    seed: int
    language: str
    version: str = __version__


def key_of(submission: Submission, conditions: Conditions) -> str:
    """Equal for equal files under equal conditions, whoever handed them in and wherever.

    What is said of how they were read belongs to the report, too.
    """
    return _digest([conditions, submission.files, submission.problems, submission.looked_at])


def course_digest(course: Course) -> str:
    """Changes with every file that can change a grade, the points and the budget."""
    folders = [course.root / "tests", course.solutions]
    files = (file for folder in folders for file in folder.rglob("*") if _grades(file))
    contents = {file.relative_to(course.root): file.read_bytes() for file in files}
    counted = [
        (path.as_posix(), contents[path])
        for path in sorted(contents)
        if not any(part in _NO_CHECKS for part in path.parts)
    ]
    return _digest([list(course.points.items()), list(course.budget.items()), counted])


def _grades(file: Path) -> bool:
    """Whether it is a file and more than a page to read."""
    return file.is_file() and file.suffix != ".md"


def _digest(value: object) -> str:
    return hashlib.sha256(_ENCODER.encode(value)).hexdigest()
