"""A clean process that imports the libraries once and forks a worker on request.

It is not `multiprocessing`'s forkserver: that one imports the parent's main module, talks pickle,
and has its children inherit the semaphore tracker's pipe. This one receives data alone, and its
ancestry is a fresh interpreter, so a worker's memory holds nothing worth reading.

Where `fork` cannot be trusted (macOS) or does not exist (Windows), the same program is started
anew for every worker and serves it itself.
"""

import gc
import importlib
import os
import signal
import socket
import sys

from msgspec.msgpack import Decoder

from grader.confinement.confine import Room, confine
from grader.protocol.channel import READ_AHEAD, Channel, ChannelClosed
from grader.protocol.messages import (
    Confined,
    Failed,
    Fork,
    Forked,
    Notice,
    Order,
    Reply,
    Request,
    Stop,
    Stopped,
)
from grader.worker.practice import practise
from grader.worker.room import open_room
from grader.worker.server import REQUESTS, Server
from grader.worker.streams import capture_output

# NumPy imports its generators on first use. Every call is seeded, so that is before the fork.
NUMPY = ("numpy", "numpy.random")
LIBRARIES = {"numpy": NUMPY, "tensorflow": (*NUMPY, "tensorflow", "grader.worker.models")}
# TensorFlow looks up its own command line, and aborts where it cannot.
OWN_FILES = {"numpy": (), "tensorflow": ("/proc/self/cmdline",)}

# In the home that the zygote was given; the folder between holds nothing else.
SCRATCH = os.path.join(os.getcwd(), "room", "scratch")


def run_zygote(flavour: str, control: socket.socket, apart: bool) -> None:
    """Imports the flavour's libraries, then forks and stops workers until the grader is gone."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # ends an import that nobody waits for
    serve(flavour, control, apart, import_libraries(flavour))


def serve(flavour: str, control: socket.socket, apart: bool, why: str) -> None:
    """Forks and stops workers. `why` says what is wrong where the libraries are not there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel: Channel[Notice, Order] = Channel(control, Decoder(Order))
    room = open_room(SCRATCH, apart, OWN_FILES[flavour])
    practise()
    gc.freeze()  # keeps the pages shared with the children
    workers: set[int] = set()
    try:
        while True:
            match channel.receive():
                case Stop(pid):
                    workers.discard(pid)
                    channel.send(Stopped(_stop(pid)))
                case Fork() as order:
                    channel.send(_fork(channel, flavour, room, why, order, workers))
    except ChannelClosed:
        for pid in workers:
            _stop(pid)


def set_apart() -> bool:
    """Sets this process apart, before any library starts a thread; whether that is possible."""
    if sys.platform != "linux":
        return False
    from grader.confinement.namespaces import enter_namespaces

    try:
        enter_namespaces()
    except OSError:
        return False
    return True


def _fork(
    channel: Channel[Notice, Order],
    flavour: str,
    room: Room,
    why: str,
    order: Fork,
    workers: set[int],
) -> Notice:
    with received_socket(channel.socket) as end:
        if why:
            return Failed(why)
        pid = os.fork()
        if pid == 0:
            _become_worker(flavour, end, order, room)
        workers.add(pid)
        return Forked(pid)


def received_socket(control: socket.socket) -> socket.socket:
    """Takes in a socket. Raises `ChannelClosed` where there is none."""
    descriptors = socket.recv_fds(control, 1, 1)[1]
    if not descriptors:
        raise ChannelClosed
    return socket.socket(fileno=descriptors[0])


def _become_worker(flavour: str, end: socket.socket, order: Fork, room: Room) -> None:
    """Never returns; whatever happens, the zygote's loop must not go on in the child."""
    try:
        run_worker(flavour, end, order, room)
    finally:
        os._exit(0)


def run_worker(flavour: str, end: socket.socket, order: Fork, room: Room) -> None:
    """Shuts this process in and serves one exercise of one submission."""
    missing = confine(order.limits, room, end.fileno(), order.barriers)
    channel: Channel[Reply, Request] = Channel(end, REQUESTS, READ_AHEAD)
    server = Server(flavour, capture_output(), channel)
    channel.send(Confined(missing))
    server.serve()


def _stop(pid: int) -> int:
    """Ends a worker and its group; it is not reaped before, so the pid is still its own."""
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def import_libraries(flavour: str) -> str:
    """Imports what a flavour needs; the reason where that is not possible, else nothing."""
    try:
        for library in LIBRARIES[flavour]:
            importlib.import_module(library)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def main(flavour: str, handle: str, order: Fork | None) -> None:
    """The program of the process: a zygote, or with an `order` a worker that serves at once."""
    sock = inherited_socket(handle)
    apart = set_apart()
    if order is None:
        run_zygote(flavour, sock, apart)
    elif not import_libraries(flavour):
        run_worker(flavour, sock, order, open_room(SCRATCH, apart, OWN_FILES[flavour]))
    os._exit(0)  # nothing is left to tidy up, and TensorFlow would take its time over it


def inherited_socket(handle: str) -> socket.socket:
    if handle != "share":
        return socket.socket(fileno=int(handle))
    return socket.fromshare(bytes.fromhex(sys.stdin.readline()))  # type: ignore[attr-defined,no-any-return,unused-ignore]
