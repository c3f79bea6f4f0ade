"""Sends signals to the grader, its parent, its group and everybody, and asks for their pids."""

import os
import signal

from accomplice import GRADER, attempt_each


def stamp(*args, **kwargs):
    parent, nothing = os.getppid(), 0
    attempt_each(
        parent=lambda: os.kill(parent, signal.SIGKILL),
        group=lambda: os.killpg(os.getpgid(parent), nothing),
        grader=lambda: os.kill(int(GRADER), nothing),
        everybody=lambda: os.kill(-1, nothing),
        next=lambda: os.kill(os.getpid() + 1, nothing),
        pidfd=lambda: os.pidfd_open(int(GRADER)),
    )
