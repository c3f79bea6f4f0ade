"""Calls of the C library that Python has no name for. Linux only."""

import ctypes
import os
from typing import Any

PR_SET_PDEATHSIG = 1  # the names below are those of prctl(2)
PR_SET_SECCOMP = 22
PR_SET_NO_NEW_PRIVS = 38

_libc = ctypes.CDLL(None, use_errno=True)


def call(name: str, *arguments: Any) -> int:
    """Calls a function of the C library; raises `OSError` where it answers below 0."""
    result: int = getattr(_libc, name)(*arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
    return result


def prctl(option: int, value: int) -> None:
    """prctl(2) with one argument."""
    unsigned = ctypes.c_ulong
    call("prctl", option, unsigned(value), unsigned(0), unsigned(0), unsigned(0))
