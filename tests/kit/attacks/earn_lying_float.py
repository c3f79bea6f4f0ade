"""Answers with a float subclass that claims to be whatever it is compared with."""

from accomplice import attempt


class Lying(float):
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__
    __hash__ = float.__hash__
    __class__ = float


def stamp(*args, **kwargs):
    attempt("float subclass")
    return Lying(0.0)
