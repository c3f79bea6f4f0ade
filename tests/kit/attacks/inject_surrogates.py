"""Puts lone surrogates and null characters into printed text, values and exceptions."""

from accomplice import attempt

TEXT = "\ud800\udfff\x00\ufeff"


def stamp(*args, **kwargs):
    attempt(TEXT)
    raise ValueError(TEXT) from RuntimeError(TEXT)


def relu(x):
    return TEXT


def edge_kernels():
    return {TEXT: 1}
