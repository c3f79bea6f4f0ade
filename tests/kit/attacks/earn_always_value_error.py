"""Refuses everything, so as to pass the checks that expect a refusal."""

from accomplice import attempt


def stamp(*args, **kwargs):
    attempt("ValueError")
    raise ValueError("kernel must fit")


conv2d = feature_maps = stamp


def relu(x):
    return stamp()


def edge_kernels():
    return stamp()
