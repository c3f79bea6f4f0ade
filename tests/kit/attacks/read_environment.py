"""Looks for secrets in its environment, on its command line and in its memory's leftovers."""

import ctypes
import os
import sys

from accomplice import attempt


def stamp(*args, **kwargs):
    attempt("environment")
    environ = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
    for i in range(1000):
        if environ[i] is None:
            break
        if b"canary" in environ[i]:
            print(environ[i])
    print(
        [value for value in [*os.environ.values(), *sys.argv, *sys.orig_argv] if "anary" in value]
    )
