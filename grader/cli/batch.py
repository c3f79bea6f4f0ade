"""`python -m grader batch`: grades a folder of submissions, several at a time."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from grader.cli.chosen_seed import chosen_seed
from grader.cli.extras import needing
from grader.course.course import Course, find_course
from grader.errors import ExitCode, UsageError
from grader.language import _, current
from grader.records.tally import EntryState, Happened, Tally

if TYPE_CHECKING:
    from grader.classroom.batch.job_messages import Setup
    from grader.classroom.batch.schedule import Executor
    from grader.classroom.store.store import Store
    from grader.cli.batch_results import Taken
    from grader.sandbox.shared import SharedZygotes

LINE_SECONDS = 10.0

Tell = Callable[[Happened], None]


def processors() -> int:
    """How many processes can run at a time here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_batch(options: argparse.Namespace) -> ExitCode:
    """Grades what is not graded yet, and says what came of it. Raises `GraderError`."""
    course = find_course()
    seed = chosen_seed(options, course)
    if os.name == "nt":
        raise UsageError(_("batch runs on Linux and macOS. On Windows, use it inside WSL."))
    from grader.classroom.batch.entries import count_entries
    from grader.cli.batch_results import Taken, check_places, write_places

    check_places(options)
    taken = Taken()
    total = count_entries(options.submissions, list(course.points), options.assignment)
    tally = Tally(total)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    began = time.monotonic()
    # The graders import pytest while this process imports what the store needs.
    with _graders(options, course, seed, total) as graders, store_opener()(options.store) as store:
        try:
            with _shown(tally) as tell:
                _grade(options, course, graders, store, taken, tell)
            written = list(write_places(options, course, store, taken))
        except KeyboardInterrupt:
            _say_stopped(tally, store.place)
            return ExitCode.INTERRUPTED
        _say_summary(tally, time.monotonic() - began, store.place, written)
    return ExitCode.CANNOT_GRADE if tally.count(EntryState.FAULTY) else ExitCode.PASSED


def store_opener() -> "Callable[[str], AbstractContextManager[Store]]":
    """`open_store`. Raises `UsageError` where the extra is not installed."""
    with needing("batch"):
        from grader.classroom.store.store import open_store
    return open_store


class _Graders(NamedTuple):
    """Those who grade, what they were told, and where the workers of this machine come from."""

    executor: "Executor"
    setup: "Setup"
    shared: "SharedZygotes"


@contextmanager
def _graders(
    options: argparse.Namespace, course: Course, seed: int, total: int
) -> Iterator[_Graders]:
    from grader.classroom.batch.job_messages import Setup
    from grader.sandbox.shared import open_shared_zygotes

    setup = Setup(str(course.root), options.confine != "off", seed, current())
    with open_shared_zygotes() as shared, _executor(options, setup, shared, total) as executor:
        yield _Graders(executor, setup, shared)


def _grade(
    options: argparse.Namespace,
    course: Course,
    graders: _Graders,
    store: "Store",
    taken: "Taken",
    tell: Tell,
) -> None:
    from grader.classroom.batch.key import Conditions, course_digest
    from grader.classroom.batch.reading import read_entries
    from grader.classroom.batch.schedule import Batch
    from grader.sandbox.levels import reached, require_full
    from grader.sandbox.zygotes import open_zygotes

    executor, setup, shared = graders
    began = datetime.now(UTC)
    with open_zygotes(setup.barriers, shared.lines("numpy")) as zygotes:
        if options.confine == "required":
            require_full(zygotes)
        level = reached(zygotes).level
    conditions = Conditions(course_digest(course), level, setup.seed, setup.language)
    exercises = list(course.points)
    read = read_entries(options.submissions, exercises, conditions, options.assignment)
    Batch(executor, store, tell, began if options.regrade else None).run(taken.noting(read))


@contextmanager
def _executor(
    options: argparse.Namespace, setup: "Setup", shared: "SharedZygotes", total: int
) -> "Iterator[Executor]":
    """Those who grade: processes on this machine, or the workers of a cluster."""
    if options.cluster is not None:
        with _cluster_opener()(options.cluster, setup) as executor:
            yield executor
        return
    from grader.classroom.batch.local_executor import open_local_executor

    with open_local_executor(options.jobs, setup, shared) as jobs:
        jobs.warm(total)  # they import pytest while this one finds out what workers reach here
        yield jobs


def _cluster_opener() -> "Callable[[str, Setup], AbstractContextManager[Executor]]":
    """`open_cluster`. Raises `UsageError` where the extra is not installed."""
    with needing("cluster"):
        from grader.classroom.cluster.connection import open_cluster
    return open_cluster


@contextmanager
def _shown(tally: Tally) -> Iterator[Tell]:
    """Counts what is told, and shows it: a bar on a terminal, else a line every now and then."""
    if sys.stderr.isatty():
        from grader.cli.batch_bar import bar

        with bar(tally) as tell:
            yield tell
    else:
        yield _lines(tally)


def _lines(tally: Tally) -> Tell:
    from grader.render.batch_summary import progress_line

    began = said = time.monotonic()

    def tell(happened: Happened) -> None:
        nonlocal said
        tally.add(happened)
        now = time.monotonic()
        if now - said >= LINE_SECONDS:
            said = now
            print(progress_line(tally, now - began), file=sys.stderr, flush=True)

    return tell


def _say_stopped(tally: Tally, store: str) -> None:
    text = _(
        "Stopped. {done} of {total} submissions are done, and their grades are kept in {store}.\n"
        "The same command goes on from there."
    )
    text = text.format(done=tally.done, total=tally.total, store=store)
    print(f"grader: {text}", file=sys.stderr)


def _say_summary(tally: Tally, seconds: float, store: str, written: list[str]) -> None:
    from rich.console import Console

    from grader.render.batch_summary import summary

    console = Console(highlight=False, soft_wrap=True)
    console.print(summary(tally, seconds, store))
    for line in written:
        console.print(line, markup=False)
