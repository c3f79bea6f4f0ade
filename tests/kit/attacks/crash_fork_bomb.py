"""Forks and forks again, each child in a session of its own."""

import os
import time

from accomplice import attempt_each


def _fork():
    child = os.fork()
    if child == 0:
        os.setsid()
        time.sleep(20)
        os._exit(0)
    return child


def stamp(*args, **kwargs):
    attempt_each(**{f"fork_{i}": _fork for i in range(20)})
