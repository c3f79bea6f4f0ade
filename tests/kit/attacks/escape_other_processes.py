"""Traces, reads and writes the memory of the grader and of its parent."""

import os

from accomplice import GRADER, attempt_each, system_call

ATTACH, SEIZE = 16, 0x4206


def stamp(*args, **kwargs):
    grader, parent = int(GRADER), os.getppid()
    attempt_each(
        attach=lambda: system_call(101, ATTACH, parent, 0, 0),
        seize=lambda: system_call(101, SEIZE, grader, 0, 0),
        traced=lambda: system_call(101, 0, 0, 0, 0),
        read=lambda: system_call(310, grader, bytes(16), 1, bytes(16), 1, 0),
        write=lambda: system_call(311, parent, bytes(16), 1, bytes(16), 1, 0),
        compare=lambda: system_call(312, parent, grader, 0, 0, 0),
        pidfd=lambda: system_call(434, grader, 0),
    )
