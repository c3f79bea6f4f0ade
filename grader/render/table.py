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


_STUDENT = ("name", "id", "email", "submitted_at", "dated_by", "versions")
_TOTALS = ("total", "max", "late_hours", "penalty", "final", "percent", "state", "reason")


class _Line:
    """A file of one line."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text = text


def to_csv(grades: Iterable[Graded], exercises: Sequence[str]) -> Iterator[str]:
    """The lines, each with its end: a heading, then one for each student.

    There is a column for the points of each exercise. `total` is their sum, `final` what is left
    after the `penalty` for being late, `percent` what that is of `max`. Who could not be read has 0
    points; who was not graded, handed in nothing, or nothing that could be graded, has none. Write
    them as UTF-8, without changing line ends.
    """
    line = _Line()
    writer = csv.writer(line)
    writer.writerow([*_STUDENT, *exercises, *_TOTALS])
    yield BYTE_ORDER_MARK + line.text
    for grade in grades:
        writer.writerow([_cell(value) for value in _row(grade, exercises)])
        yield line.text


def _row(grade: Graded, exercises: Sequence[str]) -> list[Any]:
    student = [grade.name, grade.id, grade.email, grade.submitted_at, grade.dated_by]
    told = _reason(grade.report) if grade.report else ""
    reason = " ".join(filter(None, [grade.reason, told]))
    versions = "" if grade.absent else str(grade.versions)
    final, most = grade.final, grade.max_score
    return [
        *student, versions, *_points(grade, exercises), _or_blank(grade.total), most,
        _or_blank(grade.late_hours and round(grade.late_hours, 2)),
        "" if grade.absent else grade.penalty,
        _or_blank(final), "" if final is None or not most else round(100 * final / most, 2),
        _state(grade), reason,
    ]  # fmt: skip


def _or_blank(number: float | None) -> float | str:
    return "" if number is None else number


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


def _points(grade: Graded, exercises: Sequence[str]) -> list[float | str]:
    """The points of each exercise."""
    if grade.report is None:
        return [_or_blank(grade.total)] * len(exercises)
    graded: dict[str, Exercise] = {each.name: each for each in grade.report.exercises}
    return [graded[name].score if name in graded else "" for name in exercises]


def _state(grade: Graded) -> str:
    if grade.absent:
        return "not handed in"
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
