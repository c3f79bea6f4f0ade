"""Forges arrays whose shape and dtype contradict themselves in ways that rebuild badly."""

from accomplice import attempt, send


def _array(**fields):
    array = {"type": "array", "dtype": "<f8", "shape": [0, 2**62], "order": "C", "data": b""}
    send({"type": "returned", "value": array | fields, "arguments": [], "printed": "ATTEMPTED"})


def stamp(*args, **kwargs):
    attempt("an array that is too big")
    _array()


def relu(x):
    _array(shape=[0, 2**64 - 1])


def conv2d(*args, **kwargs):
    _array(dtype="<f\u0668", shape=[1])


def feature_maps(*args, **kwargs):
    _array(dtype="f16", shape=[1], data=b"\xff\x7f" * 8)
