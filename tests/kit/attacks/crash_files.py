"""Fills its folder with files, deep folders and one file with a hole."""

import os

from accomplice import attempt, got


def stamp(*args, **kwargs):
    attempt("files")
    try:
        for i in range(20_000):
            os.makedirs(f"{i}/" * (1 + i % 50), exist_ok=True)
            open(f"{i}/file", "w").close()
        got("20000 files")
    except OSError as error:
        print(error)
    try:
        with open("hole", "wb") as file:
            file.truncate(2**40)
        got("a terabyte")
    except OSError as error:
        print(error)
