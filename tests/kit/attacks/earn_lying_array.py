"""Answers with an array subclass whose comparisons and differences always look right."""

import numpy as np
from accomplice import attempt


class Lying(np.ndarray):
    def __array_ufunc__(self, *args, **kwargs):
        return np.zeros(self.shape)

    def __eq__(self, other):
        return np.ones(self.shape, bool)

    shape = property(lambda self: np.ndarray.shape.__get__(self))


def relu(x):
    attempt("array subclass")
    return np.zeros(x.shape).view(Lying)
