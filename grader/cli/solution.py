"""`python -m grader solution EXERCISE.FUNCTION`: another way to write what is right already."""

import argparse

from msgspec import Struct

from grader.cli.command import Command
from grader.cli.folders import exercises_folder
from grader.course.course import Course, find_course
from grader.course.hints import functions_of
from grader.course.names import one_function
from grader.course.selection import select
from grader.course.solution_code import solution_code
from grader.errors import ExitCode, UsageError
from grader.grading.session import open_session
from grader.language import N_, _
from grader.sandbox.zygotes import open_zygotes
from grader.submission.submission import read_submission

PROGRAM = "python -m grader solution"


class SolutionOptions(Struct, frozen=True):
    """`name` is EXERCISE.FUNCTION."""

    name: str


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="EXERCISE.FUNCTION")


def _run(options: SolutionOptions) -> ExitCode:
    """Shows the solution of a function that passes its checks; 1 if it does not yet.

    Raises `UsageError` for a copy without solutions.
    """
    course = find_course()
    exercise, function = one_function(options.name, functions_of(course), PROGRAM)
    code = solution_code(course, exercise, function)
    if not code:
        text = _("This copy has no solutions. Your instructor can hand out one that has.")
        raise UsageError(text)
    name = f"{exercise}.{function}"
    if not _passes(course, name):
        text = _("{function} does not pass its checks yet. First: {command}")
        print(text.format(function=function, command=f"python -m grader {name}"))
        return ExitCode.FAILED
    from rich.console import Console

    from grader.render.lesson import code_to_terminal

    Console(highlight=False).print(code_to_terminal(code))
    return ExitCode.PASSED


def _passes(course: Course, name: str) -> bool:
    """Whether the student's function passes every check that this copy has."""
    selection = select(course, [name])
    with (
        open_zygotes() as zygotes,
        open_session(course, zygotes, selection, spot_seconds=0) as session,
    ):
        zygotes.warm("numpy")
        folder = exercises_folder(None, course)
        submission = read_submission(folder, list(course.points), zygotes)
        return session.submit(submission).result().passed


SOLUTION = Command(
    SolutionOptions,
    N_("Shows how the solution writes a function, once yours passes its checks."),
    _add_arguments,
    _run,
)
