"""`python -m grader class`: what a whole class has made of the exercises, as a page."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from grader.cli.class_options import add_exercises
from grader.cli.class_store import add_assignment, add_store, opened_assignment
from grader.cli.command import Command
from grader.cli.outputs import check_writable, page, write
from grader.course.course import find_course
from grader.errors import ExitCode, UsageError
from grader.language import N_, _, plural

if TYPE_CHECKING:
    from grader.classroom.copies.find_alike import HandedInWork
    from grader.records.likeness import AlikeExercise


class ClassOptions(Struct, frozen=True):
    """`store` is a file or the URL of a database, `html` the page to write.

    The assignment is told by its `exercises`, or by the name that it has in nbgrader.
    """

    store: str
    exercises: list[str]
    assignment: str | None
    html: Path


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add_store(parser)
    add_exercises(parser)
    add_assignment(parser)
    parser.add_argument(
        "--html",
        type=page,
        required=True,
        metavar="PATH",
        help=_("the page to write, for a browser; it needs nothing but itself"),
    )


def _run(options: ClassOptions) -> ExitCode:
    """Writes the page of the class in a store, and says where. Raises `GraderError`."""
    check_writable("html", options.html)
    from grader.classroom.analytics.fold import survey
    from grader.render.html.class_page import to_class_page

    with opened_assignment(options) as store:
        found = survey(store.results())
        alike = _alike(list(store.works())) if found.students else []
        place, assignment = store.place, store.assignment
    if not found.students:
        text = _(
            "There are no submissions in {store}. To grade some: "
            "python -m grader batch SUBMISSIONS --store {store}"
        )
        raise UsageError(text.format(store=options.store))
    title = assignment.replace("+", ", ") or Path(place).name
    write("html", options.html, to_class_page(found, title, alike))
    count = len(found.students)
    text = plural("{count:,} student: {page}", "{count:,} students: {page}", count)
    print(text.format(count=count, page=options.html))
    return ExitCode.PASSED


def _alike(works: "list[HandedInWork]") -> "list[AlikeExercise]":
    if len(works) < 2:
        return []
    from grader.classroom.copies.find_alike import find_alike
    from grader.sandbox.zygotes import open_zygotes

    with open_zygotes() as zygotes:
        return list(find_alike(find_course(), works, zygotes))


CLASS = Command(
    ClassOptions,
    N_("Writes a page on a whole class: scores, known mistakes, who may need help."),
    _add_arguments,
    _run,
)
