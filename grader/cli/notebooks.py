"""`python -m grader notebooks COURSE`: writes the exercises as an nbgrader course."""

import argparse

from grader.course.course import find_course
from grader.errors import ExitCode, UsageError


def run_notebooks(options: argparse.Namespace) -> ExitCode:
    """Writes the course and says how to go on. Raises `GraderError`."""
    try:
        from grader.jupyter.course.nbgrader_course import write_course
    except ModuleNotFoundError as error:
        raise UsageError(
            f"notebooks needs {error.name}, which is not installed.\n"
            "In the folder of the kit: pip install -e '.[nbgrader]'"
        ) from error

    files = write_course(find_course(), options.course, options.assignment)
    for file in files:
        print(file)
    print("To make what students get of them:")
    print(f"  cd {options.course} && nbgrader generate_assignment {options.assignment}")
    return ExitCode.PASSED
