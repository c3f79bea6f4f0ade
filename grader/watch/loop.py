"""Hears what happens, has it judged and shows it."""

import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event as Flag
from threading import Thread

from msgspec import Struct

from grader.course.course import Course
from grader.course.hints import Hints
from grader.course.selection import select
from grader.errors import UsageError
from grader.grading.session import open_session
from grader.journal import journal_folder, read_journal, remember
from grader.language import _
from grader.render.links import Linked
from grader.render.watch_screens import to_screen
from grader.sandbox.zygotes import Zygotes
from grader.submission.submission import Submission, read_submission
from grader.watch.events import (
    Ended,
    Event,
    Judged,
    JudgedBeside,
    Noticed,
    Pressed,
    Saved,
    Scrolled,
    SessionFailed,
)
from grader.watch.files import watch_files
from grader.watch.keys import SUSPEND, listening
from grader.watch.runs import Runs
from grader.watch.state import WatchState, changed
from grader.watch.view import hinted, seen
from grader.watch.whole_terminal import Terminal

TICK_SECONDS = 0.1
# What is over sooner is not shown while it runs: the screen would only flicker.
PATIENCE_SECONDS = 0.15
QUIT = frozenset(["q", "\x04", ""])

Away = Callable[[], None]


class Workspace(Struct, frozen=True):
    """The course, the watched folder and the hints.

    `show` leaves the screen for pictures, `links` gives the addresses of files by their names.
    """

    course: Course
    folder: Path
    hints: dict[str, dict[str, Hints]]
    show: Callable[[str], None]
    links: Callable[[Submission], Mapping[str, str]]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.course.points)

    @property
    def functions(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, each) for name in self.names for each in self.hints.get(name, {}))

    @property
    def journal(self) -> Path:
        return journal_folder(self.folder)


def watch(
    workspace: Workspace, zygotes: Zygotes, terminal: Terminal, first: str | None
) -> WatchState:
    """Judges and shows until the student has enough; begins with `first` and stays there.

    Raises `GraderError`, and `KeyboardInterrupt`; the terminal is as before in any case.
    """
    inbox: SimpleQueue[Event] = SimpleQueue()
    state = WatchState(workspace.functions, first or workspace.names[0], staying=first is not None)
    checks = open_session(workspace.course, zygotes, select(workspace.course, []))
    with checks as session, _saves(workspace, inbox):
        runs = Runs(workspace.course, session, inbox.put)
        loop = _Loop(workspace, runs, inbox, state, zygotes)
        while True:
            with terminal.opened(), listening(inbox.put):
                away = loop.run(terminal)
            if away is None:
                return loop.state
            away()


@contextmanager
def _saves(workspace: Workspace, inbox: "SimpleQueue[Event]") -> Iterator[None]:
    over = Flag()
    arguments = (workspace.folder, workspace.names, inbox.put, over)
    thread = Thread(target=watch_files, args=arguments, name="files", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


class _Loop:
    def __init__(
        self,
        workspace: Workspace,
        runs: Runs,
        inbox: "SimpleQueue[Event]",
        state: WatchState,
        zygotes: Zygotes,
    ) -> None:
        self.state = state
        self._workspace = workspace
        self._runs = runs
        self._inbox = inbox
        self._zygotes = zygotes
        self._journal = read_journal(workspace.journal)
        self._answer = ""
        self._submission = self._read()
        self._submit()
        self._due = 0.0

    def run(self, terminal: Terminal) -> Away | None:
        """Shows what happens until the screen must be left: for this, or None for good."""
        while True:
            self._draw(terminal)
            match self._next():
                case SessionFailed(error):
                    raise error
                case Pressed(key) if key in QUIT:
                    return None
                case Pressed("v"):
                    return lambda: self._workspace.show(self.state.current)
                case Pressed(key) if key == SUSPEND:
                    return _suspend
                case None:
                    continue
                case event:
                    self._take(event)

    def _next(self) -> Event | None:
        try:
            return self._inbox.get(timeout=TICK_SECONDS)
        except Empty:
            return None

    def _draw(self, terminal: Terminal) -> None:
        now = time.monotonic()
        if self.state.running is None or now >= self._due:
            hints, journal = self._workspace.hints, self._journal
            view = seen(self.state, self._submission, hints, journal, self._answer)
            screen = to_screen(view)
            if terminal.draw(view, Linked(screen, self._links)):
                self.state = changed(self.state, Scrolled(screen.top))
            self._due = now + PATIENCE_SECONDS

    def _take(self, event: Event) -> None:
        match event:
            case Saved(names):
                read = self._read()
                if self.state.running is not None and read == self._submission:
                    return  # a save can be told twice
                self._answer = ""
                event = Saved(_written(names, read) or frozenset([self.state.current]))
            case Pressed("h"):
                self._answer = ""
                self._next_hint()
            case Pressed():
                self._answer = ""
            case Judged(run, at, report):
                event = Judged(run, at, self._journal.in_time(report))
                self._remember(remember(self._workspace.journal, checks=report.checks))
            case JudgedBeside(_, report):
                self._remember(remember(self._workspace.journal, checks=report.checks))
        old, self.state = self.state, changed(self.state, event)
        if self.state.asked != old.asked:
            self._submission = self._read()
            self._submit()
        elif isinstance(event, Ended) and event.check == self.state.first_wrong:
            self._due = 0.0  # what is sought is found; the rest only changes the score
        if self.state.running is None:
            self._submit_beside()

    def _submit(self) -> None:
        self._links = self._workspace.links(self._submission)
        self._runs.submit(self.state.asked, self.state.current, self._submission)
        self._due = time.monotonic() + PATIENCE_SECONDS

    def _submit_beside(self) -> None:
        """Has an exercise judged that was not yet, so that all points are known."""
        others = self.state.after(self.state.current)
        waiting = [name for name in others if name not in self.state.reports]
        if waiting:
            self._runs.submit_beside(waiting[0], self._submission)

    def _read(self) -> Submission:
        names = list(self._workspace.names)
        try:
            return read_submission(self._workspace.folder, names, self._zygotes)
        except UsageError:
            text = _("The folder {folder} is not there")
            why = text.format(folder=self._workspace.folder)
            return Submission("", {}, dict.fromkeys(names, why), self._workspace.folder)

    def _next_hint(self) -> None:
        function = hinted(self.state, self._submission)
        known = self._workspace.hints.get(self.state.current, {}).get(function)
        if known is None:
            self._answer = _("There is nothing to give a hint for.")
            return
        name = f"{self.state.current}.{function}"
        shown = self._journal.hints.get(name, 0)
        count = len((*known.steps, *self._journal.last_hint(name)))
        if shown >= count:
            text = _("These are all the hints. The lesson: python -m grader read {name}")
            self._answer = text.format(name=name)
        self._remember(remember(self._workspace.journal, hints={name: min(shown + 1, count)}))

    def _remember(self, kept: bool) -> None:
        if kept:
            self._journal = read_journal(self._workspace.journal)
        else:
            text = _("Your progress cannot be kept: the folder .grader cannot be written to.")
            self.state = changed(self.state, Noticed(text))


def _written(names: frozenset[str], read: Submission) -> frozenset[str]:
    """The exercises whose files were written: nobody goes on with one that was removed."""
    return frozenset(name for name in names if name in read.files)


def _suspend() -> None:
    """Stops like any other program, until the shell lets it go on."""
    if hasattr(signal, "SIGTSTP"):
        os.kill(0, signal.SIGTSTP)
