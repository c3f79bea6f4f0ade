"""Answers with a list whose length is small and whose entries never end."""
# Proof: timeout

from itertools import repeat


class Endless(list):
    def __len__(self):
        return 1

    def __iter__(self):
        return repeat(None)


def stamp(*args, **kwargs):
    return Endless()
