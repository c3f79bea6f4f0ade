"""Starts and stops workers: the trusted end of `grader.sandbox.worker.zygote`."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from threading import RLock
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct
from msgspec.msgpack import Decoder

from grader.errors import CannotGrade
from grader.language import _
from grader.sandbox.homes import Home, remove_left_homes
from grader.sandbox.usage import Usage, usage_of
from grader.sandbox.wire.channel import (
    READ_AHEAD,
    Channel,
    ChannelClosed,
    ChannelRubbish,
    ChannelTimeout,
)
from grader.sandbox.wire.interpreter import start
from grader.sandbox.wire.messages import (
    CannotFork,
    Fork,
    Forked,
    Kill,
    Killed,
    Limits,
    Reply,
    Request,
    ZygoteReply,
    ZygoteRequest,
)
from grader.sandbox.wire.reader_messages import FromReader, ToReader
from grader.sandbox.wire.sockets import send_socket
from grader.sandbox.worker_user import worker_user

LIMITS = {
    "numpy": Limits(memory=2 * 2**30, cpu_seconds=600),
    "tensorflow": Limits(memory=8 * 2**30, cpu_seconds=1800),
}
READER_LIMITS = Limits(memory=2**30, cpu_seconds=5)
START_SECONDS = 180.0  # importing TensorFlow from a cold disk
STOP_SECONDS = 10.0

_LOST = (ChannelClosed, ChannelRubbish, ChannelTimeout)
# Else each worker is a fresh process. `GRADER_FORK=0` tries on Linux what others have.
FORKS = sys.platform == "linux" and os.environ.get("GRADER_FORK") != "0"
_REPLIES_OF_ZYGOTES: Decoder[ZygoteReply] = Decoder(ZygoteReply)
_REPLIES: Decoder[Reply] = Decoder(Reply)
_READ: Decoder[FromReader] = Decoder(FromReader)
_KILLED = -9  # as `subprocess` tells of SIGKILL, which Windows does not have


Sent = TypeVar("Sent")
Heard = TypeVar("Heard")


class ConfinedProcess(Struct, Generic[Sent, Heard], frozen=True):
    """A worker that runs or is about to: the way to talk to it, and the ways to end it.

    `usage` tells what it takes of the machine, where that is known. `stop` kills it and tells how
    it ended, as `os.waitstatus_to_exitcode` does. It raises `CannotGrade` where the libraries
    cannot be imported.
    `discard` only ends it, and waits for no import.
    """

    channel: Channel[Sent, Heard]
    usage: Callable[[], Usage | None]
    stop: Callable[[], int]
    discard: Callable[[], object]


WorkerProcess = ConfinedProcess[Request, Reply]
ReaderProcess = ConfinedProcess[ToReader, FromReader]


class Zygotes:
    """One clean process per flavour, started when it is first needed or warmed.

    Where there is a line to a zygote that others share (`grader.sandbox.shared`), that serves.
    """

    def __init__(
        self, barriers: bool = True, lines: Mapping[str, socket.socket] | None = None
    ) -> None:
        shared = (lines or {}).items()
        self._zygotes = {flavour: _Zygote(flavour, line) for flavour, line in shared}
        self._barriers = barriers

    def warm(self, flavour: str) -> None:
        """Starts a flavour's imports in the background."""
        if FORKS and flavour not in self._zygotes:
            self._zygotes[flavour] = _Zygote(flavour)

    def start(self, flavour: str) -> WorkerProcess:
        """A new worker. It can be written to at once and answers when its zygote is ready."""
        order = Fork(LIMITS[flavour], self._barriers)
        if not FORKS:
            return _start_fresh(_REPLIES, "process", flavour, order)
        return self._fork(_REPLIES, flavour, order)

    def start_reader(self) -> ReaderProcess:
        """A new worker that reads what was handed in. As with `start`, nothing is waited for."""
        order = Fork(READER_LIMITS, self._barriers, reads=True)
        if not FORKS:
            return _start_fresh(_READ, "reader.answering", "", order)
        return self._fork(_READ, "numpy", order)

    def _fork(
        self, replies: Decoder[Heard], flavour: str, order: Fork
    ) -> ConfinedProcess[Any, Heard]:
        self.warm(flavour)
        try:
            return self._zygotes[flavour].fork(replies, order)
        except _LOST:  # a worker may have killed it
            self._zygotes.pop(flavour).close()
        self.warm(flavour)
        try:
            return self._zygotes[flavour].fork(replies, order)
        except _LOST as error:
            text = _("The process for {library} workers does not start: python -m grader doctor")
            raise CannotGrade(text.format(library=flavour)) from error

    def close(self) -> None:
        """Ends all zygotes with their workers, at the same time."""
        for zygote in self._zygotes.values():
            zygote.hang_up()
        for zygote in self._zygotes.values():
            zygote.close()
        self._zygotes.clear()


@contextlib.contextmanager
def open_zygotes(
    barriers: bool = True, lines: Mapping[str, socket.socket] | None = None
) -> Iterator[Zygotes]:
    """Zygotes that are ended with all their workers, whatever happens.

    Without `barriers` their workers have limits, but are not shut off from the machine.
    """
    remove_left_homes()
    zygotes = Zygotes(barriers, lines)
    try:
        yield zygotes
    finally:
        zygotes.close()


class _Birth(Struct):
    """A worker that was ordered. `pid` is None until its zygote has answered."""

    pid: int | None = None
    failure: str = ""
    unwanted: bool = False


