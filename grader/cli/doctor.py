"""`python -m grader doctor`: says how well a submission is shut in on this system."""

import argparse
from pathlib import Path

from msgspec import Struct

from grader.cli.command import Command
from grader.course.course import find_course
from grader.errors import ExitCode
from grader.language import N_, _
from grader.sandbox.zygotes import open_zygotes


class DoctorOptions(Struct, frozen=True):
    submission: Path | None


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--submission",
        type=Path,
        metavar="PATH",
        help=_("say what of these files would be graded, and why the others would not"),
    )


def _run(options: DoctorOptions) -> ExitCode:
    """Prints the level of confinement, each barrier, and every attempt with its answer.

    Of a submission it prints what would be read, and grades nothing.
    """
    if options.submission is not None:
        return _read(options.submission)
    from rich.console import Console

    from grader.doctor.barriers import barriers
    from grader.doctor.examine import examine
    from grader.render.confinement import to_terminal
    from grader.sandbox.levels import reached

    with open_zygotes() as zygotes:
        level = reached(zygotes)
        findings = [*barriers(level.missing), *examine(find_course(), zygotes)]
    Console(highlight=False).print(to_terminal(level, findings))
    return ExitCode.PASSED if not any(finding.wrong for finding in findings) else ExitCode.FAILED


def _read(place: Path) -> ExitCode:
    from rich.console import Console

    from grader.render.hand_in import to_terminal
    from grader.submission.submission import read_submission

    with open_zygotes() as zygotes:
        submission = read_submission(place, list(find_course().points), zygotes)
    text = to_terminal(submission.looked_at, submission.notes, submission.problems)
    Console(highlight=False).print(text)
    return ExitCode.PASSED if submission.files else ExitCode.FAILED


DOCTOR = Command(
    DoctorOptions,
    N_("Tries from inside a worker what a submission could reach here."),
    _add_arguments,
    _run,
)
