"""`python -m grader verify`: says whether the kit itself is in order."""

import argparse
import sys

from grader.cli.grade import shown_progress
from grader.course.course import find_course
from grader.errors import ExitCode
from grader.sandbox.zygotes import open_zygotes


def run_verify(_: argparse.Namespace) -> ExitCode:
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
