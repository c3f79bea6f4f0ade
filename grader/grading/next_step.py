"""What a student should do next, read off a report."""

import re
import shlex
from pathlib import Path

from grader.language import _
from grader.records.report import Check, NextStep, Report, Status
from grader.submission.submission import Submission


def next_step(report: Report, submission: Submission, named: Path | None) -> NextStep | None:
    """The first wrong function, or the first that is not begun; None when all is done.

    `named` is the folder as it was typed, None for the usual one.
    """
    checks = [(exercise.name, check) for exercise in report.exercises for check in exercise.checks]
    for wanted in (_is_wrong, _is_not_begun):
        for exercise, check in checks:
            if wanted(check.status):
                return _step(exercise, check, submission, named)
    return None


def _is_wrong(status: Status) -> bool:
    return status not in (Status.PASSED, Status.NOT_STARTED, Status.BROKEN)


def _is_not_begun(status: Status) -> bool:
    return status is Status.NOT_STARTED


def _step(exercise: str, check: Check, submission: Submission, named: Path | None) -> NextStep:
    options = f" --submission {shlex.quote(str(named))}" if named is not None else ""
    return NextStep(
        check.function,
        _is_wrong(check.status),
        _place(exercise, check.function, submission),
        f"python -m grader {exercise}.{check.function}{options}",
    )


def _place(exercise: str, function: str, submission: Submission) -> str:
    file = _short(submission.path(exercise))
    source = submission.files.get(exercise, b"")
    if isinstance(source, bytes):
        line = _line(source, function)
        return f"{file}:{line}" if line else file
    lines = [(i, line) for i, cell in enumerate(source, 1) if (line := _line(cell, function))]
    if not lines:
        return file
    text = _("{file}, cell {cell}, line {line}")
    return text.format(file=file, cell=lines[-1][0], line=lines[-1][1])


def line_in_file(exercise: str, function: str, submission: Submission) -> tuple[Path, int]:
    """The file of a function, and the line where it begins; 0 in a notebook, and for none."""
    source = submission.files.get(exercise, b"")
    line = _line(source, function) if isinstance(source, bytes) else 0
    return submission.path(exercise), line


def _line(source: bytes, function: str) -> int:
    """The line of the last definition, which is the one that counts in Python; 0 for none."""
    pattern = rb"^def " + re.escape(function.encode()) + rb"\b"
    starts = [found.start() for found in re.finditer(pattern, source, re.MULTILINE)]
    return source.count(b"\n", 0, starts[-1]) + 1 if starts else 0


def _short(path: Path) -> str:
    """The path as one would type it here."""
    absolute = path.resolve()
    here = Path.cwd()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else absolute)
