"""What a student should do next, read off a report."""

import os
import re

from grader.grading.submission import Submission
from grader.report import NextStep, Report, Status


def next_step(report: Report, submission: Submission) -> NextStep | None:
    """The first wrong function, or the first that is not begun; None when all is done."""
    for wanted in (_is_wrong, _is_not_begun):
        for exercise in report.exercises:
            for check in exercise.checks:
                if wanted(check.status):
                    return _step(exercise.name, check.function, submission)
    return None


def _is_wrong(status: Status) -> bool:
    return status not in (Status.PASSED, Status.NOT_STARTED, Status.BROKEN)


def _is_not_begun(status: Status) -> bool:
    return status is Status.NOT_STARTED


def _step(exercise: str, function: str, submission: Submission) -> NextStep:
    file = os.path.relpath(submission.folder / f"{exercise}.py")
    source = submission.files.get(exercise, b"")
    found = re.search(rb"^def " + re.escape(function.encode()) + rb"\b", source, re.MULTILINE)
    line = source.count(b"\n", 0, found.start()) + 1 if found else None
    return NextStep(exercise, function, file, line)
