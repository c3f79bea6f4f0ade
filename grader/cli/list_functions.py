"""`python -m grader list`: all functions, how each stands, and where it is."""

import argparse

from msgspec import Struct

from grader.cli.command import Command
from grader.cli.file_links import file_links
from grader.cli.folders import exercises_folder
from grader.cli.grade import shown_progress
from grader.course.course import find_course
from grader.course.hints import functions_of
from grader.course.names import one_exercise
from grader.course.selection import select
from grader.errors import ExitCode
from grader.grading.next_step import as_typed, line_in_file
from grader.grading.session import open_session
from grader.journal import journal_folder, remember
from grader.language import N_, _
from grader.records.report import Location
from grader.sandbox.zygotes import open_zygotes
from grader.submission.submission import read_submission


class ListOptions(Struct, frozen=True):
    """`exercise` is the only one to be listed; None for all."""

    exercise: str | None


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", metavar="EXERCISE", nargs="?", help=_("only this one"))


def _run(options: ListOptions) -> ExitCode:
    """Runs the checks and shows what they say of each function. Raises `GraderError`."""
    course = find_course()
    names = []
    if options.exercise:
        program = "python -m grader list"
        names = [one_exercise(options.exercise, functions_of(course), program)]
    selection = select(course, names)
    with open_zygotes() as zygotes, open_session(course, zygotes, selection) as session:
        zygotes.warm("numpy")
        folder = exercises_folder(None, course)
        submission = read_submission(folder, list(course.points), zygotes)
        with shown_progress() as progress:
            report = session.submit(submission, progress).result()
    remember(journal_folder(folder), checks=report.checks)
    places = {}
    for exercise in report.exercises:
        for function in exercise.functions:
            file, line = line_in_file(exercise.name, function, submission)
            places[exercise.name, function] = Location(as_typed(file), line)
    from rich.console import Console

    from grader.render.function_list import to_terminal
    from grader.render.links import Linked

    files = file_links(submission, course.points)
    Console(highlight=False).print(Linked(to_terminal(report, places), files))
    return ExitCode.PASSED


LIST = Command(
    ListOptions,
    N_("Lists all functions: how each stands, its points, and where it is."),
    _add_arguments,
    _run,
)
