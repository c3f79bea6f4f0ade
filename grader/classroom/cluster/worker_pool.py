"""The grading processes on a worker of a cluster: one for each thread that the worker has.

They are those of a batch on one machine (`grader.classroom.batch.local_executor`) and share its
zygotes. They end with the batch, or soon after it has given them nothing more: the batch may have
been killed.
"""

import time
from functools import cache
from threading import Condition, Event, Lock, Thread

from grader.classroom.batch.job_messages import JobGraded, Setup, Task
from grader.classroom.batch.local_executor import LocalExecutor
from grader.classroom.batch.schedule import Lost
from grader.classroom.cluster.cluster_messages import Terms
from grader.course.course import find_course
from grader.language import _, choose
from grader.sandbox.shared import SharedZygotes

IDLE_SECONDS = 120.0
LOOK_SECONDS = 0.5


@cache
def pools() -> "WorkerPools":
    """The pools of this process."""
    return WorkerPools()


class WorkerPools:
    """A pool for each batch that this worker works for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pools: dict[str, WorkerPool] = {}

    def pool(self, terms: Terms) -> "WorkerPool":
        """The pool of a batch, a new one if there is none or it is closed."""
        with self._lock:
            pool = self._pools.get(terms.batch)
            if pool is None or pool.closed:
                self._pools = {name: each for name, each in self._pools.items() if not each.closed}
                pool = self._pools[terms.batch] = WorkerPool(terms)
            return pool

    def leave(self, batch: str) -> None:
        """Closes the pool of a batch without waiting for it."""
        with self._lock:
            pool = self._pools.pop(batch, None)
        if pool is not None:
            pool.leave()


class WorkerPool:
    """Grades as many tasks at a time as there are threads that ask."""

    def __init__(self, terms: Terms, idle_seconds: float = IDLE_SECONDS) -> None:
        choose(terms.language)
        root = str(find_course().root)
        self._setup = Setup(root, terms.barriers, terms.seed, terms.language, {}, terms.exercises)
        self._shared = SharedZygotes()
        self._executors: list[LocalExecutor] = []
        self._idle: list[LocalExecutor] = []
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

    def grade(self, task: Task) -> JobGraded | Lost:
        """Raises `CannotGrade` where no process can grade anything."""
        with self._changed:
            if self.closed:
                return _left(task)
            executor = self._idle.pop() if self._idle else self._new_executor()
            try:
                executor.give(task)  # one at a time, for they share the zygotes
            except BaseException:
                self._idle.append(executor)
                raise
        try:
            return self._outcome(executor, task)
        finally:
            with self._changed:
                self._idle.append(executor)
                self._used = time.monotonic()
                self._changed.notify_all()

    def _new_executor(self) -> LocalExecutor:
        executor = LocalExecutor(1, self._setup, self._shared)
        self._executors.append(executor)
        return executor

    def _outcome(self, executor: LocalExecutor, task: Task) -> JobGraded | Lost:
        while not self.closed:
            for outcome in list(executor.wait(LOOK_SECONDS)):
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
            for executor in self._executors:
                executor.close()
            self._shared.close()

    def _all_idle(self) -> bool:
        return len(self._idle) == len(self._executors)


def _left(task: Task) -> Lost:
    return Lost(task.key, _("the batch has ended"), blamed=False)
