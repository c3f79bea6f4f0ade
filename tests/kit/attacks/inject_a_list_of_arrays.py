"""Returns a list of arrays that takes minutes to print."""

import numpy as np
from accomplice import attempt


def stamp(*args, **kwargs):
    attempt("2000 arrays")
    return [np.random.rand(31, 31)] * 2000
