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

from msgspec.msgpack import Decoder

from grader.sandbox.confinement.confine import Policy
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


def run_zygote(flavour: str, control: socket.socket, namespaced: bool) -> None:
    """Imports the flavour's libraries, then forks and stops workers until the grader is gone."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # ends an import that nobody waits for
    serve(flavour, control, namespaced, import_libraries(flavour))


def serve(flavour: str, control: socket.socket, namespaced: bool, why: str) -> None:
    """Forks and stops workers. `why` says what is wrong where the libraries are not there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel: Channel[ZygoteReply, ZygoteRequest] = Channel(control, Decoder(ZygoteRequest))
    policy = make_policy(SCRATCH, namespaced, OWN_FILES[flavour])
    warm_up()
    gc.freeze()  # keeps the pages shared with the children
    workers: set[int] = set()
    try:
        while True:
            match channel.receive():
                case Kill(pid):
                    workers.discard(pid)
                    channel.send(Killed(_stop(pid)))
                case Fork() as order:
                    channel.send(_fork(channel, flavour, policy, why, order, workers))
    except ChannelClosed:
        for pid in workers:
            _stop(pid)


def _fork(
    channel: Channel[ZygoteReply, ZygoteRequest],
    flavour: str,
    policy: Policy,
    why: str,
    order: Fork,
    workers: set[int],
) -> ZygoteReply:
    with receive_socket(channel.socket) as end:
        if why:
            return CannotFork(why)
        try:
            pid = os.fork()
        except OSError:
            return Forked(0)
        if pid == 0:
            become_worker(flavour, end, order, policy)
        workers.add(pid)
        return Forked(pid)


def _stop(pid: int) -> int:
    """Ends a worker and its group; it is not reaped before, so the pid is still its own."""
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def main(handle: int, flavour: str) -> None:
    """The program of the process."""
    leave_root()
    run_zygote(flavour, inherited(handle), try_namespaces())
    os._exit(0)  # nothing is left to tidy up, and TensorFlow would take its time over it
