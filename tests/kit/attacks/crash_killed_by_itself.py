"""Kills itself and its group with the one signal that nobody can catch.

The first process of a PID namespace does not hear it, and its answer is wrong.
"""
# Proof: crashed, failed

import os
import signal


def stamp(*args, **kwargs):
    try:
        os.killpg(0, signal.SIGKILL)
    finally:
        os.kill(os.getpid(), signal.SIGKILL)
