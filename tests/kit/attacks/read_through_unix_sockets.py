"""Connects to sockets of the machine, in folders and in the abstract namespace."""

import socket

from accomplice import attempt_each


def _connect(address):
    sock = socket.socket(socket.AF_UNIX)
    sock.connect(address)
    return sock


def stamp(*args, **kwargs):
    attempt_each(
        abstract=lambda: _connect("\0/tmp/.X11-unix/X0"),
        bus=lambda: _connect("/run/dbus/system_bus_socket"),
        docker=lambda: _connect("/var/run/docker.sock"),
        bound=lambda: socket.socket(socket.AF_UNIX).bind("\0attacker"),
        pair=lambda: socket.socketpair(),
    )
