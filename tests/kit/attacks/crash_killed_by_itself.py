"""Kills itself and its group with the one signal that nobody can catch."""
# Proof: crashed

import os
import signal


def stamp(*args, **kwargs):
    try:
        os.killpg(0, signal.SIGKILL)
    finally:
        os.kill(os.getpid(), signal.SIGKILL)
