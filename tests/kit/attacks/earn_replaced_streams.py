"""Replaces its streams by objects that raise when the worker asks what was printed."""
# Proof: crashed, error

import sys


class Stream:
    def __getattr__(self, name):
        raise SystemExit(0)

    flush = write = property(lambda self: sys.exit(0))


def stamp(*args, **kwargs):
    sys.stdout = sys.stderr = Stream()
    return 0.0
