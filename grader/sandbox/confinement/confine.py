"""The list of barriers, in the order in which they are raised.

A barrier that a system does not have is named, so that a report can say at which level it was
graded.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from grader.sandbox.confinement.resources import (
    limit_descriptors,
    limit_resources,
    limit_threads,
)
from grader.sandbox.wire import debug
from grader.sandbox.wire.messages import BARRIERS, Limits

if sys.platform == "linux":  # before the fork, so that no worker imports them for itself
    from grader.sandbox.confinement import landlock, namespaces, privileges, seccomp


class Policy(Struct, frozen=True):
    """What is left to a worker, made ready before the fork.

    `rules` say which files it reaches, `filter` which system calls it makes. `scratch` is an empty
    folder: where the process to fork from is `namespaced`, each worker mounts its own on it, else
    it is there for one worker alone. `proc` is the folder /proc, open, for nobody sees it later;
    `used` are the bytes of address space that a worker has from the beginning; `parent` is the
    process that it is forked from, as it sees it.
    """

    rules: Any
    filter: bytes
    scratch: str
    namespaced: bool
    proc: int = -1
    used: int = 0
    parent: int | None = None


def confine(limits: Limits, policy: Policy, channel: int, barriers: bool) -> tuple[str, ...]:
    """Shuts the calling process in, and returns the names of the barriers that are missing.

    Without `barriers` there are only limits. The process must have a single thread and must not
    have run a line of a student's code; `channel` is the one descriptor that stays open.
    """
    own_process_group()
    detach_streams()
    limit_resources(limits, policy.used)
    missing = _raise_barriers(policy) if barriers else BARRIERS
    move_to(policy.scratch)
    close_descriptors(channel)
    limit_descriptors()
    return missing


if sys.platform == "linux":

    def _raise_barriers(policy: Policy) -> tuple[str, ...]:
        missing: list[str] = []

        def attempt(barrier: str, up: Callable[[], None]) -> None:
            try:
                up()
            except OSError:
                missing.append(barrier)

        if policy.namespaced:
            own = namespaces.enter_own_namespaces
            attempt("namespaces", lambda: own(policy.proc, policy.scratch))
        else:
            missing.append("namespaces")
            limit_threads()
        privileges.drop_privileges()
        privileges.die_with_parent(policy.parent)
        attempt("landlock", lambda: landlock.restrict_files(policy.rules, policy.scratch))
        attempt("seccomp", lambda: seccomp.restrict_calls(policy.filter))
        return tuple(missing)

else:

    def _raise_barriers(policy: Policy) -> tuple[str, ...]:
        return BARRIERS


def own_process_group() -> None:
    """One signal to the group then ends the worker and all it started."""
    if sys.platform != "win32" and os.getpid() != os.getsid(0):
        os.setsid()


def detach_streams() -> None:
    """Input is at its end at once; output at the level of descriptors goes nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1) if debug.ON else (0, 1, 2):
        os.dup2(null, descriptor)
    os.close(null)


def move_to(scratch: str) -> None:
    """Makes the scratch folder the current, the home and the temporary one."""
    os.environ["HOME"] = os.environ["TMPDIR"] = scratch
    tempfile.tempdir = scratch  # a library may have asked for it before the fork
    os.chdir(scratch)


def close_descriptors(channel: int) -> None:
    """Closes all but the standard streams and the channel."""
    last = os.sysconf("SC_OPEN_MAX") if hasattr(os, "sysconf") else 1024
    os.closerange(3, channel)
    os.closerange(channel + 1, last)
