"""seccomp: a filter that allows the system calls of `calls.py` and refuses all others.

It is a program of the kernel's packet filter, made here and not by libseccomp: so it does not
depend on which calls some library knows by name, and needs nothing to be installed. It looks at the
architecture, the number and, for some calls, arguments. See seccomp(2); the instructions are those
of `include/uapi/linux/bpf_common.h`.
"""

import ctypes
import errno
import os
import platform
import sys
from collections.abc import Iterator
from struct import Struct

from grader.sandbox.confinement.calls import ALLOWED, FEIGNED, FORBIDDEN, OWN, Only
from grader.sandbox.confinement.system import PR_SET_SECCOMP, call

# As the kernel names an architecture to the filter; other manners of calling have other numbers.
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

_ALLOW, _ERRNO, _FILTER_MODE = 0x7FFF0000, 0x00050000, 2
_LOAD, _AND, _EQUAL, _RETURN = 0x20, 0x54, 0x15, 0x06  # of the accumulator, 32 bits wide
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # places in struct seccomp_data
# Stands in the compiled filter for the process that loads it. No process has such a number.
_SELF = 0x5EC0FFEE

_INSTRUCTION = Struct("=HBBI")  # code, where to go on if equal, if not, operand


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def compile_filter(machine: str = platform.machine()) -> bytes:
    """The filter for a machine, ready to be loaded after a fork; empty where its calls have no
    numbers in the table.
    """
    if machine not in _ARCHITECTURES:
        return b""
    refused = _answer(errno.ENOSYS)
    code = [_load(_ARCHITECTURE), _step(_EQUAL, _ARCHITECTURES[machine], 1, 0), refused]
    code.append(_load(_NUMBER))
    for each in ALLOWED:
        number = getattr(each, machine)
        if number is not None:
            checks = b"".join(map(_check, each.only))
            code.append(_when(number, checks + _step(_RETURN, _ALLOW)))
    for calls, error in ((FEIGNED, 0), (FORBIDDEN, errno.EPERM)):
        for _name, *numbers in calls:
            number = numbers[list(_ARCHITECTURES).index(machine)]
            if number is not None:
                code.append(_when(number, _answer(error)))
    return b"".join([*code, refused])


def restrict_calls(compiled: bytes) -> None:
    """Loads the compiled filter into this process, whose own id it is from now on bound to.

    The process must have given up new privileges. Raises `OSError` where the kernel cannot, or
    where there is no filter for the machine.
    """
    if not compiled:
        raise OSError(errno.ENOSYS, f"no list of system calls for {platform.machine()}")
    own = compiled.replace(_operand(_SELF), _operand(os.getpid()))
    code = ctypes.create_string_buffer(own, len(own))
    program = _Program(len(own) // _INSTRUCTION.size, ctypes.addressof(code))
    call("prctl", PR_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0)


def _check(only: Only) -> bytes:
    """Refuses the call unless the argument has one of the values."""
    place = _ARGUMENTS + 8 * only.argument
    low, high = (place, place + 4) if sys.byteorder == "little" else (place + 4, place)
    values = [_SELF if value == OWN else value for value in only.values]
    code = _load(low)
    if only.mask != 0xFFFFFFFF:
        code += _step(_AND, only.mask)
    code += b"".join(_one_of(values))
    if only.wide:
        code += _load(high) + _step(_EQUAL, 0, 1, 0) + _answer(errno.EPERM)
    return code


def _one_of(values: list[int]) -> Iterator[bytes]:
    for left in range(len(values), 0, -1):
        yield _step(_EQUAL, values[-left], left, 0)
    yield _answer(errno.EPERM)


def _when(number: int, then: bytes) -> bytes:
    """Does `then` where the accumulator is that number."""
    return _step(_EQUAL, number, 0, len(then) // _INSTRUCTION.size) + then


def _load(place: int) -> bytes:
    return _step(_LOAD, place)


def _answer(error: int) -> bytes:
    return _step(_RETURN, _ERRNO | error)


def _step(code: int, operand: int, equal: int = 0, unequal: int = 0) -> bytes:
    return _INSTRUCTION.pack(code, equal, unequal, operand)


def _operand(number: int) -> bytes:
    """A number as it stands in an instruction."""
    return number.to_bytes(4, sys.byteorder)
