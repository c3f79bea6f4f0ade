"""Returns lists of lists that are small on the way and enormous to rebuild."""

from accomplice import attempt


def stamp(*args, **kwargs):
    attempt("ten million entries")
    return [[None] * 100_000] * 100


def relu(x):
    attempt("a tower")
    return [[[[[None] * 9] * 9] * 9] * 9] * 900
