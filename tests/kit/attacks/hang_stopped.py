"""Stops its own process, so that it can neither answer nor end."""
# Proof: timeout

import os
import signal


def stamp(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGSTOP)
