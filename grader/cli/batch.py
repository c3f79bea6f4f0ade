"""`python -m grader batch`: grades a folder of submissions, several at a time."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct

from grader.cli.class_options import add_class_arguments, add_exercises
from grader.cli.command import Command
from grader.cli.extras import needing, store_opener
from grader.cli.grading_options import add_grading_arguments, chosen_seed
from grader.course.course import Course, find_course
from grader.errors import ExitCode, UsageError
from grader.language import N_, _, current
from grader.records.tally import EntryState, Happened, Tally

if TYPE_CHECKING:
    from grader.classroom.batch.entries import ClassPlace
    from grader.classroom.batch.job_messages import Setup
    from grader.classroom.batch.schedule import Executor
    from grader.classroom.lateness import LateRule
    from grader.classroom.store.store import Store
    from grader.cli.batch_results import BatchPlan, Taken
    from grader.sandbox.shared import SharedZygotes

LINE_SECONDS = 10.0
MAX_JOBS = 1000

Tell = Callable[[Happened], None]


def processors() -> int:
    """How many processes can run at a time here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class BatchOptions(Struct, frozen=True):
    """`store` and `gradebook` are files or URLs; `jobs` are graded at a time."""

    submissions: Path
    exercises: list[str]
    jobs: int
    cluster: str | None
    store: str
    regrade: bool
    out: Path | None
    assignment: str | None
    gradebook: str | None
    roster: Path | None
    due: datetime | None
    late: "LateRule | None"
    lms: list[str] | None
    column: str | None
    confine: Literal["auto", "required", "off"]
    seed: int | None


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "submissions",
        type=Path,
        metavar="SUBMISSIONS",
        help=_("a folder with a folder or an archive for each student, or a platform's zip of all"),
    )
    add_exercises(parser)
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--jobs",
        type=_count,
        metavar="N",
        default=processors(),
        help=_("how many are graded at a time; by default one for each processor"),
    )
    where.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help=_("grade on the workers of the Dask scheduler at this address, not here"),
    )
    parser.add_argument(
        "--store",
        default="grades.sqlite",
        metavar="FILE|URL",
        help=_("where grades are kept: a file, by default grades.sqlite, or a PostgreSQL database"),
    )
    parser.add_argument(
        "--regrade",
        action="store_true",
        help=_("grade again what has a grade; without it, equal files are graded only once"),
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FOLDER",
        help=_("also write a table, JUnit XML and a folder of reports for each submission"),
    )
    parser.add_argument(
        "--assignment",
        metavar="NAME",
        help=_("of an nbgrader course's folder `submitted`, only the notebooks of this assignment"),
    )
    parser.add_argument(
        "--gradebook",
        metavar="FILE|URL",
        help=_("also enter the grades into nbgrader's gradebook; needs --assignment"),
    )
    add_class_arguments(parser)
    add_grading_arguments(parser)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MAX_JOBS:
        message = _("a whole number from 1 to {most}, not {text}")
        raise argparse.ArgumentTypeError(message.format(most=MAX_JOBS, text=repr(text)))
    return int(text)


def _run(options: BatchOptions) -> ExitCode:
    """Grades what is not graded yet, and says what came of it. Raises `GraderError`."""
    whole = find_course()
    seed = chosen_seed(options.seed, whole, secret=True)
    if os.name == "nt":
        raise UsageError(_("batch runs on Linux and macOS. On Windows, use it inside WSL."))
    from grader.classroom.batch.class_zip import is_class_zip, opened
    from grader.classroom.batch.entries import ClassPlace
    from grader.cli.batch_results import planned

    plan = planned(options, whole)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    zipped = is_class_zip(options.submissions)
    with opened(options.submissions) as folder:
        # Exercises that were not assigned are read, too: what was assigned may build on them.
        names = list(whole.points)
        place = ClassPlace(folder, names, options.assignment, plan.sheet.roster, zipped)
        return _batch(options, plan, place, seed)


def _batch(options: BatchOptions, plan: "BatchPlan", place: "ClassPlace", seed: int) -> ExitCode:
    from grader.classroom.batch.entries import count_entries
    from grader.cli.batch_results import Taken, write_places

    taken = Taken()
    total = count_entries(place)
    tally = Tally(total)
    began = time.monotonic()
    # The graders import pytest while this process imports what the store needs.
    with (
        _graders(options, plan.course, seed, total) as graders,
        store_opener()(options.store, plan.assignment) as store,
    ):
        try:
            with _shown(tally) as tell:
                _grade(options, plan.course, graders, place, store, taken, tell)
            written = list(write_places(options, plan, store, taken))
        except KeyboardInterrupt:
            _say_stopped(tally, store.place)
            return ExitCode.INTERRUPTED
        _say_summary(tally, time.monotonic() - began, store.place, written)
    return ExitCode.CANNOT_GRADE if tally.count(EntryState.FAULTY) else ExitCode.PASSED


class _Graders(NamedTuple):
    """The executor, its setup, and the zygotes of this machine's workers."""

    executor: "Executor"
    setup: "Setup"
    shared: "SharedZygotes"


@contextmanager
def _graders(options: BatchOptions, course: Course, seed: int, total: int) -> Iterator[_Graders]:
    from grader.classroom.batch.job_messages import Setup
    from grader.sandbox.shared import open_shared_zygotes

    barriers, exercises = options.confine != "off", tuple(course.points)
    setup = Setup(str(course.root), barriers, seed, current(), exercises=exercises)
    with open_shared_zygotes() as shared, _executor(options, setup, shared, total) as executor:
        yield _Graders(executor, setup, shared)


def _grade(
    options: BatchOptions,
    course: Course,
    graders: _Graders,
    place: "ClassPlace",
    store: "Store",
    taken: "Taken",
    tell: Tell,
) -> None:
    from grader.classroom.batch.key import Conditions, course_digest
    from grader.classroom.batch.reading import Reading
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
        reading = Reading(place, conditions, zygotes)
        batch = Batch(executor, store, tell, began if options.regrade else None)
        batch.run(taken.noting(reading.all()))


@contextmanager
def _executor(
    options: BatchOptions, setup: "Setup", shared: "SharedZygotes", total: int
) -> "Iterator[Executor]":
    """Opens an executor: processes on this machine, or the workers of a cluster."""
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
        from grader.cli.batch_progress import bar

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


BATCH = Command(
    BatchOptions,
    N_("Grades a folder of submissions, several at a time, and keeps the grades."),
    _add_arguments,
    _run,
)
