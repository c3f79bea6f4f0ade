"""`python -m grader`: grades one submission and shows the report."""

import argparse
import sys
from collections.abc import Callable

from grader.cli import actions
from grader.cli.chosen_seed import chosen_seed
from grader.cli.folders import exercises_folder
from grader.cli.outputs import STANDARD_OUTPUT, Finished, Pictures, chosen, deliver
from grader.course.course import Course, find_course
from grader.course.selection import Selection, select
from grader.errors import ExitCode
from grader.grading.next_step import next_step
from grader.grading.progress import Progress
from grader.journal import journal_folder, remember
from grader.records.report import NextStep, Report, for_audience
from grader.sandbox.zygotes import Zygotes, open_zygotes
from grader.submission.submission import Submission, named_by, read_submission


def run_grade(options: argparse.Namespace) -> ExitCode:
    """Grades the submission that the options name. Raises `GraderError`."""
    course = find_course()
    place = exercises_folder(options.submission, course)
    selection = select(course, options.names or named_by(place))
    seed = chosen_seed(options, course)
    submission = read_submission(place, list(course.points))
    outputs = chosen(options)
    with open_zygotes(barriers=options.confine != "off") as zygotes:
        # The libraries load in another process while this one imports pytest.
        zygotes.warm("numpy")
        if options.confine == "required":
            from grader.sandbox.levels import require_full

            require_full(zygotes)
        report = _graded(course, submission, selection, zygotes, seed)
        if options.submission is None:
            remember(journal_folder(submission.place), checks=report.checks)
        report = for_audience(report, options.audience)
        step = next_step(report, submission, options.submission)
        if not options.quiet and STANDARD_OUTPUT not in outputs.values():
            _print(report, step)
        if actions.in_actions():
            actions.annotate(report, submission)
            actions.summarize(report, step)
        pictures = _pictures(course, submission, report, zygotes)
        deliver(outputs, Finished(report, step, pictures))
    return _exit_code(report, options.fail_under)


def _graded(
    course: Course,
    submission: Submission,
    selection: Selection,
    zygotes: Zygotes,
    seed: int,
) -> Report:
    from grader.grading.session import grade

    with shown_progress() as progress:
        (report,) = grade(course, [submission], selection, zygotes, progress, seed)
        return report


def _pictures(
    course: Course, submission: Submission, report: Report, zygotes: Zygotes
) -> Callable[[], Pictures]:
    """What makes the pictures of the exercises in a report."""

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


def _print(report: Report, step: NextStep | None) -> None:
    from rich.console import Console

    from grader.render.terminal import to_terminal

    console = Console(highlight=False)
    if not actions.in_actions():
        console.print(to_terminal(report, step))
        return
    with console.capture() as shown:
        console.print(to_terminal(report, step))
    sys.stdout.write(actions.harmless(shown.get()))
