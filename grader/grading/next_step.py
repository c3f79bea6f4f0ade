"""What a student should do next, read off a report."""

import re
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from grader.language import _
from grader.records.report import AllDone, Check, NextStep, Origin, Report, Status
from grader.submission.submission import Submission


def next_step(report: Report, submission: Submission, named: Path | None) -> NextStep | None:
    """Returns what to do about the first check that is wrong, or else not begun; None if all pass.

    A file that cannot be imported, and a function that is called and not written yet, come before
    the function that fails because of them. `named` is the folder as it was typed, None for the
    usual one.
    """
    checks = [(exercise.name, check) for exercise in report.exercises for check in exercise.checks]
    for wanted in (_is_wrong, _is_not_begun):
        for exercise, check in checks:
            if wanted(check.status):
                judged = {(name, each.function) for name, each in checks}
                return _step(exercise, check, judged, submission, named)
    return None


def all_done(report: Report, exercises: Sequence[str], whole: bool, folder: Path) -> AllDone | None:
    """Returns what can be done once all checks of a report have passed; None if they have not.

    `exercises` are those of the course in their order; `whole` says that no function of an
    exercise was left out. `folder` is what a student hands in.
    """
    if not report.passed or not report.exercises:
        return None
    last = report.exercises[-1].name
    look = f"python -m grader show {last}"
    if not whole:
        return AllDone(look, rest=f"python -m grader {last}")
    if len(report.exercises) == len(exercises):
        return AllDone(look, folder=as_typed(folder))
    following = exercises[exercises.index(last) + 1 :]
    if not following:
        return AllDone(look, rest="python -m grader")
    return AllDone(look, following=as_typed(folder / f"{following[0]}.py"))


def _is_wrong(status: Status) -> bool:
    return status not in (Status.PASSED, Status.NOT_STARTED, Status.BROKEN)


def _is_not_begun(status: Status) -> bool:
    return status is Status.NOT_STARTED


def _step(
    exercise: str,
    check: Check,
    judged: set[tuple[str, str]],
    submission: Submission,
    named: Path | None,
) -> NextStep:
    options = f" --submission {shlex.quote(str(named))}" if named is not None else ""
    origin = check.origin
    if origin is not None and origin.is_file:
        return _file_step(origin, submission, options)
    function, command = check.function, f"{exercise}.{check.function}"
    action: Literal["fix", "write"] = "fix" if _is_wrong(check.status) else "write"
    if origin is not None and _is_defined(origin, submission):
        if origin.exercise != exercise:  # there, it may be a helper without checks
            command = origin.exercise
        elif (exercise, origin.function) in judged:
            command = f"{exercise}.{origin.function}"
        exercise, function, action = origin.exercise, origin.function, "write"
    place = _place(exercise, function, submission)
    return NextStep(function, action, place, f"python -m grader {command}{options}")


def _file_step(origin: Origin, submission: Submission, options: str) -> NextStep:
    file = as_typed(submission.path(origin.exercise))
    if origin.kind == "missing":
        command = "" if options else f"python -m grader reset {origin.exercise}"
        return NextStep("", "restore", file, command)
    place = f"{file}:{origin.line}" if origin.line else file
    return NextStep("", "repair", place, f"python -m grader {origin.exercise}{options}")


def _is_defined(origin: Origin, submission: Submission) -> bool:
    """Whether the unwritten function is one that a student is to write, and no helper of theirs."""
    source = submission.files.get(origin.exercise, b"")
    parts = (source,) if isinstance(source, bytes) else source
    return any(_line(part, origin.function) for part in parts)


def _place(exercise: str, function: str, submission: Submission) -> str:
    file = as_typed(submission.path(exercise))
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


def as_typed(path: Path) -> str:
    """The path as one would type it here."""
    absolute = path.resolve()
    here = Path.cwd()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else absolute)
