"""Landlock: which files a process can still reach, whatever its user may.

After https://docs.kernel.org/userspace-api/landlock.html; the bits are those of
`include/uapi/linux/landlock.h`. What a kernel does not know is left out, ABI by ABI.
"""

import ctypes
import os
import sys
from collections.abc import Iterable

from msgspec import Struct

from grader.sandbox.confinement.system import call

assert sys.platform == "linux"

FULL_ABI = 6  # the first that scopes signals and abstract sockets

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION = 1
_NO_RULESET = -1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_FILE_RIGHTS_OF_ABI = {1: 13, 2: 14, 3: 15, 5: 16}  # how many bits there are: all since `EXECUTE`
_MOVE, _TRUNCATE = 1 << 13, 1 << 14
_REMOVE_AND_MAKE = ((1 << 13) - 1) & ~(_EXECUTE | _WRITE_FILE | _READ_FILE | _READ_DIR)
_MAKE_SPECIAL = 1 << 6 | 1 << 9 | 1 << 10 | 1 << 11  # character device, socket, fifo, block device
_NET_BIND_AND_CONNECT = 0b11
_SCOPE_SOCKETS_AND_SIGNALS = 0b11

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
    """The version of Landlock that the kernel has; 0 for none."""
    try:
        return call("syscall", _CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION)
    except OSError:
        return 0


class Rules(Struct, frozen=True):
    """What may be read and written, made ready before the fork: a ruleset, or what it is made of
    where each process also reads files of its `own`.
    """

    abi: int
    ruleset: int
    beneath: tuple[_PathBeneath, ...]
    own: tuple[str, ...]


def make_rules(readable: Iterable[str], writable: Iterable[str], own: Iterable[str] = ()) -> Rules:
    """Rules for these folders and files; what does not exist is left out.

    `own` are read too: paths that mean something else in each process, such as `/proc/self`.
    """
    abi = landlock_abi()
    wanted = [(path, READ) for path in readable] + [(path, WRITE) for path in writable]
    beneath = tuple(_beneath(*each, abi) for each in wanted if os.path.exists(each[0]))
    if own:
        return Rules(abi, _NO_RULESET, beneath, tuple(own))
    try:
        ruleset = _make_ruleset(abi, beneath)
    except OSError:  # told by the worker that is then without this barrier
        ruleset = _NO_RULESET
    for rule in beneath:
        os.close(rule.parent_fd)
    return Rules(abi, ruleset, (), ())


def restrict_files(rules: Rules) -> None:
    """From now on this process reads and writes only what the rules say.

    Network and, where the kernel can, signals and abstract sockets are cut off too. Raises
    `OSError` where there is no Landlock.
    """
    ruleset = rules.ruleset
    if rules.own:
        own = (_beneath(path, READ, rules.abi) for path in rules.own)
        ruleset = _make_ruleset(rules.abi, (*rules.beneath, *own))
    call("syscall", _RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _make_ruleset(abi: int, beneath: Iterable[_PathBeneath]) -> int:
    net = _NET_BIND_AND_CONNECT if abi >= 4 else 0
    scoped = _SCOPE_SOCKETS_AND_SIGNALS if abi >= FULL_ABI else 0
    handled = _Ruleset(_file_rights(abi), net, scoped)
    size = 24 if abi >= FULL_ABI else 16 if abi >= 4 else 8
    ruleset = call("syscall", _CREATE_RULESET, ctypes.byref(handled), ctypes.c_size_t(size), 0)
    for rule in beneath:
        call("syscall", _ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
    return ruleset


def _file_rights(abi: int) -> int:
    """All rights on files that a kernel of this ABI handles."""
    bits = max((bits for first, bits in _FILE_RIGHTS_OF_ABI.items() if first <= abi), default=0)
    return (1 << bits) - 1


def _beneath(path: str, rights: int, abi: int) -> _PathBeneath:
    if not os.path.isdir(path):
        rights &= _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
    return _PathBeneath(rights & _file_rights(abi), os.open(path, os.O_PATH))
