"""The store that batch has filled, and the assignment of it that a command is about."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from grader.cli.class_options import assigned, assignment_of
from grader.cli.extras import store_opener
from grader.course.course import find_course
from grader.errors import UsageError
from grader.language import _

if TYPE_CHECKING:
    from grader.classroom.store.store import Store


class OfAssignment(Protocol):
    """Options that name a store, and an assignment by its exercises or its name in nbgrader."""

    @property
    def store(self) -> str: ...
    @property
    def exercises(self) -> list[str]: ...
    @property
    def assignment(self) -> str | None: ...


def add_store(parser: argparse.ArgumentParser) -> None:
    """Adds the place of a store."""
    parser.add_argument(
        "store",
        metavar="STORE",
        help=_("where batch has kept the grades: a file, or the URL of a PostgreSQL database"),
    )


def add_assignment(parser: argparse.ArgumentParser) -> None:
    """Adds `--assignment`."""
    parser.add_argument(
        "--assignment",
        metavar="NAME",
        help=_("the assignment of an nbgrader course, where batch was told one"),
    )


@contextmanager
def opened_assignment(options: OfAssignment) -> "Iterator[Store]":
    """The store, open for the assignment. Raises `UsageError` where it has none, or several."""
    if "://" not in options.store and not Path(options.store).is_file():
        text = _(
            "There is no store {store}. To make one: "
            "python -m grader batch SUBMISSIONS --store {store}"
        )
        raise UsageError(text.format(store=options.store))
    with store_opener()(options.store) as store:
        yield store.of(_assignment(options, store.assignments()))


def _assignment(options: OfAssignment, known: tuple[str, ...]) -> str:
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
