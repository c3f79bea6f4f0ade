"""Prints, logs and warns without end, to descriptors and to streams of its own."""

import os
import sys
import warnings

from accomplice import attempt


def stamp(*args, **kwargs):
    attempt("output")
    for _ in range(200):
        print("x" * 100_000)
        os.write(1, b"y" * 100_000)
        sys.__stderr__.write("z" * 100_000)
        warnings.warn("w" * 100_000, stacklevel=1)
