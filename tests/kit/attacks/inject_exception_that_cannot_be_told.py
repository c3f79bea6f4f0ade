"""Raises an exception whose text, name and bases raise when they are looked at."""
# Proof: crashed

from accomplice import attempt


class Meta(type):
    @property
    def __name__(cls):
        raise SystemExit("no name")


class Untold(BaseException, metaclass=Meta):
    def __str__(self):
        raise KeyboardInterrupt

    __repr__ = __str__


def stamp(*args, **kwargs):
    attempt("an exception")
    raise Untold


def relu(x):
    raise ExceptionGroup("g" * 10**6, [ValueError("v" * 10**6)] * 1000)
