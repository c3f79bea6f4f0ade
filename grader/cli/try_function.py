"""`python -m grader try EXERCISE.FUNCTION`: calls a function once and shows what it gives."""

import argparse
from pathlib import Path

from msgspec import Struct

from grader.cli.command import Command
from grader.cli.file_links import file_links
from grader.cli.folders import exercises_folder
from grader.cli.pictures import shown_progress
from grader.course.course import find_course
from grader.course.hints import functions_of
from grader.course.names import one_function
from grader.errors import ExitCode
from grader.language import N_, _
from grader.sandbox.zygotes import open_zygotes
from grader.submission.submission import read_submission

PROGRAM = "python -m grader try"


class TryOptions(Struct, frozen=True):
    """`name` is EXERCISE.FUNCTION; without `arguments` it is called as the lesson shows it."""

    name: str
    arguments: list[str]
    submission: Path | None


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="EXERCISE.FUNCTION")
    parser.add_argument(
        "arguments",
        metavar="ARGUMENT",
        nargs="*",
        help=_("what to call it with; without any, the examples of the lesson"),
    )
    parser.add_argument(
        "--submission",
        type=Path,
        metavar="FOLDER|ZIP|TAR|NOTEBOOK",
        help=_("take the functions from these files, not from ./exercises"),
    )


def _run(options: TryOptions) -> ExitCode:
    """Calls the function in a worker and shows the answers; 1 if there was none.

    Raises `GraderError`.
    """
    course = find_course()
    functions = functions_of(course)
    exercise, function = one_function(options.name, functions, PROGRAM)
    with open_zygotes() as zygotes:
        zygotes.warm("numpy")  # loads in another process while this one reads the lesson
        from grader.cli.typed_arguments import read_arguments
        from grader.grading.stand_ins import StandIns
        from grader.pictures.try_out import Lesson, try_out

        lesson = Lesson(course, exercise, function)
        if options.arguments:
            calls = [read_arguments(options.arguments)]
            lesson.require_fitting(calls[0])
        else:
            calls = lesson.calls(functions[exercise])
        folder = exercises_folder(options.submission, course)
        submission = read_submission(folder, list(course.points), zygotes)
        with shown_progress() as begins:
            tried = list(try_out(lesson, calls, submission, zygotes, StandIns(course), begins))
    from rich.console import Console

    from grader.render.links import Linked
    from grader.render.tried_calls import to_terminal

    shown = to_terminal(f"{exercise}.{function}", tried)
    Console(highlight=False).print(Linked(shown, file_links(submission, course.points)))
    return ExitCode.PASSED if all(each.answered for each in tried) else ExitCode.FAILED


def _how_to_type() -> str:
    return _("""\
arguments are Python literals, in double quotes where they hold spaces or brackets:
  3   0.5   "(1, 2)"   same   stride=2   "[[1, 2, 0], [0, nan, 4]]"
A list of numbers, however deep, becomes an array of floats; one whose rows differ in shape
stays a list of arrays. The path of a picture becomes an array of grey levels, 0 to 255, of at
most 64 pixels a side (this needs Pillow: pip install -e '.[plots]').

exit codes:
  0 the function answered     1 it raised or did not come back     2 wrong usage
""")


TRY = Command(
    TryOptions,
    N_("Calls a function once and shows what it gives, beside the right answer where it is known."),
    _add_arguments,
    _run,
    _how_to_type,
)
