"""`python -m grader class`: what a whole class has made of the exercises, as a page."""

import argparse
from pathlib import Path

from grader.cli.batch import store_opener
from grader.cli.outputs import check_writable, write
from grader.errors import ExitCode, UsageError
from grader.language import _, plural


def run_class(options: argparse.Namespace) -> ExitCode:
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
