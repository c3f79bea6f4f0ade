"""Ends its process with the exit code of success."""
# Proof: crashed

import os


def stamp(*args, **kwargs):
    os._exit(0)
