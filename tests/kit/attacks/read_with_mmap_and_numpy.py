"""Maps the solution into memory, and lets NumPy, sqlite and ctypes load it."""

import ctypes
import mmap
import os
import sqlite3

import numpy as np
from accomplice import KIT, attempt_each

SOLUTION = f"{KIT}/solutions/conv.py"


def stamp(*args, **kwargs):
    attempt_each(
        mmap=lambda: mmap.mmap(os.open(SOLUTION, os.O_RDONLY), 0, prot=mmap.PROT_READ)[-99:],
        fromfile=lambda: np.fromfile(SOLUTION, np.uint8)[-99:].tobytes(),
        memmap=lambda: np.memmap(SOLUTION, mode="r")[-99:].tobytes(),
        load=lambda: np.loadtxt(SOLUTION, str, max_rows=3),
        sqlite=lambda: sqlite3.connect(f"file:{SOLUTION}?mode=ro", uri=True).execute("select 1"),
        fopen=lambda: 1 // int(bool(ctypes.CDLL(None).fopen(SOLUTION.encode(), b"r"))),
    )
