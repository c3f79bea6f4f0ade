"""Sockets that are handed to another process through a socket, where processes fork."""

import socket
import sys

from grader.sandbox.wire.channel import ChannelClosed

if sys.platform == "win32":

    def send_socket(control: socket.socket, end: socket.socket) -> None:
        raise NotImplementedError

    def receive_socket(control: socket.socket) -> socket.socket:
        raise NotImplementedError

else:

    def send_socket(control: socket.socket, end: socket.socket) -> None:
        """Hands on a socket. Raises `OSError` where nobody is at the other end of `control`."""
        socket.send_fds(control, [b"."], [end.fileno()])

    def receive_socket(control: socket.socket) -> socket.socket:
        """Takes in a socket. Raises `ChannelClosed` where there is none."""
        descriptors = socket.recv_fds(control, 1, 1)[1]
        if not descriptors:
            raise ChannelClosed
        return socket.socket(fileno=descriptors[0])
