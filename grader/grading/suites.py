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
# Pytest looks for variables in the name of its root, which may have a $ in it.
_ROOT = "PYTEST_COURSE"
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
        settings.enter_context(_own_settings(course))
        plugin.when_collected = settings.close
        named = [file.relative_to(course.root).as_posix() for file in files]
        code = pytest.main([*_options(course), *named], plugins=[plugin, *others])
    if plugin.problem is not None:
        raise plugin.problem
    if code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise CannotGrade(f"The checks cannot be run (pytest ended with {code!r}).")


def _options(course: Course) -> list[str]:
    places = ["-c", str(_INI), "--rootdir", f"${_ROOT}", "--confcutdir", str(course.root)]
    unused = [f"-pno:{name}" for name in _UNUSED_PLUGINS]
    return [*places, *unused, "--assert=plain"]


@contextmanager
def _own_settings(course: Course) -> Iterator[None]:
    """Keeps the caller's pytest settings and installed plugins out of the collection.

    Suites are forgotten afterwards: another session may have others of the same names.
    """
    theirs = {name: os.environ.pop(name) for name in list(os.environ) if name[:7] == "PYTEST_"}
    ours = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", _ROOT: str(course.root)}
    os.environ.update(ours)
    loaded = set(sys.modules)
    try:
        yield
    finally:
        for name in ours:
            os.environ.pop(name, None)
        os.environ.update(theirs)
        for name in set(sys.modules) - loaded:
            if name.startswith("tests."):
                del sys.modules[name]
