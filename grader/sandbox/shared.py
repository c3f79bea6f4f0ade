"""Zygotes for several graders: each flavour's libraries are imported once for all of them."""

import contextlib
import socket
from collections.abc import Iterator

from grader.sandbox.wire.sockets import send_socket
from grader.sandbox.zygotes import FORKS, ZygoteProcess


class SharedZygotes:
    """Hands out lines, at the end of each of which there is a zygote.

    Nothing is imported before the first order comes through one. Whoever holds a line can ask
    for workers as long as it lives, whatever becomes of the others.
    """

    def __init__(self) -> None:
        self._processes: dict[str, ZygoteProcess] = {}

    def lines(self, *flavours: str) -> dict[str, socket.socket]:
        """A new line for each flavour; none where a process must not be forked."""
        return {flavour: self._line(flavour) for flavour in flavours} if FORKS else {}

    def _line(self, flavour: str) -> socket.socket:
        try:
            return self._ask(flavour)
        except OSError:  # it was killed
            self._processes.pop(flavour).close()
        return self._ask(flavour)

    def _ask(self, flavour: str) -> socket.socket:
        if flavour not in self._processes:
            self._processes[flavour] = ZygoteProcess(flavour, "fork_server")
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                send_socket(self._processes[flavour].end, theirs)
            except OSError:
                ours.close()
                raise
        return ours

    def close(self) -> None:
        """Ends the processes. Zygotes end when nobody is at the other end of their line."""
        for process in self._processes.values():
            process.close()
        self._processes.clear()


@contextlib.contextmanager
def open_shared_zygotes() -> Iterator[SharedZygotes]:
    """Shared zygotes that are ended, whatever happens."""
    shared = SharedZygotes()
    try:
        yield shared
    finally:
        shared.close()
