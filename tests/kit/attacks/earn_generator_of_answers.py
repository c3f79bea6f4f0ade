"""Returns a generator and an iterator that would adapt to what they are compared with."""

from accomplice import attempt


def stamp(*args, **kwargs):
    attempt("a generator")
    return (value for value in (21.0, 21.5, -21.0))


def relu(x):
    return map(float, x.ravel())
