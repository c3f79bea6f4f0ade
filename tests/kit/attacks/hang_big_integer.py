"""Calculates with a number that has more digits than there are atoms."""
# Proof: timeout, memory


def stamp(*args, **kwargs):
    return 7 ** (7 ** (7**7))
