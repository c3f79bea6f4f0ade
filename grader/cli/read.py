"""`python -m grader read EXERCISE.FUNCTION`: shows a section of the lesson in the terminal."""

import argparse

from msgspec import Struct

from grader.cli.command import Command
from grader.course.course import find_course
from grader.course.hints import functions_of
from grader.course.names import one_name
from grader.errors import ExitCode
from grader.language import N_, _

PROGRAM = "python -m grader read"


class ReadOptions(Struct, frozen=True):
    """`name` is an exercise, or one of its functions."""

    name: str


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    text = _("a function such as conv.conv2d, or an exercise for its first section")
    parser.add_argument("name", metavar="EXERCISE[.FUNCTION]", help=text)


def _run(options: ReadOptions) -> ExitCode:
    """Shows the section above a function, or the beginning of an exercise."""
    from rich.console import Console

    from grader.course.worksheet import section, worksheet
    from grader.render.lesson import to_terminal

    course = find_course()
    name = one_name(options.name, functions_of(course), PROGRAM)
    exercise, _dot, function = name.partition(".")
    found = section(worksheet(course, exercise), function)
    Console(highlight=False).print(to_terminal(found.markdown, found.signature, found.docstring))
    return ExitCode.PASSED


READ = Command(
    ReadOptions,
    N_("Shows the section of the lesson that explains a function."),
    _add_arguments,
    _run,
)
