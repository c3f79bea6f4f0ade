"""A grading process: collects the checks once, and grades one task after another.

It ends with the batch, whatever becomes of that, for it notices that nobody is there any more.
"""

import os
import signal
import socket
import traceback
from collections.abc import Mapping
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from msgspec.msgpack import Decoder

from grader.classroom.batch.job_messages import (
    FromJob,
    JobFailed,
    JobGraded,
    Ready,
    Setup,
    Task,
    ToJob,
)
from grader.classroom.store.records import packed
from grader.course.course import find_course
from grader.course.selection import select
from grader.errors import GraderError
from grader.grading.progress import Progress
from grader.grading.session import Grading, Session, open_session
from grader.language import choose
from grader.sandbox.wire.channel import Channel, ChannelClosed, ChannelRubbish
from grader.sandbox.wire.interpreter import inherited
from grader.sandbox.zygotes import Zygotes
from grader.submission.submission import Submission

# Of a processor, for the line to look at: a class waits for the grades of all.
SPOT_SECONDS = 0.1


class _Job(Progress):
    """Tasks come in by a thread of their own; grades go out in the order of the tasks."""

    def __init__(self, channel: Channel[FromJob, ToJob], setup: Setup) -> None:
        self._channel = channel
        self._course = find_course(Path(setup.root))
        self._zygotes = Zygotes(setup.barriers, _sockets(setup.lines))
        self._seed = setup.seed
        self._exercises = setup.exercises
        self._gradings: SimpleQueue[tuple[str, Grading]] = SimpleQueue()
        self._ready = False

    def run(self) -> None:
        """Grades until nobody is there any more, or until the grading itself fails."""
        selection = select(self._course, list(self._exercises))
        with open_session(
            self._course, self._zygotes, selection, self._seed, SPOT_SECONDS
        ) as session:
            Thread(target=self._listen, args=[session], daemon=True).start()
            while True:
                key, grading = self._gradings.get()
                self._channel.send(JobGraded(key, packed(grading.result())))

    def _listen(self, session: Session) -> None:
        """Takes tasks in while others are judged; ends the process where no more can come."""
        try:
            while isinstance(task := self._channel.receive(), Task):
                submission = Submission(
                    "",
                    task.files,
                    task.problems,
                    self._course.root,
                    task.notes,
                    task.looked_at,
                    task.paths,
                )
                self._gradings.put((task.key, session.submit(submission, self)))
        except (ChannelClosed, ChannelRubbish):
            pass
        os._exit(1)

    def collected(self, checks: int) -> None:
        if not self._ready:
            self._ready = True
            self._channel.send(Ready())


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
        channel.send(JobFailed(str(error)))
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(place.filename)}, line {place.lineno}"
        channel.send(JobFailed(f"{type(error).__name__}: {error} ({where})"))
