"""Sleeps in the C library without ever giving the interpreter back."""
# Proof: timeout

import ctypes


def stamp(*args, **kwargs):
    ctypes.PyDLL(None).sleep(10**6)