class ZygoteProcess:
    """The process of a zygote, which runs `main` of a module of `grader.sandbox.worker`."""

    def __init__(self, flavour: str, module: str = "zygote") -> None:
        self._home = Home()
        program = f"grader.sandbox.worker.{module}"
        self._process, self.end = start(
            program,
            flavour,
            env=_environment(self._home.name),
            cwd=self._home.name,
            user=worker_user(),
        )

    def kill(self) -> None:
        self._process.kill()

    def hang_up(self) -> None:
        """Makes the process end, in the middle of an import too."""
        self.end.close()
        self._process.send_signal(signal.SIGINT)

    def close(self) -> None:
        """Hangs up and waits for the end."""
        self.hang_up()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._home.remove()


class _Zygote:
    """The trusted end of a zygote: of one of its own, or of a shared one at the end of a line."""

    def __init__(self, flavour: str, line: socket.socket | None = None) -> None:
        self._flavour = flavour
        self._process = None if line else ZygoteProcess(flavour)
        end = self._process.end if self._process else line
        assert end is not None
        self._channel: Channel[ZygoteRequest, ZygoteReply] = Channel(end, _REPLIES_OF_ZYGOTES)
        self._expected: deque[_Birth] = deque()
        self._imports = True
        self._lock = RLock()  # what is asked and answered in turn, threads must not mix

    def fork(self, replies: Decoder[Heard], order: Fork) -> ConfinedProcess[Any, Heard]:
        """Orders a worker without waiting for it."""
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            self._channel.send(order, STOP_SECONDS)
            try:
                send_socket(self._channel.socket, theirs)
            except OSError as error:
                raise ChannelClosed from error
            birth = _Birth()
            self._expected.append(birth)
        channel: Channel[Any, Heard] = Channel(ours, replies, READ_AHEAD)
        return ConfinedProcess(
            channel,
            lambda: self._usage(birth),
            lambda: self._stop(birth),
            lambda: self._discard(birth),
        )

    def _usage(self, birth: _Birth) -> Usage | None:
        with self._lock, contextlib.suppress(*_LOST):
            self._settle()
        return None if birth.pid is None else usage_of(birth.pid)

    def _stop(self, birth: _Birth) -> int:
        try:
            with self._lock:
                self._settle()
                if birth.failure:
                    raise CannotGrade(_cannot_import(self._flavour, birth.failure))
                if birth.pid is None:
                    return _KILLED
                notice = self._end(birth.pid)
        except _LOST:
            self._kill()
            return _KILLED
        return notice.exit_code if isinstance(notice, Killed) else _KILLED

    def _discard(self, birth: _Birth) -> None:
        """A worker that is not born yet ends by itself, for nobody listens to it any more."""
        with self._lock:
            if self._imports and not self._channel.waiting():
                birth.unwanted = True
                return
        self._stop(birth)

    def _settle(self) -> None:
        """Takes in the answers to all orders so far; they come in their order."""
        unwanted: list[int] = []
        while self._expected:
            notice = self._channel.receive(START_SECONDS)
            self._imports = False
            birth = self._expected.popleft()
            if isinstance(notice, Forked):
                birth.pid = notice.pid or None
                unwanted += [notice.pid] if birth.unwanted and notice.pid else []
            else:
                birth.failure = (
                    notice.why if isinstance(notice, CannotFork) else _("no reason given")
                )
        for pid in unwanted:
            self._end(pid)

    def _end(self, pid: int) -> ZygoteReply:
        self._channel.send(Kill(pid), STOP_SECONDS)
        return self._channel.receive(STOP_SECONDS)

    def _kill(self) -> None:
        """A shared zygote ends this line's workers by itself, once nobody is at its end."""
        self._process.kill() if self._process else self._channel.close()

    def hang_up(self) -> None:
        """Makes the zygote end its workers and itself, in the middle of an import too."""
        self._process.hang_up() if self._process else self._channel.close()

    def close(self) -> None:
        """Hangs up and waits for the end."""
        self._process.close() if self._process else self._channel.close()


def _start_fresh(
    replies: Decoder[Heard], program: str, flavour: str, order: Fork
) -> ConfinedProcess[Any, Heard]:
    home = Home()
    packed = msgspec.msgpack.encode(order)
    process, end = start(
        f"grader.sandbox.worker.{program}",
        flavour,
        packed,
        env=_environment(home.name),
        cwd=home.name,
        user=worker_user(),
    )

    def stop() -> int:
        with contextlib.suppress(ProcessLookupError):
            if sys.platform != "win32":
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        code = process.wait()
        home.remove()
        return code

    channel: Channel[Any, Heard] = Channel(end, replies, READ_AHEAD)
    return ConfinedProcess(channel, lambda: usage_of(process.pid), stop, stop)


# Without these, Python does not start on Windows, or where it lies in an unusual place.
_FOR_PYTHON = ("SYSTEMROOT", "LD_LIBRARY_PATH", "PYTHONHOME")


def _environment(home: str) -> dict[str, str]:
    """What NumPy and TensorFlow need; nothing of the grader's own environment."""
    system = {name: os.environ[name] for name in _FOR_PYTHON if name in os.environ}
    return system | {
        "HOME": home,
        "TMPDIR": home,
        "KERAS_HOME": home,
        "KERAS_BACKEND": "tensorflow",
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",  # each arena reserves address space, which is bounded
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
    }


def _cannot_import(flavour: str, why: str) -> str:
    text = _(
        "The libraries of the {library} exercises cannot be imported ({reason}).\n"
        "Install the kit again from its own folder: pip install -e ."
    )
    return text.format(library=flavour, reason=why)
