"""Fixtures that grade sources with the real grader."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.course.course import Course, find_course
from grader.course.selection import select
from grader.grading.session import Session, open_session
from grader.records.report import Report
from grader.sandbox.zygotes import Zygotes, open_zygotes
from handed_in import read_submission

Grade = Callable[..., Report]

# The marks of tests that are left out by default. Whatever has one is marked as thorough too.
GROUPS = {
    "attacks": "every hostile submission",
    "batches": "batches that are killed, stopped or hurt",
    "browser": "pages, JupyterLab and formgrader in Chromium",
    "cluster": "a Dask scheduler and workers, some of them killed",
    "install": "the students' copy in an environment of its own, and all that it explains",
    "mutants": "every wrong implementation, every right variant, every absurd answer",
    "nbgrader": "a whole class and hostile notebooks, with all of nbgrader's commands",
    "postgres": "grades in a PostgreSQL server",
    "tensorflow": "more trainings and imports of Keras than one of each kind",
}
# These begin first, so that no process is left with one of them when the others are done.
LONGEST = {
    "test_catches", "test_grader_faults", "test_mutants", "test_nbgrader", "test_nbgrader_hostile",
    "test_release", "test_stand_ins", "test_watch", "test_without_fork",
}  # fmt: skip

sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]  # see quicker/rfc3987_syntax.py
os.environ["PYTHONPATH"] = str(Path(__file__).parent / "support" / "quicker")
# What the programs that tests start say must not depend on who runs them.
os.environ["GRADER_LANG"] = "en"
os.environ.pop("GITHUB_ACTIONS", None)
# Hundreds of programs are started, and each would compile the kit for itself.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture(scope="session")
def course() -> Course:
    return find_course()


@pytest.fixture(scope="session")
def zygotes() -> Iterator[Zygotes]:
    with open_zygotes() as opened:
        yield opened


@pytest.fixture(scope="session")
def session(course: Course, zygotes: Zygotes) -> Iterator[Session]:
    """The checks of all exercises, collected once. No line to look at is searched for."""
    with open_session(course, zygotes, select(course, []), spot_seconds=0) as opened:
        yield opened


@pytest.fixture
def grade_folder(course: Course, session: Session) -> Grade:
    """Grades a folder; `names` select exercises and functions as on the command line."""

    def run(folder: Path, *names: str) -> Report:
        submission = read_submission(folder, list(course.points))
        return session.submit(submission, selection=select(course, list(names))).result()

    return run


@pytest.fixture
def grade_code(course: Course, grade_folder: Grade, tmp_path: Path) -> Grade:
    """Grades the solutions with `code` added at the end of one exercise."""

    def run(exercise: str, code: str, *names: str) -> Report:
        for file in course.solutions.glob("*.py"):
            shutil.copy(file, tmp_path)
        with open(tmp_path / f"{exercise}.py", "a", encoding="utf-8") as file:
            file.write(f"\n\n{code}\n")
        return grade_folder(tmp_path, *(names or (exercise,)))

    return run


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A real browser; of one module, for others run an event loop of their own."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.fail("Chromium is not installed: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium)


@pytest.fixture
def opened(browser, tmp_path) -> Iterator[Callable]:
    """Opens a page; at the end of the test nothing may have been asked for or complained of."""
    seen: list[str] = []

    def open_page(page: bytes | Path, **options):
        file = page if isinstance(page, Path) else tmp_path / "page.html"
        if isinstance(page, bytes):
            file.write_bytes(page)
        tab = browser.new_context(**options).new_page()
        tab.on("console", lambda message: seen.append(f"console: {message.text}"))
        tab.on("pageerror", lambda error: seen.append(f"error: {error}"))
        tab.on("dialog", lambda dialog: (seen.append("dialog"), dialog.dismiss()))
        tab.on("request", lambda request: seen.append(request.url))
        tab.goto(file.as_uri())
        assert seen == [file.as_uri()]
        seen.clear()
        return tab

    yield open_page
    for context in browser.contexts:
        context.close()
    assert seen == []


# Files that need terminals, signals or processes as Linux has them.
LINUX = (
    "test_attacks", "test_batch", "test_batch_sources", "test_check", "test_cli", "test_cluster",
    "test_confinement", "test_nbgrader", "test_nbgrader_hostile", "test_show_command",
    "test_stopping", "test_store", "test_watch", "test_workers",
)  # fmt: skip
collect_ignore = [f"{name}.py" for name in LINUX if sys.platform != "linux"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what is in a group as thorough, before pytest selects by marks."""
    if sys.platform != "linux":
        items[:] = [item for item in items if not item.get_closest_marker("linux")]
    items.sort(key=lambda item: item.path.stem not in LONGEST)
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        if any(mark.name in GROUPS for mark in item.iter_markers()):
            item.add_marker("thorough")


def pytest_configure(config: pytest.Config) -> None:
    for name, what in GROUPS.items():
        config.addinivalue_line("markers", f"{name}: {what}")
    config.mutants_key = pytest.StashKey[list[str]]()  # type: ignore[attr-defined]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hands on what a process of pytest-xdist found."""
    if hasattr(session.config, "workeroutput"):
        found = session.config.stash.get(session.config.mutants_key, [])  # type: ignore[attr-defined]
        session.config.workeroutput["mutants"] = found


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    if found := getattr(node, "workeroutput", {}).get("mutants"):
        node.config.stash[node.config.mutants_key] = found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says how well the suites tell right from wrong, if the mutants were graded, and what was
    left out.
    """
    config = terminalreporter.config
    if lines := config.stash.get(config.mutants_key, []):  # type: ignore[attr-defined]
        terminalreporter.section("mutants")
        terminalreporter.write("\n".join(lines) + "\n")
    if config.option.markexpr == "not thorough":
        terminalreporter.section("left out; pytest -m thorough runs them")
        if collect_ignore:
            terminalreporter.write(f"only on Linux: {', '.join(collect_ignore)}\n")
        for name, what in GROUPS.items():
            terminalreporter.write(f"{name:9} {what}\n")
