"""What a worker gives up before it runs a student's code.

The list is short so far: resources, streams and the tie to its parent. A file system and system
calls behind Landlock and seccomp belong here too; until they are, a worker reaches what its user
reaches, and a report says so with the level `none`.
"""

import ctypes
import os
import signal
import sys

from grader.protocol.messages import Limits

MISSING = ("namespaces", "landlock", "seccomp")

_PR_SET_PDEATHSIG = 1  # prctl(2)


def confine(limits: Limits) -> None:
    """Shuts the calling process in, as far as this system can."""
    own_process_group()
    die_with_parent()
    limit_resources(limits)
    detach_streams()


def own_process_group() -> None:
    """One signal to the group then ends the worker and all it started."""
    if hasattr(os, "setsid") and os.getpid() != os.getsid(0):
        os.setsid()


def die_with_parent() -> None:
    """An endless loop must not outlive the grader. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def limit_resources(limits: Limits) -> None:
    """Bounds memory and CPU time, and writes no core files. Not on Windows."""
    try:
        import resource
    except ImportError:
        return
    bounds = {
        resource.RLIMIT_DATA: limits.memory,
        resource.RLIMIT_CPU: limits.cpu_seconds,
        resource.RLIMIT_CORE: 0,
    }
    for kind, wanted in bounds.items():
        hard = resource.getrlimit(kind)[1]
        value = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(kind, (value, value))


def detach_streams() -> None:
    """Input is at its end at once; output at the level of descriptors goes nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.close(null)
