"""`python -m grader`: grades one submission and shows the report."""

import argparse
import sys
from pathlib import Path

from grader.cli.places import exercises_folder
from grader.errors import ExitCode, UsageError
from grader.grading.course import find_course
from grader.grading.next_step import next_step
from grader.grading.progress import Progress
from grader.grading.selection import select
from grader.grading.submission import read_submission
from grader.grading.zygotes import open_zygotes
from grader.journal import journal_folder, remember
from grader.language import _
from grader.render.json import to_json
from grader.report import NextStep, Report, for_audience


def run_grade(options: argparse.Namespace) -> ExitCode:
    """Grades the submission that the options name. Raises `GraderError`."""
    course = find_course()
    selection = select(course, options.names)
    if options.seed is not None and not course.solutions.is_dir():
        text = _("--seed needs the solutions, which this copy of the kit does not have.")
        raise UsageError(text)
    submission = read_submission(exercises_folder(options.submission, course), list(course.points))
    if options.json and options.json != "-":
        _check_writable("--json", Path(options.json))
    if options.html:
        _check_writable("--html", options.html)
    with open_zygotes(barriers=options.confine != "off") as zygotes:
        # The libraries load in another process while this one imports pytest.
        zygotes.warm("numpy")
        from grader.grading.barriers import require_full
        from grader.grading.session import SEED, grade

        if options.confine == "required":
            require_full(zygotes)
        with shown_progress() as progress:
            seed = SEED if options.seed is None else options.seed
            report = grade(course, [submission], selection, zygotes, progress, seed)[0]
    if options.submission is None:
        remember(journal_folder(submission.place), checks=report.checks)
    report = for_audience(report, options.audience)
    step = next_step(report, submission, options.submission)
    _deliver(report, step, options.json)
    if options.html:
        from grader.render.html import to_html

        _write("--html", options.html, to_html(report, step))
    if not report.complete:
        return ExitCode.CANNOT_GRADE
    return ExitCode.PASSED if report.passed else ExitCode.FAILED


def _check_writable(option: str, path: Path) -> None:
    if path.is_dir() or not path.absolute().parent.is_dir():
        text = _("{option} {path}: there is no such place to write a file to.")
        raise UsageError(text.format(option=option, path=path))


def shown_progress() -> Progress:
    """A display on standard error where that is a terminal, else none."""
    if not sys.stderr.isatty():
        return Progress()
    from grader.cli.progress import TerminalProgress

    return TerminalProgress()


def _deliver(report: Report, step: NextStep | None, json: str | None) -> None:
    if json == "-":
        sys.stdout.write(to_json(report).decode())
        return
    from rich.console import Console

    from grader.render.terminal import to_terminal

    Console(highlight=False).print(to_terminal(report, step))
    if json:
        _write("--json", Path(json), to_json(report))


def _write(option: str, path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        text = _("{option} {path} cannot be written: {reason}.")
        raise UsageError(text.format(option=option, path=path, reason=error.strerror)) from error
