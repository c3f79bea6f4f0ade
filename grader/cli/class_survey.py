"""`python -m grader class`: what a whole class has made of the exercises, as a page."""

import argparse
from pathlib import Path

from msgspec import Struct

from grader.cli.class_options import add_exercises, assigned, assignment_of
from grader.cli.command import Command
from grader.cli.extras import store_opener
from grader.cli.outputs import check_writable, page, write
from grader.course.course import find_course
from grader.errors import ExitCode, UsageError
from grader.language import N_, _, plural


class ClassOptions(Struct, frozen=True):
    """`store` is a file or the URL of a database, `html` the page to write.

    The assignment is told by its `exercises`, or by the name that it has in nbgrader.
    """

    store: str
    exercises: list[str]
    assignment: str | None
    html: Path


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "store",
        metavar="STORE",
        help=_("where batch has kept the grades: a file, or the URL of a PostgreSQL database"),
    )
    add_exercises(parser)
    parser.add_argument(
        "--assignment",
        metavar="NAME",
        help=_("the assignment of an nbgrader course, where batch was told one"),
    )
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
    if "://" not in options.store and not Path(options.store).is_file():
        text = _(
            "There is no store {store}. To make one: "
            "python -m grader batch SUBMISSIONS --store {store}"
        )
        raise UsageError(text.format(store=options.store))
    from grader.classroom.analytics.fold import survey
    from grader.render.html.class_page import to_class_page

    with store_opener()(options.store) as store:
        assignment = _assignment(options, store.assignments())
        found = survey(store.of(assignment).results())
        place = store.place
    if not found.students:
        text = _(
            "There are no submissions in {store}. To grade some: "
            "python -m grader batch SUBMISSIONS --store {store}"
        )
        raise UsageError(text.format(store=options.store))
    title = assignment.replace("+", ", ") or Path(place).name
    write("html", options.html, to_class_page(found, title))
    count = len(found.students)
    text = plural("{count:,} student: {page}", "{count:,} students: {page}", count)
    print(text.format(count=count, page=options.html))
    return ExitCode.PASSED


def _assignment(options: ClassOptions, known: tuple[str, ...]) -> str:
    """The assignment to show. Raises `UsageError` where that cannot be told, or is not there."""
    if options.assignment or options.exercises:
        whole = find_course()
        wanted = options.assignment or assignment_of(assigned(whole, options.exercises), whole)
    elif len(known) > 1:
        text = _("{store} has several assignments. Name the exercises of one:\n{assignments}")
        raise UsageError(text.format(store=options.store, assignments=_listed(known)))
    else:
        wanted = known[0] if known else ""
    if known and wanted not in known:
        text = _("{store} has nothing of this assignment. There are:\n{assignments}")
        raise UsageError(text.format(store=options.store, assignments=_listed(known)))
    return wanted


def _listed(assignments: tuple[str, ...]) -> str:
    names = (each.replace("+", " ") or " ".join(find_course().points) for each in assignments)
    return "\n".join(f"    {name}" for name in names)


CLASS = Command(
    ClassOptions,
    N_("Writes a page on a whole class: scores, known mistakes, who may need help."),
    _add_arguments,
    _run,
)
