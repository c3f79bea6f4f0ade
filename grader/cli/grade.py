"""`python -m grader`: grades one submission and shows the report."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from grader import __version__
from grader.cli import actions
from grader.cli.command import Command
from grader.cli.file_links import file_links
from grader.cli.folders import exercises_folder
from grader.cli.grading_options import add_grading_arguments, chosen_seed
from grader.cli.help import commands_and_exit_codes
from grader.cli.outputs import (
    STANDARD_OUTPUT,
    Finished,
    Pictures,
    add_output_arguments,
    add_visibility,
    chosen,
    deliver,
    not_graded,
)
from grader.course.course import Course, find_course
from grader.course.selection import Selection, select
from grader.errors import ExitCode
from grader.grading.next_step import all_done, next_step
from grader.grading.progress import Progress
from grader.grading.session import Session, open_session
from grader.journal import journal_folder, read_journal, remember
from grader.language import N_, _
from grader.records.report import AllDone, Audience, NextStep, Report, for_audience
from grader.sandbox.worker_user import worker_user
from grader.sandbox.zygotes import Zygotes, open_zygotes
from grader.submission.submission import Submission, named_by, read_submission


class GradeOptions(Struct, frozen=True):
    """`names` are exercises and functions; `fail_under` is a share of the points in percent."""

    names: list[str]
    submission: Path | None
    json: str | None
    html: Path | None
    junit: str | None
    markdown: str | None
    gradescope: str | None
    fail_under: float | None
    quiet: bool
    hidden_checks: str
    audience: Audience
    confine: Literal["auto", "required", "off"]
    seed: int | None


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="EXERCISE[.FUNCTION]")
    parser.add_argument(
        "--submission",
        type=Path,
        metavar="FOLDER|ZIP|TAR|NOTEBOOK",
        help=_("grade these files, not ./exercises"),
    )
    add_output_arguments(parser)
    add_visibility(parser)
    parser.add_argument(
        "--fail-under",
        type=_percent,
        metavar="PERCENT",
        help=_("exit with 0 if the score is at least this share of the points"),
    )
    parser.add_argument(
        "--quiet", action="store_true", help=_("print no report; files are written all the same")
    )
    parser.add_argument(
        "--audience",
        choices=("student", "instructor"),
        default="instructor",
        help=_("what is told of hidden checks: to a student no inputs, values or exception texts"),
    )
    add_grading_arguments(parser)
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")


def _percent(text: str) -> float:
    try:
        percent = float(text)
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:
        message = _("a share is a number from 0 to 100, not {text}")
        raise argparse.ArgumentTypeError(message.format(text=repr(text)))
    return percent


def _run(options: GradeOptions) -> ExitCode:
    """Grades the submission that the options name. Raises `GraderError`."""
    course = find_course()
    place = exercises_folder(options.submission, course)
    exercises = list(course.points)
    names = [_name(typed, course) for typed in options.names]
    selection = select(course, names or named_by(place, exercises))
    secret = options.confine == "required" or worker_user() is not None
    seed = chosen_seed(options.seed, course, secret)
    outputs = chosen(options)
    try:
        return _grade(options, course, place, selection, seed, outputs)
    except Exception as error:  # whoever reads the files must not take old ones for this grade
        deliver(
            outputs,
            Finished(not_graded(course, selection, place.name, error), None, lambda: ({}, "")),
        )
        raise


def _grade(
    options: GradeOptions,
    course: Course,
    place: Path,
    selection: Selection,
    seed: int,
    outputs: dict[str, str],
) -> ExitCode:
    exercises = list(course.points)
    with open_zygotes(barriers=options.confine != "off") as zygotes:
        # The libraries load in another process while this one imports pytest.
        zygotes.warm("numpy")
        if options.confine == "required":
            from grader.sandbox.levels import require_full

            require_full(zygotes)
        with open_session(course, zygotes, selection, seed) as session:
            session.warm()
            submission = read_submission(place, exercises, zygotes)
            if options.submission is None and place.is_absolute():
                text = _("These are the exercises in {folder}.").format(folder=place)
                submission = replace(submission, notes=(text, *submission.notes))
            report = _graded(session, submission)
        if options.submission is None:
            folder = journal_folder(submission.place)
            journal = read_journal(folder)
            remember(folder, checks=report.checks)
            report = journal.in_time(report)
        report = for_audience(report, options.audience)
        step = _next(report, submission, options, selection, course)
        if not options.quiet and STANDARD_OUTPUT not in outputs.values():
            _print(report, step, file_links(submission, course.points))
        if actions.in_actions():
            actions.annotate(report, submission)
            actions.summarize(report, step)
        pictures = _pictures(course, submission, report, zygotes)
        deliver(outputs, Finished(report, step, pictures, options.hidden_checks))
    return _exit_code(report, options.fail_under)


def _name(typed: str, course: Course) -> str:
    """Returns the exercise or function that was typed. Raises `UsageError` if nobody knows it."""
    if typed.partition(".")[0] in course.points and not typed.endswith(".py"):
        return typed
    from grader.cli.help import NAMES
    from grader.course.hints import functions_of
    from grader.course.names import one_name

    return one_name(typed, functions_of(course), "python -m grader", NAMES)


def _graded(session: Session, submission: Submission) -> Report:
    with shown_progress() as progress:
        return session.submit(submission, progress).result()


def _next(
    report: Report,
    submission: Submission,
    options: GradeOptions,
    selection: Selection,
    course: Course,
) -> NextStep | AllDone | None:
    step = next_step(report, submission, options.submission)
    if step is not None or options.submission is not None:
        return step
    return all_done(report, list(course.points), not selection.functions, submission.place)


def _pictures(
    course: Course, submission: Submission, report: Report, zygotes: Zygotes
) -> Callable[[], Pictures]:
    """Returns a function that makes the pictures of the exercises in a report."""

    def made() -> Pictures:
        from grader.cli.pictures import galleries

        return galleries(course, submission, report, zygotes)

    return made


def _exit_code(report: Report, percent: float | None) -> ExitCode:
    if not report.complete:
        return ExitCode.CANNOT_GRADE
    enough = report.passed if percent is None else report.reaches(percent)
    return ExitCode.PASSED if enough else ExitCode.FAILED


def shown_progress() -> Progress:
    """A display on standard error where that is a terminal, else none."""
    if not sys.stderr.isatty():
        return Progress()
    from grader.cli.progress_bar import TerminalProgress

    return TerminalProgress()


def _print(report: Report, step: NextStep | AllDone | None, files: Mapping[str, str]) -> None:
    from rich.console import Console

    from grader.render.links import Linked
    from grader.render.terminal import to_terminal

    console = Console(highlight=False)
    if not actions.in_actions():
        console.print(Linked(to_terminal(report, step), files))
        return
    with console.capture() as shown:
        console.print(to_terminal(report, step))
    sys.stdout.write(actions.harmless(shown.get()))


GRADE = Command(
    GradeOptions,
    N_("""\
Grades the five exercises in ./exercises, or only those that are named.

  python -m grader                  everything
  python -m grader conv             one exercise
  python -m grader conv.conv2d      one function
"""),
    _add_arguments,
    _run,
    commands_and_exit_codes,
)
