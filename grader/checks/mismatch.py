"""How a value differs from the expected one: type, then shape, then dtype, then values.

Nothing is ever broadcast. Unless the type itself is asked for, a slip of type alone is no
difference: a float for a whole number, a list for an array, an axis of length one too many.
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import numpy as np
from msgspec import Struct

from grader.checks.show import MAX_SIDE, describe, number
from grader.language import _
from grader.sandbox.wire.packed import Opaque
from grader.sandbox.wire.values import ModelData

NUMBERS = "iuf"  # the kinds of dtypes that hold real numbers
SINGLE = 1e-5  # who may be off by so much may calculate in float32


class Tolerance(Struct, frozen=True):
    """A value may be off by `max(absolute, relative * abs(expected))`.

    `exact` asks for its type, shape and dtype, too.
    """

    relative: float
    absolute: float
    exact: bool

    def __str__(self) -> str:
        text = _("{relative:g} relative or {absolute:g} absolute")
        return text.format(relative=self.relative, absolute=self.absolute)


class Mismatch(Struct, frozen=True):
    """Why a value is not the expected one; `differs` marks the cells of an array."""

    text: str
    got: Any
    expected: Any
    differs: np.ndarray | None = None


def agree(got: Any, expected: Any, tolerance: Tolerance) -> bool:
    """Whether `got` passes for `expected`. Nothing is put into words for another kind of value."""
    got = got if tolerance.exact else _in_the_type_of(expected, got)
    many = (np.ndarray, list, tuple, dict)
    if isinstance(got, many) != isinstance(expected, many):
        return False
    if isinstance(expected, many) and not isinstance(got, type(expected)):
        return False
    if isinstance(expected, np.ndarray):
        if got.shape != expected.shape or _wrong_dtype(got.dtype, expected.dtype, tolerance):
            return False
        return not _differs(got, expected, tolerance).any()
    return next(mismatches(got, expected, tolerance, ""), None) is None


def digits_for(got: np.ndarray, expected: np.ndarray) -> int:
    """As many digits as it takes to tell the differing cells apart."""
    pairs = list(zip(got.ravel(), expected.ravel(), strict=True))[: MAX_SIDE**2]
    for digits in (4, 6, 8, 12):
        if all(number(a, digits) != number(b, digits) for a, b in pairs):
            return digits
    return 17


def mismatches(got: Any, expected: Any, tolerance: Tolerance, name: str) -> Iterator[Mismatch]:
    got = got if tolerance.exact else _in_the_type_of(expected, got)
    match expected:
        case ModelData():
            return  # a model that was passed on is described by nothing that could be compared
        case np.ndarray():
            yield from _array_mismatches(got, expected, tolerance, name)
        case bool() | str() | None:
            if type(got) is not type(expected) or got != expected:
                yield _wrong(name, got, expected)
        case int() | np.integer():
            if not _is_int(got, tolerance) or got != expected:
                yield _wrong(name, got, expected)
        case float() | np.floating():
            yield from _float_mismatches(got, expected, tolerance, name)
        case list() | tuple():
            yield from _sequence_mismatches(got, expected, tolerance, name)
        case dict():
            yield from _dict_mismatches(got, expected, tolerance, name)
        case _:
            if isinstance(got, Opaque) or type(got) is not type(expected):
                yield _wrong(name, got, expected)


def _in_the_type_of(expected: Any, got: Any) -> Any:
    """`got` as a value of the expected type, where only its type is another; else as it is."""
    match expected:
        case np.ndarray():
            return _as_array(got, expected.shape)
        case bool() | str() | None:
            return got
        case int() | float() | np.integer() | np.floating():
            one = isinstance(got, np.ndarray) and got.shape in ((), (1,))
            return got.reshape(())[()] if one else got
        case list() | tuple():
            row = isinstance(got, np.ndarray) and got.ndim == 1
            return type(expected)(got) if row or isinstance(got, (list, tuple, range)) else got
        case _:
            return got


def _as_array(got: Any, shape: tuple[int, ...]) -> Any:
    """Lists of numbers as an array, and an array without an axis of length one too many."""
    if isinstance(got, (list, tuple)):
        try:
            array = np.array(got)
        except ValueError:  # rows of several lengths
            return got
        got = array if array.dtype.kind in NUMBERS else got
    if isinstance(got, np.ndarray) and got.ndim == len(shape) + 1:
        for axis, length in enumerate(got.shape):
            if length == 1 and (*got.shape[:axis], *got.shape[axis + 1 :]) == shape:
                return got.reshape(shape)
    return got


def _is_int(value: Any, tolerance: Tolerance) -> bool:
    kinds = (int, np.integer) if tolerance.exact else (int, float, np.integer, np.floating)
    return isinstance(value, kinds) and not isinstance(value, bool)


def _is_float(value: Any, tolerance: Tolerance) -> bool:
    if tolerance.exact:
        return isinstance(value, float)  # an np.float64 is one
    return _is_int(value, tolerance)


def _float_mismatches(
    got: Any, expected: Any, tolerance: Tolerance, name: str
) -> Iterator[Mismatch]:
    if not _is_float(got, tolerance):
        yield _wrong_type(name, got, expected)
    elif _differs(np.array(got), np.array(expected), tolerance).any():
        digits = digits_for(np.array([got]), np.array([expected]))
        text = _("{name} is {got}, expected {expected} (tolerance {tolerance})").format(
            name=name,
            got=number(got, digits),
            expected=number(expected, digits),
            tolerance=tolerance,
        )
        yield Mismatch(text, got, expected)


def _sequence_mismatches(
    got: Any, expected: Any, tolerance: Tolerance, name: str
) -> Iterator[Mismatch]:
    if type(got) is not type(expected):
        yield _wrong_type(name, got, expected)
        return
    missing = Opaque("nothing")
    for i, (one, other) in enumerate(zip_longest(got, expected, fillvalue=missing)):
        if one is missing or other is missing:
            text = _("{name} has {got} entries, expected {expected}")
            text = text.format(name=name, got=len(got), expected=len(expected))
            yield Mismatch(text, got, expected)
            return
        for mismatch in mismatches(one, other, tolerance, _("entry {key}").format(key=i)):
            text = _("{difference} in {name}").format(difference=mismatch.text, name=name)
            yield Mismatch(text, got, expected)


def _dict_mismatches(
    got: Any, expected: dict[Any, Any], tolerance: Tolerance, name: str
) -> Iterator[Mismatch]:
    if not isinstance(got, dict):
        yield _wrong_type(name, got, expected)
    elif set(got) != set(expected):
        keys = {"got": sorted(map(str, got)), "expected": sorted(map(str, expected))}
        text = _("{name} has the keys {got}, expected {expected}").format(name=name, **keys)
        yield Mismatch(text, got, expected)
    else:
        for key, value in expected.items():
            entry = _("entry {key}").format(key=repr(key))
            yield from mismatches(got[key], value, tolerance, entry)


def _array_mismatches(
    got: Any, expected: np.ndarray, tolerance: Tolerance, name: str
) -> Iterator[Mismatch]:
    if not isinstance(got, np.ndarray):
        yield _wrong_type(name, got, expected)
    elif got.shape != expected.shape:
        text = _("{name} has the shape {got}, expected {expected}")
        text = text.format(name=name, got=got.shape, expected=expected.shape)
        yield Mismatch(text, got, expected)
    elif _wrong_dtype(got.dtype, expected.dtype, tolerance):
        text = _("{name} has the dtype {got}, expected {expected}")
        text = text.format(name=name, got=got.dtype, expected=expected.dtype)
        yield Mismatch(text, got, expected)
    else:
        differs = _differs(got, expected, tolerance)
        if differs.any():
            text = _first_difference(name, got, expected, differs)
            text += " " + _("(tolerance {tolerance})").format(tolerance=tolerance)
            yield Mismatch(text, got, expected, differs)


def _wrong_dtype(got: np.dtype, expected: np.dtype, tolerance: Tolerance) -> bool:
    if tolerance.exact:
        single = tolerance.relative >= SINGLE and got == np.float32 and expected == np.float64
        return got != expected and not single
    return got.kind != expected.kind and not {got.kind, expected.kind} <= set(NUMBERS)


def _differs(got: np.ndarray, expected: np.ndarray, tolerance: Tolerance) -> np.ndarray:
    """Where two arrays of one shape differ by more than is allowed."""
    if expected.dtype.kind not in "fc" and got.dtype.kind not in "fc":
        return np.asarray(got != expected)
    equal = got == expected
    if equal.all():
        return np.asarray(~equal)
    with np.errstate(all="ignore"):
        allowed = np.maximum(tolerance.absolute, tolerance.relative * np.abs(expected))
        close = np.abs(got - expected) <= np.where(np.isfinite(expected), allowed, 0.0)
    both_nan = np.isnan(got) & np.isnan(expected)
    return np.asarray(~(close | both_nan | equal))


def _first_difference(name: str, got: np.ndarray, expected: np.ndarray, differs: np.ndarray) -> str:
    at = tuple(int(i) for i in np.argwhere(differs)[0])
    digits = digits_for(got[at].reshape(1), expected[at].reshape(1))
    values = {"got": number(got[at], digits), "expected": number(expected[at], digits)}
    if not at:
        return _("{name} is {got}, expected {expected}").format(name=name, **values)
    index = ", ".join(map(str, at))
    text = _("{name} at [{index}] is {got}, expected {expected}")
    text = text.format(name=name, index=index, **values)
    if differs.size > 1:
        more = _("{count} of {size} cells differ")
        text += "; " + more.format(count=int(differs.sum()), size=differs.size)
    return text


def _wrong(name: str, got: Any, expected: Any) -> Mismatch:
    return _unlike(name, got, expected, describe(expected))


def _wrong_type(name: str, got: Any, expected: Any) -> Mismatch:
    return _unlike(name, got, expected, _wanted(expected))


def _unlike(name: str, got: Any, expected: Any, wanted: str) -> Mismatch:
    text = _("{name} is {got}, expected {expected}")
    return Mismatch(text.format(name=name, got=describe(got), expected=wanted), got, expected)


def _wanted(expected: Any) -> str:
    if isinstance(expected, np.ndarray):
        text = _("a NumPy array, {dtype} {shape}")
        return text.format(dtype=expected.dtype, shape=expected.shape)
    return _("a {type}").format(type=type(expected).__name__)
