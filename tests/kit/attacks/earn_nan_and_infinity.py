"""Answers with NaN and infinity, which some comparisons let pass."""

import numpy as np
from accomplice import attempt


def stamp(*args, **kwargs):
    attempt("NaN")
    return float("nan")


def relu(x):
    return np.where(x > 0, np.inf, np.nan)


def edge_kernels():
    return {side: np.full((3, 3), np.nan) for side in ("top", "left", "bottom", "right")}
