"""The process of a worker: forked by a zygote, or, where `fork` cannot be trusted (macOS) or does
not exist (Windows), started anew for every worker.
"""

import importlib
import os
import socket
import sys

from msgspec.msgpack import Decoder

from grader.sandbox.confinement.confine import Policy, confine
from grader.sandbox.wire import debug
from grader.sandbox.wire.channel import READ_AHEAD, Channel
from grader.sandbox.wire.interpreter import inherited, leave_root
from grader.sandbox.wire.messages import Confined, Fork, Reply, Request
from grader.sandbox.worker.apart import SCRATCH, try_namespaces
from grader.sandbox.worker.policy import make_policy
from grader.sandbox.worker.reader.answering import serve
from grader.sandbox.worker.server import REQUESTS, Server
from grader.sandbox.worker.streams import capture_output

# NumPy imports its generators on first use. Every call is seeded, so that is before the fork.
NUMPY = ("numpy", "numpy.random")
LIBRARIES = {"numpy": NUMPY, "tensorflow": (*NUMPY, "tensorflow", "grader.sandbox.worker.models")}
# TensorFlow looks up its own command line, and aborts where it cannot.
OWN_FILES = {"numpy": (), "tensorflow": ("/proc/self/cmdline",)}


def import_libraries(flavour: str) -> str:
    """Imports what a flavour needs; the reason where that is not possible, else nothing."""
    try:
        for library in LIBRARIES[flavour]:
            importlib.import_module(library)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


if sys.platform == "win32":

    def memory_taken() -> int:
        """Returns nothing: Windows has no such count."""
        return 0

else:
    import resource

    def memory_taken() -> int:
        """Bytes that this process has taken so far, the libraries included."""
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def become_worker(flavour: str, end: socket.socket, order: Fork, policy: Policy) -> None:
    """Shuts this process in and serves one exercise of one submission, or reads one. Never returns,
    whatever happens: in a fork, the loop of the zygote must not go on."""
    try:
        serve(end, order, policy) if order.reads else _run(flavour, end, order, policy)
    except BaseException:
        debug.log_error()
    finally:
        os._exit(0)


def _run(flavour: str, end: socket.socket, order: Fork, policy: Policy) -> None:
    missing = confine(order.limits, policy, end.fileno(), order.barriers)
    channel: Channel[Reply, Request] = Channel(end, REQUESTS, READ_AHEAD)
    server = Server(flavour, capture_output(), channel)
    channel.send(Confined(missing, memory_taken()))
    server.serve()


def main(handle: int, flavour: str, order: bytes) -> None:
    """The program of a process that is a single worker; `order` is its `Fork`, packed."""
    leave_root()
    end, namespaced = inherited(handle), try_namespaces()
    if not import_libraries(flavour):
        fork = Decoder(Fork).decode(order)
        policy = make_policy(SCRATCH, namespaced and fork.barriers, OWN_FILES[flavour])
        become_worker(flavour, end, fork, policy)
    os._exit(0)  # nothing is left to tidy up, and TensorFlow would take its time over it
