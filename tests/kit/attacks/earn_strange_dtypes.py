"""Answers with arrays of structured, object, time, text and void dtypes."""

import numpy as np
from accomplice import attempt


def relu(x):
    attempt("dtypes")
    kinds = ("O", "M8[s]", "m8[s]", "S8", "U2", "V8", [("real", "f8")])
    return np.zeros(x.shape, kinds[x.size % len(kinds)])


def stamp(patch, kernel, bias=0.0):
    attempt("a float with a dtype of its own")
    return np.array(21.0, np.dtype("f8", metadata={"right": True})).astype("O")
