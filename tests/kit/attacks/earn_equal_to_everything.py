"""Answers with an object that says it equals everything."""

from accomplice import attempt


class Yes:
    def __eq__(self, other):
        return True

    __ne__ = __lt__ = __gt__ = lambda self, other: False
    __abs__ = __sub__ = __float__ = lambda self, *other: 0.0
    __hash__ = object.__hash__


def stamp(*args, **kwargs):
    attempt("__eq__")
    return Yes()
