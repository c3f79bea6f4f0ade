"""The grading processes on a worker of a cluster: one for each thread that the worker has.

They are those of a batch on one machine (`grader.classroom.batch.local_executor`) and share its zygotes.
They end with the batch, or soon after it has given them nothing more: the batch may have been
killed.
"""

import time
from functools import cache
from threading import Condition, Event, Lock, Thread

from grader.classroom.batch.job_messages import Graded, Setup, Task
from grader.classroom.batch.local_executor import Jobs
from grader.classroom.batch.schedule import Lost
from grader.classroom.cluster.cluster_messages import Terms
from grader.course.course import find_course
from grader.language import _, choose
from grader.sandbox.shared import SharedZygotes

IDLE_SECONDS = 120.0
LOOK_SECONDS = 0.5


@cache
def desks() -> "Desks":
    """The desks of this process."""
    return Desks()


class Desks:
    """A desk for each batch that this worker works for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._desks: dict[str, Desk] = {}

    def desk(self, terms: Terms) -> "Desk":
        """The desk of a batch, a new one if there is none or it is closed."""
        with self._lock:
            desk = self._desks.get(terms.batch)
            if desk is None or desk.closed:
                self._desks = {name: each for name, each in self._desks.items() if not each.closed}
                desk = self._desks[terms.batch] = Desk(terms)
            return desk

    def leave(self, batch: str) -> None:
        """Closes the desk of a batch without waiting for it."""
        with self._lock:
            desk = self._desks.pop(batch, None)
        if desk is not None:
            desk.leave()


class Desk:
    """Grades as many tasks at a time as there are threads that ask."""

    def __init__(self, terms: Terms, idle_seconds: float = IDLE_SECONDS) -> None:
        choose(terms.language)
        root = str(find_course().root)
        self._setup = Setup(root, terms.barriers, terms.seed, terms.language, {})
        self._shared = SharedZygotes()
        self._crews: list[Jobs] = []
        self._idle: list[Jobs] = []
        self._changed = Condition()
        self._closing = Event()
        self._used = time.monotonic()
        Thread(target=self._end, args=[idle_seconds], name="closing", daemon=True).start()

    @property
    def closed(self) -> bool:
        return self._closing.is_set()

    def leave(self) -> None:
        """Has everything ended, what is being graded too."""
        self._closing.set()

    def grade(self, task: Task) -> Graded | Lost:
        """Raises `CannotGrade` where no process can grade anything."""
        with self._changed:
            if self.closed:
                return _left(task)
            crew = self._idle.pop() if self._idle else self._hired()
            try:
                crew.give(task)  # one at a time, for they share the zygotes
            except BaseException:
                self._idle.append(crew)
                raise
        try:
            return self._outcome(crew, task)
        finally:
            with self._changed:
                self._idle.append(crew)
                self._used = time.monotonic()
                self._changed.notify_all()

    def _hired(self) -> Jobs:
        crew = Jobs(1, self._setup, self._shared)
        self._crews.append(crew)
        return crew

    def _outcome(self, crew: Jobs, task: Task) -> Graded | Lost:
        while not self.closed:
            for outcome in list(crew.wait(LOOK_SECONDS)):
                return outcome
        return _left(task)

    def _end(self, idle_seconds: float) -> None:
        """Waits until nobody comes any more, and ends the processes."""
        while not self._closing.wait(idle_seconds):
            with self._changed:
                if self._all_idle() and time.monotonic() - self._used >= idle_seconds:
                    self._closing.set()
        with self._changed:
            self._changed.wait_for(self._all_idle)
            for crew in self._crews:
                crew.close()
            self._shared.close()

    def _all_idle(self) -> bool:
        return len(self._idle) == len(self._crews)


def _left(task: Task) -> Lost:
    return Lost(task.key, _("the batch has ended"), blamed=False)
