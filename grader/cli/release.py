"""`python -m grader release OUT`: makes the copy of the kit that students get."""

import argparse
from pathlib import Path

from msgspec import Struct

from grader.cli.class_options import add_exercises, assigned
from grader.cli.command import Command
from grader.course.course import find_course
from grader.errors import ExitCode
from grader.language import N_, _
from grader.sandbox.zygotes import open_zygotes


class ReleaseOptions(Struct, frozen=True):
    """`out` is a new or empty folder, or a zip archive that is not there yet."""

    out: Path
    exercises: list[str]
    with_solutions: bool


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    text = _("a new or empty folder, or a file that ends in .zip")
    parser.add_argument("out", type=Path, metavar="FOLDER|ZIP", help=text)
    add_exercises(parser)
    text = _("also hand out the solutions, for after the deadline: see the command solution")
    parser.add_argument("--with-solutions", action="store_true", help=text)


def _run(options: ReleaseOptions) -> ExitCode:
    """Writes the copy and says where it is. Raises `GraderError`."""
    from grader.release.student_copy import check_place, release

    course = assigned(find_course(), options.exercises)
    check_place(course, options.out)
    print("Recording what the solutions answer. This takes about a minute.", flush=True)
    with open_zygotes() as zygotes:
        zygotes.warm("numpy")
        zygotes.warm("tensorflow")
        files = release(course, options.out, zygotes, options.with_solutions)
    print(f"{options.out} has {len(files)} files: stubs, public checks, the grader, a README.")
    if options.with_solutions:
        print("The solutions are among them. Hand it out after the deadline, and not before.")
    else:
        print("No solution and no hidden check is among them. Hand it out as it is.")
    return ExitCode.PASSED


RELEASE = Command(
    ReleaseOptions,
    N_("Makes the copy of the kit that students get, without solutions."),
    _add_arguments,
    _run,
)
