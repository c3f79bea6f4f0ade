"""Sends open descriptors along with its answer, and hangs up half of the channel."""
# Proof: error

import socket

from accomplice import channel


def stamp(*args, **kwargs):
    own = channel()
    socket.send_fds(own, [(3).to_bytes(4, "big") + b"\xa3OK"], [0, own.fileno()])
    own.shutdown(socket.SHUT_WR)
