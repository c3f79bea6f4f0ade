"""`python -m grader notebooks COURSE`: writes the exercises as an nbgrader course."""

import argparse
from pathlib import Path

from msgspec import Struct

from grader.cli.class_options import add_exercises, assigned
from grader.cli.command import Command
from grader.course.course import find_course
from grader.errors import ExitCode, UsageError


class NotebooksOptions(Struct, frozen=True):
    """`course` is the folder of an nbgrader course, new or not."""

    course: Path
    exercises: list[str]
    assignment: str


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("course", type=Path, metavar="COURSE", help="a folder, new or not")
    add_exercises(parser)
    text = "the name of the assignment; by default cnn"
    parser.add_argument("--assignment", metavar="NAME", default="cnn", help=text)


def _run(options: NotebooksOptions) -> ExitCode:
    """Writes the course and says how to go on. Raises `GraderError`."""
    try:
        from grader.jupyter.course.nbgrader_course import write_course
    except ModuleNotFoundError as error:
        raise UsageError(
            f"notebooks needs {error.name}, which is not installed.\n"
            "In the folder of the kit: pip install -e '.[nbgrader]'"
        ) from error

    files = write_course(
        assigned(find_course(), options.exercises), options.course, options.assignment
    )
    for file in files:
        print(file)
    print("To make what students get of them:")
    print(f"  cd {options.course} && nbgrader generate_assignment {options.assignment}")
    return ExitCode.PASSED


NOTEBOOKS = Command(
    NotebooksOptions,
    "Writes the exercises as notebooks of an nbgrader course.",
    _add_arguments,
    _run,
)
