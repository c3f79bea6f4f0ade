"""`python -m grader release OUT`: makes the copy of the kit that students get."""

import argparse

from grader.course.course import find_course
from grader.errors import ExitCode
from grader.sandbox.zygotes import open_zygotes


def run_release(options: argparse.Namespace) -> ExitCode:
    """Writes the copy and says where it is. Raises `GraderError`."""
    from grader.release.student_copy import check_place, release

    course = find_course()
    check_place(course, options.out)
    print("Recording what the solutions answer. This takes about a minute.", flush=True)
    with open_zygotes() as zygotes:
        zygotes.warm("numpy")
        zygotes.warm("tensorflow")
        files = release(course, options.out, zygotes)
    print(f"{options.out} has {len(files)} files: stubs, public checks, the grader, a README.")
    print("No solution and no hidden check is among them. Hand it out as it is.")
    return ExitCode.PASSED
