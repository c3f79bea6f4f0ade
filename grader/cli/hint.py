"""`python -m grader hint EXERCISE.FUNCTION`: shows the next hint."""

import argparse

from msgspec import Struct

from grader.cli.command import Command
from grader.cli.folders import exercises_folder
from grader.course.course import Course, find_course
from grader.course.hints import functions_of, read_hints
from grader.course.names import one_name
from grader.errors import ExitCode, UsageError
from grader.journal import journal_folder, read_journal, remember
from grader.language import N_, _

PROGRAM = "python -m grader hint"


class HintOptions(Struct, frozen=True):
    """`name` is EXERCISE.FUNCTION; an exercise or nothing stands for what comes next in it."""

    name: str | None


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    text = _("without one, the function that comes next")
    parser.add_argument("name", metavar="EXERCISE.FUNCTION", nargs="?", help=text)


def _run(options: HintOptions) -> ExitCode:
    """Shows the hints of a function that were shown before, and one more."""
    from rich.console import Console

    from grader.render.hint_steps import to_terminal

    course = find_course()
    hints = read_hints(course)
    exercise, function = _function(options.name, course)
    name = f"{exercise}.{function}"
    folder = journal_folder(exercises_folder(None, course))
    journal = read_journal(folder)
    steps = (*hints[exercise][function].steps, *journal.last_hint(name))
    shown = journal.hints.get(name, 0)
    count = min(shown + 1, len(steps))
    remember(folder, hints={name: count})
    Console(highlight=False).print(to_terminal(name, steps, count, shown >= count))
    return ExitCode.PASSED


def _function(typed: str | None, course: Course) -> tuple[str, str]:
    """Returns what was typed, or the function that comes next. Raises `UsageError`."""
    functions = functions_of(course)
    name = one_name(typed, functions, PROGRAM) if typed else ""
    exercise, _dot, function = name.partition(".")
    if function:
        return exercise, function
    from grader.cli.next_function import next_function

    found = next_function(course, [exercise] if exercise else list(course.points))
    if found is None:
        text = _("No function needs a hint: all checks pass, or a file cannot be read.")
        raise UsageError(text)
    return found


HINT = Command(
    HintOptions,
    N_("Shows the next hint for a function: first a question, then where to look."),
    _add_arguments,
    _run,
)
