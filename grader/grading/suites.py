"""Runs pytest over the suites of a course, apart from the settings of whoever calls."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from grader.course.course import Course
from grader.errors import CannotGrade
from grader.grading.hooks import SuiteHooks

_INI = Path(__file__).with_name("pytest.ini")
_UNUSED_PLUGINS = (
    "cacheprovider", "capture", "debugging", "doctest", "faulthandler", "freeze_support",
    "junitxml", "logging", "monkeypatch", "pastebin", "python_path", "recwarn", "setuponly",
    "setupplan", "skipping", "stepwise", "subtests", "terminal", "threadexception", "tmpdir",
    "unittest", "unraisableexception", "warnings",
)  # fmt: skip


def run_suites(course: Course, files: list[Path], plugin: SuiteHooks, *others: object) -> None:
    """Runs one pytest session over these files.

    Raises what ended it: `CannotGrade`, or anything that a check raises to end pytest.
    """
    with ExitStack() as settings:
        settings.enter_context(_own_settings())
        plugin.when_collected = settings.close
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
    """Keeps the caller's pytest settings and installed plugins out of the collection.

    Suites are forgotten afterwards: another session may have others of the same names.
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
