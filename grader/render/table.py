"""The grades of many submissions as CSV, for a spreadsheet or an LMS.

UTF-8 that begins with a byte order mark, for without one Excel reads names in a wrong encoding;
Python reads it as `utf-8-sig`. Names of columns and of states are the same in every language.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from grader.records.report import Exercise, Graded, Report, Status
from grader.text import printable

BYTE_ORDER_MARK = "\ufeff"

# What a spreadsheet takes for the beginning of a formula, full-width forms included.
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


_COLUMNS = ("total", "max", "state", "reason", "dated_by")


class _Line:
    """A file of one line."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text = text


def to_csv(grades: Iterable[Graded], exercises: Sequence[str]) -> Iterator[str]:
    """The lines, each with its end: a heading, then one for each submission.

    There is a column for the points of each exercise. A submission that could not be read has 0
    points; one that was not graded, or in which nothing was found, has none. Write them as UTF-8,
    without changing line ends.
    """
    line = _Line()
    writer = csv.writer(line)
    writer.writerow(
        ["name", "submitted_at", *exercises, "total", "max", "state", "reason", "dated_by"]
    )
    yield BYTE_ORDER_MARK + line.text
    for grade in grades:
        writer.writerow([_cell(value) for value in _row(grade, exercises)])
        yield line.text


def _row(grade: Graded, exercises: Sequence[str]) -> list[Any]:
    points, total, most = _points(grade, exercises)
    state = _state(grade)
    reason = grade.reason or (_reason(grade.report) if grade.report else "")
    return [grade.name, grade.submitted_at, *points, total, most, state, reason, _dated_by(grade)]


def _reason(report: Report) -> str:
    """How the files were read, and why nothing of one that is there could be judged."""
    told = list(report.notes)
    for exercise in report.exercises:
        first = exercise.checks[0]
        is_there = first.origin is None or first.origin.kind != "missing"
        empty = all(check.status is Status.MISSING for check in exercise.checks)
        if is_there and (empty or exercise.file_problem) and first.message:
            known = any(first.message in note for note in told)
            told += [] if known else [f"{first.message.rstrip('.')}."]
    return " ".join(told)


def _dated_by(grade: Graded) -> str:
    """Whose word the time is."""
    if not grade.submitted_at:
        return ""
    return "student" if grade.dated_by_student else "system"


def _points(grade: Graded, exercises: Sequence[str]) -> tuple[list[Any], Any, Any]:
    """The points of each exercise, all of them, and how many there could be."""
    if grade.report is None:
        nothing = "" if grade.faulty or grade.nothing_found else 0.0
        return [nothing] * len(exercises), nothing, ""
    graded: dict[str, Exercise] = {each.name: each for each in grade.report.exercises}
    points = [graded[name].score if name in graded else "" for name in exercises]
    return points, grade.report.score, grade.report.max_score


def _state(grade: Graded) -> str:
    if grade.nothing_found:
        return "nothing found"
    if grade.report is None:
        return "not graded" if grade.faulty else "unreadable"
    return "graded" if grade.report.complete else "incomplete"


def _cell(value: float | str) -> str:
    """A number with its fraction, or one line of text that no spreadsheet computes."""
    if not isinstance(value, str):
        return repr(round(float(value), 6))
    text = " ".join(printable(value).split("\n"))
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
