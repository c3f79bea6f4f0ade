"""Privileges that not even a worker run by root keeps."""

import ctypes
import os
import signal
import sys

from grader.sandbox.confinement.system import PR_SET_NO_NEW_PRIVS, PR_SET_PDEATHSIG, call, prctl

assert sys.platform == "linux"

_CAPABILITY_VERSION_3 = 0x20080522


def drop_privileges() -> None:
    """No capability now, and none to be had by executing anything. See capabilities(7)."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    call("capset", header, none)


def die_with_parent(parent: int | None = None) -> None:
    """An endless loop must not outlive the grader. A change of privileges resets this.

    With `parent`, the process ends at once where that one is gone already.
    """
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent is not None and os.getppid() != parent:
        os._exit(1)
