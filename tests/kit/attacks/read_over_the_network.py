"""Connects to a server on this machine and on the net, and asks for names."""

import socket
import urllib.request

from accomplice import PORT, attempt_each


def stamp(*args, **kwargs):
    here = ("127.0.0.1", int(PORT))
    attempt_each(
        tcp=lambda: socket.create_connection(here, 0.2),
        udp=lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"hello", here),
        raw=lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW),
        netlink=lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
        virtual=lambda: socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM),
        http=lambda: urllib.request.urlopen(f"http://127.0.0.1:{PORT}", timeout=0.2),
        name=lambda: socket.getaddrinfo("example.org", 80),
    )
