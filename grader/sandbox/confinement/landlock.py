"""Landlock: which files a process can still reach, whatever its user may.

After https://docs.kernel.org/userspace-api/landlock.html; the bits are those of
`include/uapi/linux/landlock.h`. What a kernel does not know is left out.
"""

import ctypes
import errno
import os
import sys
from collections.abc import Iterable

from msgspec import Struct

from grader.sandbox.confinement.system import call

assert sys.platform == "linux"

WHOLE_ABI = 3  # the first that holds off `truncate`; what later ones add, the filter refuses too

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION = 1
_NO_RULESET = -1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_MOVE, _TRUNCATE = 1 << 13, 1 << 14
_REMOVE_AND_MAKE = ((1 << 13) - 1) & ~(_EXECUTE | _WRITE_FILE | _READ_FILE | _READ_DIR)
_MAKE_SPECIAL = 1 << 6 | 1 << 9 | 1 << 10 | 1 << 11  # character device, socket, fifo, block device

READ = _READ_FILE | _READ_DIR
WRITE = READ | _WRITE_FILE | _TRUNCATE | _MOVE | _REMOVE_AND_MAKE & ~_MAKE_SPECIAL


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32))


def landlock_abi() -> int:
    """The version of Landlock that the kernel has. Raises `OSError` where there is none."""
    return call("syscall", _CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION)


class Rules(Struct, frozen=True):
    """What may be read and written, made ready before the fork: a ruleset, or, where it is another
    one in each process, what it is made of.
    """

    handled: tuple[int, int, int]
    ruleset: int
    readable: tuple[str, ...] = ()


def make_rules(readable: Iterable[str], writable: Iterable[str]) -> Rules:
    """Rules for these folders and files; what does not exist is left out."""
    handled = _all_rights()
    try:
        return Rules(handled, _filled_ruleset(handled, readable, writable))
    except OSError:  # told by the worker that is then without this barrier
        return Rules(handled, _NO_RULESET)


def make_open_rules(readable: Iterable[str], own: Iterable[str]) -> Rules:
    """Rules for processes each of which writes to a folder, and reads files of its `own`: paths
    that mean something else in each, such as `/proc/self/cmdline`.
    """
    return Rules(_all_rights(), _NO_RULESET, (*readable, *own))


def restrict_files(rules: Rules, scratch: str) -> None:
    """From now on this process reads and writes only what the rules say; with open ones it also
    writes to `scratch`.

    Network and, where the kernel can, signals and abstract sockets are cut off too. Raises
    `OSError` where there is no Landlock, and where it is none that holds off all writing.
    """
    ruleset = rules.ruleset
    if ruleset == _NO_RULESET:
        ruleset = _filled_ruleset(rules.handled, rules.readable, (scratch,))
    call("syscall", _RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)
    if landlock_abi() < WHOLE_ABI:
        raise OSError(errno.EOPNOTSUPP, f"Landlock before ABI {WHOLE_ABI}")


def _all_rights() -> tuple[int, int, int]:
    """All rights on files and on the network, and all scopes, that this kernel can take away.

    It is asked, so that those of later kernels are taken away as well.
    """
    return _known(0), _known(1), _known(2)


def _known(field: int) -> int:
    for bits in range(64, 0, -1):
        fields = [0, 0, 0]
        fields[field] = (1 << bits) - 1
        try:
            os.close(_make_ruleset((fields[0], fields[1], fields[2])))
        except OSError:
            continue
        return fields[field]
    return 0


def _make_ruleset(handled: tuple[int, int, int]) -> int:
    """A kernel that has fewer fields takes the longer structure where the others are zero."""
    rights, size = _Ruleset(*handled), ctypes.sizeof(_Ruleset)
    return call("syscall", _CREATE_RULESET, ctypes.byref(rights), ctypes.c_size_t(size), 0)


def _filled_ruleset(
    handled: tuple[int, int, int], readable: Iterable[str], writable: Iterable[str]
) -> int:
    """One path is open at a time: there are hundreds, and a system may allow few."""
    made = _make_ruleset(handled)
    for path, rights in (
        *((each, READ) for each in readable),
        *((each, WRITE) for each in writable),
    ):
        if os.path.exists(path):
            _add_rule(made, path, rights & handled[0])
    return made


def _add_rule(ruleset: int, path: str, rights: int) -> None:
    if not os.path.isdir(path):
        rights &= _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
    opened = os.open(path, os.O_PATH)
    try:
        rule = _PathBeneath(rights, opened)
        call("syscall", _ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(opened)
