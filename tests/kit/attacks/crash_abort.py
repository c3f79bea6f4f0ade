"""Aborts, with a core dump if there may be one."""
# Proof: crashed

import os


def stamp(*args, **kwargs):
    os.abort()
