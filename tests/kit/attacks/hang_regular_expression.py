"""Matches a pattern that takes longer than the universe lasts, in C, with the lock held."""
# Proof: timeout

import re


def stamp(*args, **kwargs):
    re.match(r"(a|a)*$", "a" * 60 + "b")
