"""The line of Python that makes a call of a check once more."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from grader.checks.python_call import MAX_LINE, python_call
from grader.sandbox.wire.packed import Opaque

DTYPES = st.sampled_from(["bool", "uint8", "int8", "int64", "float16", "float32", "float64"])
SHAPES = arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=3)
ARRAYS = DTYPES.flatmap(lambda dtype: arrays.arrays(dtype, SHAPES))
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10)
VALUES = st.recursive(
    ARRAYS | PLAIN | st.floats().map(np.float64) | st.integers(0, 255).map(np.uint8),
    lambda inner: st.lists(inner, max_size=2) | st.tuples(inner, inner) | st.tuples(inner),
    max_leaves=4,
)


def same(one, other):
    if isinstance(one, (list, tuple)):
        alike = type(one) is type(other) and len(one) == len(other)
        return alike and all(map(same, one, other))
    if isinstance(one, np.ndarray):
        alike = one.dtype == other.dtype and one.shape == other.shape
        return alike and np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    nan = isinstance(one, float) and one != one
    return type(one) is type(other) and (one == other or (nan and other != other))


@given(st.lists(VALUES, max_size=3), st.dictionaries(st.sampled_from("ab"), VALUES, max_size=2))
def test_the_line_makes_the_same_call(args, kwargs):
    line = python_call("function", tuple(args), kwargs)
    assert len(line) <= MAX_LINE
    assert "\n" not in line
    if line:
        got, named = eval(line, {"np": np, "function": lambda *args, **kwargs: (args, kwargs)})
        assert same(list(got), list(args))
        assert named.keys() == kwargs.keys()
        assert all(same(named[name], kwargs[name]) for name in kwargs)


@pytest.mark.parametrize(
    ("args", "line"),
    [
        ((28, 3), "f(28, 3)"),
        ((np.array([[1, 2], [3, 4]]),), "f(np.array([[1, 2], [3, 4]]))"),
        ((np.array([1.5, np.nan]),), "f(np.array([1.5, np.nan]))"),
        ((np.zeros((28, 28)),), "f(np.zeros((28, 28)))"),
        ((np.array([1, 255], np.uint8),), "f(np.array([1, 255], dtype=np.uint8))"),
        ((np.uint8(3), (1, 2), "same"), "f(np.uint8(3), (1, 2), 'same')"),
    ],
)
def test_a_line_is_written_as_a_person_would(args, line):
    assert python_call("f", args, {}) == line


@pytest.mark.parametrize(
    "value", [np.arange(1000), Opaque("x"), "x" * MAX_LINE, 10**MAX_LINE, np.array([1j, 2])]
)
def test_there_is_no_line_for_what_is_long_or_cannot_be_written(value):
    assert python_call("f", (value,), {}) == ""
