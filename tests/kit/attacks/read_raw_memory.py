"""Searches the bytes of its own memory, which a fork inherits, for solutions and suites."""

import ctypes

import numpy as np
from accomplice import attempt, got


def stamp(*args, **kwargs):
    attempt("raw memory")
    start, sought = id(object()) & ~0xFFFFF, b"can" + b"ary-"
    memory = ctypes.string_at(start, 0x40000)
    at = memory.find(sought)
    if at >= 0:
        got(memory[at : at + 40])
    fresh = np.empty(2**22, np.uint8).tobytes()
    if sought in fresh:
        got("memory that was not cleared")
