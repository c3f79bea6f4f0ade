"""`python -m grader copies STORE`: which hand-ins of a class are alike, and where."""

import argparse

from msgspec import Struct

from grader.cli.class_options import add_exercises
from grader.cli.class_store import add_assignment, add_store, opened_assignment
from grader.cli.command import Command
from grader.course.course import find_course
from grader.errors import ExitCode, UsageError
from grader.language import N_, _
from grader.sandbox.zygotes import open_zygotes


class CopiesOptions(Struct, frozen=True):
    """`store` is a file or the URL of a database."""

    store: str
    exercises: list[str]
    assignment: str | None


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add_store(parser)
    add_exercises(parser)
    add_assignment(parser)


def _run(options: CopiesOptions) -> ExitCode:
    """Shows what is alike. Raises `GraderError`."""
    from rich.console import Console

    from grader.classroom.copies.find_alike import find_alike
    from grader.render.alike import to_terminal

    with opened_assignment(options) as store, open_zygotes() as zygotes:
        works = list(store.works())
        if not works:
            text = _(
                "{store} keeps no files of this assignment: an earlier version graded it. "
                "The same batch once more keeps them, and grades nothing again."
            )
            raise UsageError(text.format(store=options.store))
        found = list(find_alike(find_course(), works, zygotes))
    Console(highlight=False).print(to_terminal(found))
    return ExitCode.PASSED


COPIES = Command(
    CopiesOptions,
    N_("Shows which hand-ins of a class are alike, side by side. It accuses nobody."),
    _add_arguments,
    _run,
)
