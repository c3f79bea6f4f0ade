"""Hears what happens, has it judged and shows it."""

import os
import signal
import time
from collections.abc import Callable, Iterator
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
from grader.render.watch_screens import to_screen
from grader.sandbox.zygotes import Zygotes
from grader.submission.submission import Submission, read_submission
from grader.watch.events import Ended, Event, Failed, Judged, Noticed, Pressed, Saved
from grader.watch.files import watch_files
from grader.watch.keys import SUSPEND, listening
from grader.watch.runs import Judging
from grader.watch.state import State, changed
from grader.watch.view import seen, to_do
from grader.watch.whole_terminal import Terminal

TICK_SECONDS = 0.1
# What is over sooner is not shown while it runs: the screen would only flicker.
PATIENCE_SECONDS = 0.15
QUIT = frozenset(["q", "\x04", ""])

Away = Callable[[], None]


class Desk(Struct, frozen=True):
    """What a student works on, and with. `show` leaves the screen for pictures of an exercise."""

    course: Course
    folder: Path
    hints: dict[str, dict[str, Hints]]
    show: Callable[[str], None]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.course.points)

    @property
    def journal(self) -> Path:
        return journal_folder(self.folder)


def watch(desk: Desk, zygotes: Zygotes, terminal: Terminal, first: str | None) -> State:
    """Judges and shows until the student has enough; begins with `first` and stays there.

    Raises `GraderError`, and `KeyboardInterrupt`; the terminal is as before in any case.
    """
    inbox: SimpleQueue[Event] = SimpleQueue()
    state = State(desk.names, first or desk.names[0], staying=first is not None)
    checks = open_session(desk.course, zygotes, select(desk.course, []))
    with checks as session, _saves(desk, inbox):
        loop = _Loop(desk, Judging(desk.course, session, inbox.put), inbox, state)
        while True:
            with terminal.opened(), listening(inbox.put):
                away = loop.run(terminal)
            if away is None:
                return loop.state
            away()


@contextmanager
def _saves(desk: Desk, inbox: "SimpleQueue[Event]") -> Iterator[None]:
    over = Flag()
    arguments = (desk.folder, desk.names, inbox.put, over)
    thread = Thread(target=watch_files, args=arguments, name="files", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


class _Loop:
    def __init__(
        self, desk: Desk, judging: Judging, inbox: "SimpleQueue[Event]", state: State
    ) -> None:
        self.state = state
        self._desk = desk
        self._judging = judging
        self._inbox = inbox
        self._journal = read_journal(desk.journal)
        self._submission = self._read()
        self._order()
        self._due = 0.0

    def run(self, terminal: Terminal) -> Away | None:
        """Shows what happens until the screen must be left: for this, or None for good."""
        while True:
            self._draw(terminal)
            match self._next():
                case Failed(error):
                    raise error
                case Pressed(key) if key in QUIT:
                    return None
                case Pressed("v"):
                    return lambda: self._desk.show(self.state.current)
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
            view = seen(self.state, self._submission, self._desk.hints, self._journal)
            terminal.draw(view, lambda: to_screen(view))
            self._due = now + PATIENCE_SECONDS

    def _take(self, event: Event) -> None:
        match event:
            case Saved() if self._is_judged_already():
                return
            case Pressed("h"):
                self._next_hint()
            case Judged(_, _, report):
                self._remember(remember(self._desk.journal, checks=report.checks))
        old, self.state = self.state, changed(self.state, event)
        if self.state.asked != old.asked:
            self._submission = self._read()
            self._order()
        elif isinstance(event, Ended) and event.check == self.state.first_wrong:
            self._due = 0.0  # what is sought is found; the rest only changes the score

    def _order(self) -> None:
        self._judging.order(self.state.asked, self.state.current, self._submission)
        self._due = time.monotonic() + PATIENCE_SECONDS

    def _is_judged_already(self) -> bool:
        """Whether the files are those that are being judged: a save can be told twice."""
        return self.state.running is not None and self._read() == self._submission

    def _read(self) -> Submission:
        names = list(self._desk.names)
        try:
            return read_submission(self._desk.folder, names)
        except UsageError:
            text = _("The folder {folder} is not there")
            why = text.format(folder=self._desk.folder)
            return Submission("", {}, dict.fromkeys(names, why), self._desk.folder)

    def _next_hint(self) -> None:
        step = to_do(self.state, self._submission)
        known = self._desk.hints.get(self.state.current, {}).get(step.function) if step else None
        if step and known:
            name = f"{self.state.current}.{step.function}"
            shown = self._journal.hints.get(name, 0)
            count = min(shown + 1, len(known.steps))
            self._remember(remember(self._desk.journal, hints={name: count}))

    def _remember(self, kept: bool) -> None:
        if kept:
            self._journal = read_journal(self._desk.journal)
        else:
            text = _("Your progress cannot be kept: the folder .grader cannot be written to.")
            self.state = changed(self.state, Noticed(text))


def _suspend() -> None:
    """Stops like any other program, until the shell lets it go on."""
    if hasattr(signal, "SIGTSTP"):
        os.kill(0, signal.SIGTSTP)
