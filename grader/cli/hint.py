"""`python -m grader hint EXERCISE.FUNCTION`: shows the next hint."""

import argparse

from msgspec import Struct

from grader.cli.command import Command
from grader.cli.folders import exercises_folder
from grader.course.course import find_course
from grader.course.hints import Hints, read_hints
from grader.course.selection import unknown_exercise, unknown_function
from grader.errors import ExitCode, UsageError
from grader.journal import journal_folder, read_journal, remember
from grader.language import N_


class HintOptions(Struct, frozen=True):
    """`name` is EXERCISE.FUNCTION."""

    name: str


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="EXERCISE.FUNCTION")


def _run(options: HintOptions) -> ExitCode:
    """Shows the hints of a function that were shown before, and one more."""
    from rich.console import Console

    from grader.render.hint_steps import to_terminal

    course = find_course()
    hints = _hints_of(options.name, read_hints(course))
    folder = journal_folder(exercises_folder(None, course))
    journal = read_journal(folder)
    steps = (*hints.steps, *journal.last_hint(options.name))
    shown = journal.hints.get(options.name, 0)
    count = min(shown + 1, len(steps))
    remember(folder, hints={options.name: count})
    Console(highlight=False).print(to_terminal(options.name, steps, count, shown >= count))
    return ExitCode.PASSED


def _hints_of(name: str, hints: dict[str, dict[str, Hints]]) -> Hints:
    exercise, _dot, function = name.partition(".")
    if exercise not in hints:
        raise UsageError(unknown_exercise(exercise, list(hints)))
    if function not in hints[exercise]:
        known = [f"{exercise}.{each}" for each in hints[exercise]]
        raise UsageError(unknown_function(name, name, known))
    return hints[exercise][function]


HINT = Command(
    HintOptions,
    N_("Shows the next hint for a function: first a question, then where to look."),
    _add_arguments,
    _run,
)
