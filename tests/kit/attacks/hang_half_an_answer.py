"""Announces an answer and sends it byte by byte, slower than anyone can wait."""
# Proof: timeout

import time

from accomplice import channel


def stamp(*args, **kwargs):
    sock = channel()
    sock.sendall((10**6).to_bytes(4, "big"))
    while True:
        sock.sendall(b"\x91")
        time.sleep(0.05)
