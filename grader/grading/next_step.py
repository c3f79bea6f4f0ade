"""What a student should do next, read off a report."""

import re
import shlex
from pathlib import Path

from grader.grading.submission import Submission
from grader.report import Check, NextStep, Report, Status


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
    file = _short(submission.place / f"{exercise}.py")
    source = submission.files.get(exercise, b"")
    pattern = rb"^def " + re.escape(function.encode()) + rb"\b"
    starts = [found.start() for found in re.finditer(pattern, source, re.MULTILINE)]
    # Of several definitions the last one counts, as in Python.
    return f"{file}:{_line(source, starts[-1])}" if starts else file


def _line(source: bytes, start: int) -> int:
    return source.count(b"\n", 0, start) + 1


def _short(path: Path) -> str:
    """The path as one would type it here."""
    absolute = path.resolve()
    here = Path.cwd()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else absolute)
