"""The grading processes of this machine, seen from the batch."""

import os
import selectors
import signal
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec.msgpack import Decoder
from msgspec.structs import replace

from grader.classroom.batch.job_messages import (
    FromJob,
    JobFailed,
    JobGraded,
    Ready,
    Setup,
    Task,
    ToJob,
)
from grader.classroom.batch.schedule import Lost
from grader.errors import CannotGrade
from grader.language import _
from grader.sandbox.shared import SharedZygotes
from grader.sandbox.wire.channel import Channel, ChannelClosed, ChannelRubbish, ChannelTimeout
from grader.sandbox.wire.interpreter import start
from grader.sandbox.zygotes import LIMITS

PER_PROCESS = 2  # tasks: one is judged, and the workers of the next load meanwhile
MAX_STILLBORN = 3
SEND_SECONDS = 60.0

_LOST = (ChannelClosed, ChannelRubbish, ChannelTimeout)


class _GradingProcess:
    """One process, and the tasks that it has, the one that it judges first."""

    def __init__(self, setup: Setup, shared: SharedZygotes) -> None:
        self.tasks: deque[Task] = deque()
        self.ready = False
        self.failure = ""
        lines = shared.lines(*LIMITS)
        one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        self.process, ours = start(
            "grader.classroom.batch.job", env=os.environ | one_thread, keep=[*lines.values()]
        )
        self.channel: Channel[ToJob, FromJob] = Channel(ours, Decoder(FromJob))
        descriptors = {flavour: line.fileno() for flavour, line in lines.items()}
        self._send(replace(setup, lines=descriptors))
        for line in lines.values():
            line.close()

    def give(self, task: Task) -> None:
        self.tasks.append(task)
        self._send(task)

    def _send(self, message: ToJob) -> None:
        """A process that is gone already shows when it is listened to."""
        try:
            self.channel.send(message, SEND_SECONDS)
        except _LOST:
            self.process.kill()

    def end(self) -> str:
        """Ends the process, and tells how it ended."""
        self.channel.close()
        self.process.kill()
        code = self.process.wait()
        if self.failure:
            return self.failure
        if code >= 0:
            return _("the grading process ended (exit code {code})").format(code=code)
        text = _("the grading process was killed ({signal})")
        return text.format(signal=signal.Signals(-code).name)


class LocalExecutor:
    """Grades in processes of this machine, which are started when there are tasks for them."""

    def __init__(self, count: int, setup: Setup, shared: SharedZygotes) -> None:
        self._count = count
        self._setup = setup
        self._shared = shared
        self._stillborn = 0
        self._unsettled: set[str] = set()
        self._selector = selectors.DefaultSelector()
        self._jobs: list[_GradingProcess] = []

    def warm(self, tasks: int) -> None:
        """Starts as many processes as so many tasks are going to need."""
        while len(self._jobs) < min(tasks, self._count):
            self._hire()

    def is_free(self) -> bool:
        can_hire = len(self._jobs) < self._count
        return can_hire or any(len(job.tasks) < PER_PROCESS for job in self._jobs)

    def give(self, task: Task) -> None:
        if len(self._jobs) < self._count and all(job.tasks for job in self._jobs):
            self._hire()
        self._unsettled.add(task.key)
        min(self._jobs, key=lambda job: len(job.tasks)).give(task)

    def wait(self, seconds: float | None) -> Iterator[JobGraded | Lost]:
        """Raises `CannotGrade` where no process can grade anything."""
        if seconds is None:
            self._relieve()
        for key, _events in self._selector.select(seconds):
            yield from self._hear(key.data)

    def _relieve(self) -> None:
        """Gives what waits behind a slow task to an idle process too. The first grade counts."""
        for idle in (job for job in self._jobs if not job.tasks):
            waiting = (job.tasks[-1] for job in self._jobs if len(job.tasks) > 1)
            task = next((each for each in waiting if self._holders(each.key) == 1), None)
            if task is not None:
                idle.give(task)

    def _holders(self, key: str) -> int:
        return sum(task.key == key for job in self._jobs for task in job.tasks)

    def close(self) -> None:
        for job in self._jobs:
            job.process.kill()
        for job in self._jobs:
            job.end()
        self._selector.close()

    def _hire(self) -> None:
        job = _GradingProcess(self._setup, self._shared)
        self._jobs.append(job)
        self._selector.register(job.channel.socket, selectors.EVENT_READ, job)

    def _hear(self, job: _GradingProcess) -> Iterator[JobGraded | Lost]:
        try:
            message = job.channel.receive(SEND_SECONDS)
        except _LOST:
            yield from self._dismiss(job)
            return
        match message:
            case Ready():
                job.ready, self._stillborn = True, 0
            case JobFailed(why):
                job.failure = why
            case JobGraded():
                job.tasks.popleft()
                if message.key in self._unsettled:
                    self._unsettled.remove(message.key)
                    yield message

    def _dismiss(self, job: _GradingProcess) -> Iterator[Lost]:
        """Dismisses a process that is gone, and tells of the tasks that it had."""
        self._selector.unregister(job.channel.socket)
        self._jobs.remove(job)
        why = job.end()
        if not job.ready:
            self._note_stillborn(job, why)
        for place, task in enumerate(job.tasks):
            if task.key in self._unsettled and not self._holders(task.key):
                self._unsettled.remove(task.key)
                yield Lost(task.key, why, blamed=job.ready and place == 0)

    def _note_stillborn(self, job: _GradingProcess, why: str) -> None:
        """A process that did not get as far as the first check may have been killed, but once."""
        self._stillborn += 1
        if job.failure or self._stillborn >= MAX_STILLBORN:
            raise CannotGrade(why)


@contextmanager
def open_local_executor(count: int, setup: Setup, shared: SharedZygotes) -> Iterator[LocalExecutor]:
    """Grading processes that are ended, whatever happens."""
    jobs = LocalExecutor(count, setup, shared)
    try:
        yield jobs
    finally:
        jobs.close()
