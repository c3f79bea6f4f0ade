"""Reads and writes at address zero."""
# Proof: crashed

import ctypes


def stamp(*args, **kwargs):
    ctypes.memset(0, 1, 1)
