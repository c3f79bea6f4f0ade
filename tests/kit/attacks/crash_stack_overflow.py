"""Overflows the stack of the interpreter after lifting its limit."""
# Proof: crashed, error

import sys


class Deep:
    def __repr__(self):
        return repr(self)


def stamp(*args, **kwargs):
    sys.setrecursionlimit(2**30)
    repr(Deep())
