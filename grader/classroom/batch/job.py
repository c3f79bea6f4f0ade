"""A grading process: collects the checks once, and grades one task after another.

It ends with the batch, whatever becomes of that, for it notices that nobody is there any more.
"""

import os
import signal
import socket
import traceback
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from msgspec.msgpack import Decoder

from grader.classroom.batch.messages import Failed, FromJob, Graded, Ready, Setup, Task, ToJob
from grader.classroom.store.records import packed
from grader.course.course import find_course
from grader.course.selection import select
from grader.errors import GraderError
from grader.grading.progress import Progress
from grader.grading.session import judge, opened
from grader.grading.stand_ins import StandIns
from grader.grading.workers import SubmissionWorkers
from grader.language import choose
from grader.records.report import Report
from grader.sandbox.wire.channel import Channel, ChannelClosed, ChannelRubbish
from grader.sandbox.wire.interpreter import inherited
from grader.sandbox.zygotes import Zygotes
from grader.submission.submission import Submission


class _Job(Progress):
    def __init__(self, channel: Channel[FromJob, ToJob], setup: Setup) -> None:
        self._channel = channel
        self._course = find_course(Path(setup.root))
        self._zygotes = Zygotes(setup.barriers, _sockets(setup.lines))
        self._stand_ins = StandIns(self._course)
        self._selection = select(self._course, [])
        self._seed = setup.seed
        self._tasks: SimpleQueue[Task] = SimpleQueue()
        self._opened: deque[SubmissionWorkers] = deque()
        self._begun: deque[str] = deque()
        self._ready = False

    def run(self) -> None:
        """Grades until nobody is there any more, or until the grading itself fails."""
        Thread(target=self._listen, daemon=True).start()
        judge(
            self._course,
            self._rounds(),
            self._selection,
            self._zygotes,
            self._stand_ins,
            self,
            self._deliver,
            self._seed,
        )

    def _listen(self) -> None:
        """Takes tasks in while others are judged; ends the process where no more can come."""
        try:
            while isinstance(message := self._channel.receive(), Task):
                self._tasks.put(message)
        except (ChannelClosed, ChannelRubbish):
            pass
        os._exit(1)

    def _rounds(self) -> Iterator[SubmissionWorkers]:
        while True:
            if not self._opened:
                self._open(self._tasks.get())
            yield self._opened.popleft()

    def begins(self, exercise: str, function: str, flavour: str) -> None:
        """Between two checks, the workers of the next submission begin to load."""
        if not self._opened and not self._tasks.empty():
            self._open(self._tasks.get())

    def _open(self, task: Task) -> None:
        submission = Submission("", task.files, task.problems, self._course.root)
        self._begun.append(task.key)
        workers = opened(self._zygotes, submission, self._stand_ins, self._selection)
        self._opened.append(workers)

    def collected(self, checks: int) -> None:
        if not self._ready:
            self._ready = True
            self._channel.send(Ready())

    def _deliver(self, report: Report) -> None:
        self._channel.send(Graded(self._begun.popleft(), packed(report)))


def _sockets(lines: Mapping[str, int]) -> dict[str, socket.socket]:
    return {flavour: socket.socket(fileno=number) for flavour, number in lines.items()}


def main(handle: int) -> None:
    """The program of the process; `handle` leads to the batch."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    messages: Decoder[ToJob] = Decoder(ToJob)
    channel: Channel[FromJob, ToJob] = Channel(inherited(handle), messages)
    setup = channel.receive()
    assert isinstance(setup, Setup)
    choose(setup.language)
    try:
        _Job(channel, setup).run()
    except GraderError as error:
        channel.send(Failed(str(error)))
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(place.filename)}, line {place.lineno}"
        channel.send(Failed(f"{type(error).__name__}: {error} ({where})"))
