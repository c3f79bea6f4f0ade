"""Starts another process by every way that Python and the kernel have."""

import os

from accomplice import attempt_each, system_call

CLONE_VM, CLONE_VFORK, SIGCHLD = 0x100, 0x4000, 17


def _in_child(child):
    if child == 0:
        os._exit(0)
    return child


def stamp(*args, **kwargs):
    attempt_each(
        fork=lambda: _in_child(os.fork()),
        forkpty=lambda: _in_child(os.forkpty()[0]),
        call=lambda: _in_child(system_call(57)),
        clone=lambda: _in_child(system_call(56, SIGCHLD, 0, 0, 0, 0)),
        clone3=lambda: _in_child(system_call(435, bytes(32) + b"\x11" + bytes(55), 88)),
    )
