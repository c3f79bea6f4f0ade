"""`python -m grader class`: what a whole class has made of the exercises, as a page."""

import argparse
from pathlib import Path

from msgspec import Struct

from grader.cli.command import Command
from grader.cli.extras import store_opener
from grader.cli.outputs import check_writable, page, write
from grader.errors import ExitCode, UsageError
from grader.language import N_, _, plural


class ClassOptions(Struct, frozen=True):
    """`store` is a file or the URL of a database, `html` the page to write."""

    store: str
    html: Path


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "store",
        metavar="STORE",
        help=_("where batch has kept the grades: a file, or the URL of a PostgreSQL database"),
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
        found = survey(store.results())
        place = store.place
    if not found.students:
        text = _(
            "There are no submissions in {store}. To grade some: "
            "python -m grader batch SUBMISSIONS --store {store}"
        )
        raise UsageError(text.format(store=options.store))
    write("html", options.html, to_class_page(found, Path(place).name))
    count = len(found.students)
    text = plural("{count:,} student: {page}", "{count:,} students: {page}", count)
    print(text.format(count=count, page=options.html))
    return ExitCode.PASSED


CLASS = Command(
    ClassOptions,
    N_("Writes a page on a whole class: scores, known mistakes, who may need help."),
    _add_arguments,
    _run,
)
