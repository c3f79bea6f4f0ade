"""`python -m grader verify`: says whether the kit itself is in order."""

import sys

from grader.cli.command import Command, NoOptions, no_arguments
from grader.cli.grade import shown_progress
from grader.course.course import find_course
from grader.errors import ExitCode
from grader.language import N_
from grader.sandbox.zygotes import open_zygotes


def _run(options: NoOptions) -> ExitCode:
    """Prints what is wrong with the kit, or that nothing is."""
    course = find_course()
    with open_zygotes() as zygotes:
        zygotes.warm("numpy")
        from grader.kit_check import problems

        with shown_progress() as progress:
            found = list(problems(course, zygotes, progress))
    for problem in found:
        print(problem, file=sys.stderr)
    if found:
        return ExitCode.FAILED
    print("The kit is in order: stubs give 0, solutions 100 of 100 points.")
    return ExitCode.PASSED


VERIFY = Command(
    NoOptions,
    N_("Checks the kit itself: stubs, solutions, points, names and hints."),
    no_arguments,
    _run,
)
