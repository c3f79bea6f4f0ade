"""A trusted pytest session: collects the suites once and judges one submission after another."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from grader.course.course import Course
from grader.course.selection import Selection
from grader.errors import CannotGrade
from grader.grading.hooks import SuiteHooks
from grader.grading.plugin import Judge
from grader.grading.progress import Progress
from grader.grading.reference import References
from grader.grading.runner import Runner
from grader.grading.seed import SEED
from grader.grading.stand_ins import StandIns
from grader.grading.workers import SubmissionWorkers
from grader.records.report import Report
from grader.sandbox.zygotes import Zygotes
from grader.submission.submission import Submission

_INI = Path(__file__).with_name("pytest.ini")
_UNUSED_PLUGINS = (
    "cacheprovider", "capture", "debugging", "doctest", "faulthandler", "freeze_support",
    "junitxml", "logging", "monkeypatch", "pastebin", "python_path", "recwarn", "setuponly",
    "setupplan", "skipping", "stepwise", "subtests", "terminal", "threadexception", "tmpdir",
    "unittest", "unraisableexception", "warnings",
)  # fmt: skip


def grade(
    course: Course,
    submissions: Iterable[Submission],
    selection: Selection,
    zygotes: Zygotes,
    progress: Progress,
    seed: int = SEED,
) -> list[Report]:
    """Judges submissions with the course's suites, in one pytest session.

    The same `seed` gives the same numbers to the same check, always.

    Raises `CannotGrade` when the suites cannot be run, and `KeyboardInterrupt` when stopped.
    """
    reports: list[Report] = []
    stand_ins = StandIns(course)
    rounds = _ahead(opened(zygotes, each, stand_ins, selection) for each in submissions)
    judge(course, rounds, selection, zygotes, stand_ins, progress, reports.append, seed)
    return reports


def opened(
    zygotes: Zygotes, submission: Submission, stand_ins: StandIns, selection: Selection
) -> SubmissionWorkers:
    """The workers of a submission, which begin to load what is going to be judged."""
    workers = SubmissionWorkers(zygotes, submission, stand_ins)
    workers.prepare(selection.exercises)
    return workers


def _ahead(rounds: Iterable[SubmissionWorkers]) -> Iterator[SubmissionWorkers]:
    """The same, one opened ahead: it loads while the one before it is judged."""
    current: SubmissionWorkers | None = None
    for following in rounds:
        if current is not None:
            yield current
        current = following
    if current is not None:
        yield current


def judge(
    course: Course,
    rounds: Iterable[SubmissionWorkers],
    selection: Selection,
    zygotes: Zygotes,
    stand_ins: StandIns,
    progress: Progress,
    deliver: Callable[[Report], None],
    seed: int = SEED,
) -> None:
    """Runs one pytest session that judges round after round as they come.

    Each report is delivered before the next round is asked for; a round that was given up has
    none. Raises what `grade` raises.
    """
    files = course.suite_files(list(selection.exercises))
    if not files:
        raise CannotGrade(f"There are no checks in {course.root / 'tests'}.")
    runner = Runner(References(course), seed)
    plugin = Judge(course, rounds, selection, zygotes, stand_ins, progress, deliver, runner)
    run_suites(course, files, plugin, runner)


def run_suites(course: Course, files: list[Path], plugin: SuiteHooks, *others: object) -> None:
    """Runs one pytest session over these files. Raises what `grade` raises."""
    with _own_settings():
        code = pytest.main([*_options(course), *map(str, files)], plugins=[plugin, *others])
    if plugin.problem is not None:
        raise plugin.problem
    if code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise CannotGrade(f"The checks cannot be run (pytest ended with {code!r}).")


def _options(course: Course) -> list[str]:
    places = ["-c", str(_INI), "--rootdir", str(course.root), "--confcutdir", str(course.root)]
    unused = [f"-pno:{name}" for name in _UNUSED_PLUGINS]
    return [*places, *unused, "--assert=plain"]


@contextmanager
def _own_settings() -> Iterator[None]:
    """Keeps the caller's pytest settings and installed plugins out of the session.

    Suites are forgotten afterwards: the next session may have others of the same names.
    """
    theirs = {name: os.environ.pop(name) for name in list(os.environ) if name[:7] == "PYTEST_"}
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    loaded = set(sys.modules)
    try:
        yield
    finally:
        del os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"]
        os.environ.update(theirs)
        for name in set(sys.modules) - loaded:
            if name.startswith("tests."):
                del sys.modules[name]
