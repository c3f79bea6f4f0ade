"""Stops its own process, so that it can neither answer nor end.

The first process of a PID namespace does not hear the signal, and its answer is wrong.
"""
# Proof: timeout, failed

import os
import signal


def stamp(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGSTOP)
