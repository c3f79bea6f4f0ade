"""A clean process that imports the libraries once and forks a worker on request.

It is not `multiprocessing`'s forkserver: that one imports the parent's main module, talks pickle,
and has its children inherit the semaphore tracker's pipe. This one receives data alone, and its
ancestry is a fresh interpreter, so a worker's memory holds nothing worth reading.
"""

import gc
import os
import signal
import socket
import sys
import tempfile
from contextlib import suppress

from msgspec import Struct
from msgspec.msgpack import Decoder
from msgspec.structs import replace

from grader.sandbox.wire.channel import Channel, ChannelClosed
from grader.sandbox.wire.interpreter import inherited, leave_root
from grader.sandbox.wire.messages import (
    CannotFork,
    Fork,
    Forked,
    Kill,
    Killed,
    ZygoteReply,
    ZygoteRequest,
)
from grader.sandbox.wire.sockets import receive_socket
from grader.sandbox.worker.apart import SCRATCH, try_namespaces
from grader.sandbox.worker.policy import make_policy
from grader.sandbox.worker.process import OWN_FILES, become_worker, import_libraries
from grader.sandbox.worker.warm_up import warm_up

assert sys.platform != "win32"

if sys.platform == "linux":
    from grader.sandbox.confinement import namespaces


def run_zygote(flavour: str, control: socket.socket, namespaced: bool) -> None:
    """Imports the flavour's libraries, then forks and stops workers until the grader is gone."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # ends an import that nobody waits for
    serve(flavour, control, namespaced, import_libraries(flavour))


def serve(flavour: str, control: socket.socket, namespaced: bool, why: str) -> None:
    """Forks and stops workers. `why` says what is wrong where the libraries are not there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel: Channel[ZygoteReply, ZygoteRequest] = Channel(control, Decoder(ZygoteRequest))
    warm_up()
    workers: _Children | None = None
    try:
        while True:
            match channel.receive():
                case Kill(pid) if workers:
                    channel.send(Killed(workers.stop(pid)))
                case Fork() as order:
                    if workers is None:
                        workers = _Children(flavour, namespaced and order.barriers)
                    with receive_socket(channel.socket) as end:
                        channel.send(CannotFork(why) if why else workers.fork(end, order))
    except ChannelClosed:
        if workers:
            workers.stop_all()


class _Child(Struct, frozen=True):
    """A worker: its number as the zygote knows it, and the folder around its scratch folder, unless
    that ends with it.
    """

    pid: int
    home: tempfile.TemporaryDirectory[str] | None = None


class _Children:
    """The workers of a zygote, by the numbers by which the system knows them.

    Only those with barriers are `apart`: what they are left with, this process has to give up.
    """

    def __init__(self, flavour: str, apart: bool) -> None:
        if sys.platform == "linux" and apart:
            try:
                namespaces.lead_processes()
            except OSError:
                apart = False  # and each worker says so
        self._flavour = flavour
        self._policy = make_policy(SCRATCH, apart, OWN_FILES[flavour])
        self._workers: dict[int, _Child] = {}
        gc.freeze()  # keeps the pages shared with the children

    def fork(self, end: socket.socket, order: Fork) -> Forked:
        """A worker; none where the system has no room for one more."""
        try:
            return Forked(self._fork(end, order))
        except OSError:
            return Forked(0)

    def _fork(self, end: socket.socket, order: Fork) -> int:
        if sys.platform == "linux" and self._policy.namespaced:
            pid = namespaces.fork_apart(self._policy.proc)
            if pid == 0:
                become_worker(self._flavour, end, order, self._policy)
            known = namespaces.outer_id(self._policy.proc, pid)
            self._workers[known] = _Child(pid)
            return known
        home = tempfile.TemporaryDirectory(dir=os.path.dirname(SCRATCH))
        scratch = os.path.join(home.name, "scratch")
        os.mkdir(scratch)
        policy = replace(self._policy, scratch=scratch, parent=os.getpid())
        pid = os.fork()
        if pid == 0:
            become_worker(self._flavour, end, order, policy)
        self._workers[pid] = _Child(pid, home)
        return pid

    def stop(self, known: int) -> int:
        """Ends a worker and its group; it is not reaped before, so the pid is still its own."""
        worker = self._workers.pop(known)
        for kill in (os.killpg, os.kill):
            with suppress(ProcessLookupError):
                kill(worker.pid, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(worker.pid, 0)[1])
        if worker.home:
            worker.home.cleanup()
        return code

    def stop_all(self) -> None:
        for known in list(self._workers):
            self.stop(known)


def main(handle: int, flavour: str) -> None:
    """The program of the process."""
    leave_root()
    run_zygote(flavour, inherited(handle), try_namespaces())
    os._exit(0)  # nothing is left to tidy up, and TensorFlow would take its time over it
