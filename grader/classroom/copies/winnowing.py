"""Finds the stretches of code that two texts share, by winnowing.

S. Schleimer, D. Wilkerson, A. Aiken, "Winnowing: Local Algorithms for Document Fingerprinting",
SIGMOD 2003: of all runs of `RUN` tokens in each window of `WINDOW` runs the one with the smallest
hash is kept. So whatever two texts share in at least `RUN + WINDOW - 1` tokens is found, whatever
stands around it, and what they share in fewer than `RUN` is not.

The libraries that do this parse the files themselves, in the process that calls them, and compare
every pair. Here tokens come from a confined reader, and only texts that share something meet.
"""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

RUN = 12
WINDOW = 8

# What is kept of a text: at which tokens each fingerprint begins.
Fingerprints = dict[int, tuple[int, ...]]


def fingerprints(tokens: Sequence[str]) -> Fingerprints:
    """Compute the fingerprints of a text. One shorter than `RUN` tokens has none."""
    hashes = [_hash(tokens[start : start + RUN]) for start in range(len(tokens) - RUN + 1)]
    found: dict[int, tuple[int, ...]] = {}
    for start in dict.fromkeys(_smallest(hashes)):
        found[hashes[start]] = (*found.get(hashes[start], ()), start)
    return found


def _smallest(hashes: Sequence[int]) -> Iterator[int]:
    """The place of the smallest hash in each window, the last of equal ones."""
    last = max(len(hashes) - WINDOW, 0)
    for first in range(last + 1 if hashes else 0):
        window = range(first, min(first + WINDOW, len(hashes)))
        yield min(window, key=lambda place: (hashes[place], -place))


def _hash(run: Sequence[str]) -> int:
    digest = hashlib.blake2b("\0".join(run).encode(), digest_size=8)
    return int.from_bytes(digest.digest(), "big")


def stretches(left: Fingerprints, right: Fingerprints) -> list[tuple[range, range]]:
    """Where two texts say the same: tokens of the one, tokens of the other.

    Fingerprints that follow each other closely in both texts are one stretch.
    """
    shared = sorted(
        (one, other)
        for key in left.keys() & right.keys()
        for one in left[key]
        for other in right[key]
    )
    starts = [0, *(at for at, (one, two) in enumerate(pairwise(shared), 1) if _far(one, two))]
    ends = [*starts[1:], len(shared)]
    return [
        _span(shared[start:end]) for start, end in zip(starts, ends, strict=True) if start < end
    ]


def _far(one: tuple[int, int], two: tuple[int, int]) -> bool:
    steps = [after - before for before, after in zip(one, two, strict=True)]
    return max(steps) > RUN + WINDOW or min(steps) < 0


def _span(places: Sequence[tuple[int, int]]) -> tuple[range, range]:
    (left, right), (left_end, right_end) = places[0], places[-1]
    return range(left, left_end + RUN), range(right, right_end + RUN)
