"""Sleeps before each answer, for less than a call may take; then in the calls that look for why."""

import time

from accomplice import attempt


def stamp(*args, **kwargs):
    attempt("a nap")
    time.sleep(0.4)


relu = conv2d = feature_maps = edge_kernels = stamp
