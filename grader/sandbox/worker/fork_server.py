"""One process that imports the libraries for several graders, each of which gets its own zygote.

A grader's line comes over the control channel. What is at its other end is forked when the first
order comes through it, so nothing is imported that nobody needs. Each zygote enters namespaces of
its own: the threads of one grader's workers are not counted among those of another's.
"""

import gc
import os
import select
import signal
import socket
import sys

from grader.sandbox.wire.channel import ChannelClosed
from grader.sandbox.wire.interpreter import inherited, leave_root
from grader.sandbox.wire.sockets import receive_socket
from grader.sandbox.worker.apart import try_namespaces
from grader.sandbox.worker.process import import_libraries

assert sys.platform != "win32"

from grader.sandbox.worker.zygote import serve  # noqa: E402, for it is not for Windows either


class _Shared:
    def __init__(self, flavour: str, control: socket.socket) -> None:
        self._flavour = flavour
        self._control = control
        self._lines: list[socket.socket] = []
        self._why: str | None = None

    def run(self) -> None:
        """Serves until whoever holds the control channel is gone; its zygotes stay."""
        while True:
            ready = select.select([self._control, *self._lines], [], [])[0]
            _forget_ended()
            if self._control in ready:
                self._lines.append(receive_socket(self._control))
            for line in (line for line in ready if line in self._lines):
                self._connect(line)

    def _connect(self, line: socket.socket) -> None:
        """Gives a line its zygote, unless it was closed without an order."""
        self._lines.remove(line)
        with line:
            if not line.recv(1, socket.MSG_PEEK):
                return
            if self._why is None:
                self._import()
            if os.fork() == 0:
                self._become_zygote(line)

    def _import(self) -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # ends an import that nobody waits for
        self._why = import_libraries(self._flavour)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        gc.freeze()  # keeps the pages shared with the children

    def _become_zygote(self, line: socket.socket) -> None:
        """Never returns."""
        try:
            self._control.close()
            for other in self._lines:
                other.close()
            serve(self._flavour, line, try_namespaces(), self._why or "")
        finally:
            os._exit(0)


def _forget_ended() -> None:
    """Reaps the zygotes that are done."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


def main(handle: int, flavour: str) -> None:
    """The program of the process."""
    leave_root()
    try:
        _Shared(flavour, inherited(handle)).run()
    except ChannelClosed:
        os._exit(0)
