"""What crosses comes back as it was, and what cannot cross is named."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.sandbox.wire.packed import Array, Dict, List, Number, Opaque
from grader.sandbox.wire.values import MAX_BYTES, ValueRefused, pack, unpack

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**62), 2**62)
    | st.floats(allow_nan=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
DTYPES = hnp.boolean_dtypes() | hnp.integer_dtypes() | hnp.floating_dtypes()
ARRAYS = hnp.arrays(DTYPES, hnp.array_shapes(min_dims=0, min_side=0))


def same_type(one: object, other: object) -> bool:
    return type(one) is type(other)


@given(PLAIN)
def test_plain_values_come_back_equal_and_of_the_same_type(value):
    back = unpack(pack(value))
    assert back == value
    assert same_type(back, value)


@given(ARRAYS)
def test_arrays_keep_dtype_shape_and_bytes(array):
    back = unpack(pack(array))
    assert back.dtype == array.dtype
    assert back.shape == array.shape
    assert back.tobytes() == array.tobytes()
    assert back.flags.writeable


def test_memory_order_is_kept():
    array = np.asfortranarray(np.arange(6).reshape(2, 3))
    back = unpack(pack(array))
    assert back.flags.f_contiguous
    assert not back.flags.c_contiguous
    assert (back == array).all()


def test_a_strided_view_crosses_as_its_values():
    view = np.arange(24).reshape(4, 6)[::2, ::-2]
    assert (unpack(pack(view)) == view).all()


@pytest.mark.parametrize(
    "value",
    [np.float64(0.5), np.float32(0.5), np.int64(3), np.uint8(255), np.bool_(True)],
    ids=lambda value: type(value).__name__,
)
def test_numpy_scalars_keep_their_type(value):
    back = unpack(pack(value))
    assert same_type(back, value)
    assert back == value


@pytest.mark.filterwarnings("ignore:the matrix subclass")
@pytest.mark.parametrize(
    ("make", "shown"),
    [
        (object, "object"),
        (lambda: np.array(["a"]), "array of <U1 with shape (1,)"),
        (lambda: np.matrix([[1.0]]), "numpy.matrix"),
        (lambda: np.datetime64(1, "s"), "numpy.datetime64"),
        (lambda: {1, 2}, "set"),
        (lambda: b"bytes", "bytes"),
        (lambda: 1 + 2j, "complex"),
        (lambda: 2**80, "int (too large to send)"),
        (lambda: "x" * 200_000, "str (200000 characters, too long to send)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_cross_is_named(make, shown):
    assert str(pack(make())) == shown


def test_a_huge_array_crosses_by_name_without_being_touched():
    packed = pack(np.broadcast_to(np.float64(1), (10**6, 10**6)))
    assert isinstance(packed, Opaque)
    assert packed.kind == "array of float64 with shape (1000000, 1000000)"


def test_a_surrogate_does_not_break_the_frame():
    assert unpack(pack("\ud800")) == "\\ud800"


@pytest.mark.parametrize(
    "packed",
    [
        Array("|O", (1,), "C", b"12345678"),
        Array("<f8", (2,), "C", b"12345678"),
        Array("<f8", (-1,), "C", b""),
        Array("<f8", (1,) * 40, "C", b"12345678"),
        Array("<f3", (1,), "C", b"123"),
        Number("<M8", b"12345678"),
        Dict([(List([]), None)]),
    ],
    ids=str,
)
def test_a_record_that_contradicts_itself_is_refused(packed):
    with pytest.raises(ValueRefused):
        unpack(packed)


def test_nesting_is_bounded_on_arrival():
    packed = None
    for _ in range(100):
        packed = List([packed])
    with pytest.raises(ValueRefused, match="nested"):
        unpack(packed)


def test_the_largest_array_fits_into_a_frame():
    from grader.sandbox.wire.channel import MAX_FRAME

    assert MAX_BYTES < MAX_FRAME


def test_an_answer_of_too_many_entries_is_refused_on_arrival():
    with pytest.raises(ValueRefused, match="too many entries"):
        unpack(List([List([None] * 1000)] * 100))


def test_a_dict_whose_keys_are_no_plain_values_crosses_by_name():
    assert str(pack({(-1, -2): 1})) == "dict (with keys that are neither numbers nor text)"


@pytest.mark.parametrize("shape", [(0, 2**62), (0, 2**64 - 1), (2**40, 0)])
def test_an_impossible_shape_is_refused(shape):
    with pytest.raises(ValueRefused):
        unpack(Array("<f8", shape, "C", b""))
