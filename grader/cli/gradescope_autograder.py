"""`python -m grader gradescope OUT.zip`: makes the autograder that is uploaded to Gradescope."""

import argparse
from pathlib import Path

from msgspec import Struct

from grader.cli.class_options import add_exercises, assigned
from grader.cli.command import Command
from grader.cli.outputs import add_visibility
from grader.course.course import find_course, require_solutions
from grader.errors import ExitCode, UsageError
from grader.language import N_, _


class GradescopeOptions(Struct, frozen=True):
    """`out` is a zip archive, new or not."""

    out: Path
    exercises: list[str]
    hidden_checks: str


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=Path, metavar="ZIP", help=_("the zip to write and to upload"))
    add_exercises(parser)
    add_visibility(parser)


def _run(options: GradescopeOptions) -> ExitCode:
    """Writes the zip and says what to do with it. Raises `GraderError`."""
    from grader.release.gradescope_zip import write_autograder

    whole = find_course()
    require_solutions(whole)
    course = assigned(whole, options.exercises)
    if options.out.suffix != ".zip":
        text = _("{path} is no name of a zip. Name it such as autograder.zip.")
        raise UsageError(text.format(path=options.out))
    try:
        files = write_autograder(whole, tuple(course.points), options.hidden_checks, options.out)
    except OSError as error:
        text = _("{place} cannot be written: {reason}.")
        reason = error.strerror or str(error)
        raise UsageError(text.format(place=options.out, reason=reason)) from error
    text = _(
        "{path} has {count} files. It holds solutions and hidden checks: for Gradescope alone.\n"
        "Upload it under Configure Autograder, and set the points of the assignment to {points:g}."
    )
    points = sum(course.points.values())
    print(text.format(path=options.out, count=len(files), points=points))
    return ExitCode.PASSED


GRADESCOPE = Command(
    GradescopeOptions,
    N_("Makes an autograder for Gradescope: a zip that can be uploaded as it is."),
    _add_arguments,
    _run,
)
