"""The one comparison of answers with what was expected, and the other ways to judge a call.

Type first, then shape, then dtype kind, then values. Nothing is ever broadcast.
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import numpy as np
from msgspec import Struct

from grader.protocol.packed import Opaque
from grader.protocol.values import ModelData
from grader.report import Evidence, Picture, Status
from grader.suite.answer import Answer
from grader.suite.show import MAX_SIDE, describe, kind, number, picture
from grader.suite.verdict import Verdict

RTOL = 1e-6
ATOL = 1e-9


class Tolerance(Struct, frozen=True):
    """A value may be off by `max(absolute, relative * abs(expected))`."""

    relative: float
    absolute: float
    exact_dtype: bool

    def __str__(self) -> str:
        return f"{self.relative:g} relative or {self.absolute:g} absolute"


class Mismatch(Struct, frozen=True):
    """Why a value is not the expected one; `at` is the path and index of the first difference."""

    text: str
    got: Any
    expected: Any
    differs: np.ndarray | None = None


def same(
    answer: Answer,
    expected: Any,
    *,
    rtol: float = RTOL,
    atol: float = ATOL,
    exact_dtype: bool = False,
) -> None:
    """The call returned `expected`: in type, shape, dtype kind (or dtype) and value.

    A float may be an `np.float64`, an int any NumPy integer. NaN equals NaN. A value may be off
    by `max(atol, rtol * abs(expected))`.
    """
    tolerance = Tolerance(rtol, atol, exact_dtype)
    mismatch = next(_mismatches(answer.value, expected, tolerance, "the result"), None)
    if mismatch is not None:
        _fail(answer, mismatch)


def refused(answer: Answer) -> None:
    """The call raised `ValueError`, as a bad argument demands."""
    if answer.raised is None:
        text = f"{answer.call} returned {describe(answer.returned)}, but must raise ValueError."
        raise Verdict(Status.FAILED, text, answer.evidence(picture(answer.returned)))
    if "ValueError" in answer.raised.kinds:
        return
    try:
        _ = answer.value
    except Verdict as verdict:
        text = f"{answer.call} must raise ValueError, but: {verdict.message}."
        raise Verdict(verdict.status, text, verdict.evidence) from None


def unchanged(answer: Answer) -> None:
    """The call left its arguments as they were."""
    after = answer.arguments
    if len(after) != len(answer.args):
        raise Verdict(Status.CRASHED, "The arguments of the call did not come back.")
    exact = Tolerance(0.0, 0.0, exact_dtype=True)
    for i, (now, before) in enumerate(zip(after, answer.args, strict=True), 1):
        for mismatch in _mismatches(now, before, exact, f"argument {i} after the call"):
            _fail(answer, mismatch, "The function modifies its input: ")


def require(condition: bool, answer: Answer, message: str) -> None:
    """Ends the check with `message` unless `condition` holds for `answer`."""
    got = answer.value
    if not condition:
        text = f"{answer.call}: {message}"
        raise Verdict(Status.FAILED, text, answer.evidence(picture(got), difference=message))


def _fail(answer: Answer, mismatch: Mismatch, prefix: str = "") -> None:
    text = f"{answer.call}: {prefix}{mismatch.text}"
    raise Verdict(Status.FAILED, text, _evidence(answer, mismatch, prefix))


def _evidence(answer: Answer, mismatch: Mismatch, prefix: str) -> Evidence:
    got, expected = _pictures(mismatch)
    return answer.evidence(got, expected, f"{prefix}{mismatch.text}")


def _pictures(mismatch: Mismatch) -> tuple[Picture, Picture]:
    if mismatch.differs is None:
        return picture(mismatch.got), picture(mismatch.expected)
    at = tuple(int(i) for i in np.argwhere(mismatch.differs)[0])
    differs = _plane(mismatch.differs, at)
    got, expected = _plane(mismatch.got, at), _plane(mismatch.expected, at)
    marks = tuple((int(row), int(column)) for row, column in np.argwhere(differs))
    digits = _digits(got[differs], expected[differs])
    place = _slice_name(mismatch.got.ndim, at)
    return (
        _marked(picture(got, digits=digits), kind(mismatch.got) + place, marks),
        _marked(picture(expected, digits=digits), kind(mismatch.expected) + place, marks),
    )


def _marked(shown: Picture, title: str, marks: tuple[tuple[int, int], ...]) -> Picture:
    return Picture(title, shown.cells, marks if shown.cells else ())


def _plane(array: np.ndarray, at: tuple[int, ...]) -> np.ndarray:
    """The rows and columns of `array` that index `at` lies in; later axes are channels."""
    index: tuple[slice | int, ...] = (slice(None), slice(None), *at[2:])
    return array[index] if array.ndim > 2 else np.atleast_2d(array)


def _slice_name(ndim: int, at: tuple[int, ...]) -> str:
    return f", the slice [:, :, {', '.join(map(str, at[2:]))}]" if ndim > 2 else ""


def _digits(got: np.ndarray, expected: np.ndarray) -> int:
    """As many digits as it takes to tell the differing cells apart."""
    pairs = list(zip(got.ravel(), expected.ravel(), strict=True))[: MAX_SIDE**2]
    for digits in (4, 6, 8, 12):
        if all(number(a, digits) != number(b, digits) for a, b in pairs):
            return digits
    return 17


def _mismatches(got: Any, expected: Any, tolerance: Tolerance, name: str) -> Iterator[Mismatch]:
    match expected:
        case ModelData():
            return  # a model that was passed on is described by nothing that could be compared
        case np.ndarray():
            yield from _array_mismatches(got, expected, tolerance, name)
        case bool() | str() | None:
            if type(got) is not type(expected) or got != expected:
                yield _wrong(name, got, expected)
        case int() | np.integer():
            if not _is_int(got) or int(got) != int(expected):
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


def _is_int(value: Any) -> bool:
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool)


def _float_mismatches(
    got: Any, expected: Any, tolerance: Tolerance, name: str
) -> Iterator[Mismatch]:
    if not isinstance(got, float):  # an np.float64 is a float
        yield _wrong_type(name, got, expected)
    elif _differs(np.array(got), np.array(expected), tolerance).any():
        digits = _digits(np.array([got]), np.array([expected]))
        text = f"{name} is {number(got, digits)}, expected {number(expected, digits)}"
        yield Mismatch(f"{text} (tolerance {tolerance})", got, expected)


def _sequence_mismatches(
    got: Any, expected: Any, tolerance: Tolerance, name: str
) -> Iterator[Mismatch]:
    if type(got) is not type(expected):
        yield _wrong_type(name, got, expected)
        return
    missing = Opaque("nothing")
    for i, (one, other) in enumerate(zip_longest(got, expected, fillvalue=missing)):
        if one is missing or other is missing:
            text = f"{name} has {len(got)} entries, expected {len(expected)}"
            yield Mismatch(text, got, expected)
            return
        for mismatch in _mismatches(one, other, tolerance, f"entry {i}"):
            yield Mismatch(f"{mismatch.text} in {name}", got, expected)


def _dict_mismatches(
    got: Any, expected: dict[Any, Any], tolerance: Tolerance, name: str
) -> Iterator[Mismatch]:
    if not isinstance(got, dict):
        yield _wrong_type(name, got, expected)
    elif set(got) != set(expected):
        text = f"{name} has the keys {sorted(map(str, got))}, expected {sorted(map(str, expected))}"
        yield Mismatch(text, got, expected)
    else:
        for key, value in expected.items():
            yield from _mismatches(got[key], value, tolerance, f"entry {key!r}")


def _array_mismatches(
    got: Any, expected: np.ndarray, tolerance: Tolerance, name: str
) -> Iterator[Mismatch]:
    if not isinstance(got, np.ndarray):
        yield _wrong_type(name, got, expected)
    elif got.shape != expected.shape:
        text = f"{name} has the shape {got.shape}, expected {expected.shape}"
        yield Mismatch(text, got, expected)
    elif wrong := _dtype_mismatch(got.dtype, expected.dtype, tolerance):
        yield Mismatch(f"{name} has the dtype {wrong}", got, expected)
    else:
        differs = _differs(got, expected, tolerance)
        if differs.any():
            text = f"{name} {_first_difference(got, expected, differs)}"
            yield Mismatch(f"{text} (tolerance {tolerance})", got, expected, differs)


def _dtype_mismatch(got: np.dtype, expected: np.dtype, tolerance: Tolerance) -> str:
    wrong = got != expected if tolerance.exact_dtype else got.kind != expected.kind
    return f"{got}, expected {expected}" if wrong else ""


def _differs(got: np.ndarray, expected: np.ndarray, tolerance: Tolerance) -> np.ndarray:
    """Where two arrays of one shape differ by more than is allowed."""
    if expected.dtype.kind not in "fc":
        return np.asarray(got != expected)
    with np.errstate(all="ignore"):
        allowed = np.maximum(tolerance.absolute, tolerance.relative * np.abs(expected))
        close = np.abs(got - expected) <= np.where(np.isfinite(expected), allowed, 0.0)
    both_nan = np.isnan(got) & np.isnan(expected)
    return np.asarray(~(close | both_nan | (got == expected)))


def _first_difference(got: np.ndarray, expected: np.ndarray, differs: np.ndarray) -> str:
    at = tuple(int(i) for i in np.argwhere(differs)[0])
    digits = _digits(got[at].reshape(1), expected[at].reshape(1))
    index = ", ".join(map(str, at))
    count = int(differs.sum())
    more = f"; {count} of {differs.size} cells differ" if differs.size > 1 else ""
    values = f"is {number(got[at], digits)}, expected {number(expected[at], digits)}"
    return f"at [{index}] {values}{more}" if at else values


def _wrong(name: str, got: Any, expected: Any) -> Mismatch:
    return Mismatch(f"{name} is {describe(got)}, expected {describe(expected)}", got, expected)


def _wrong_type(name: str, got: Any, expected: Any) -> Mismatch:
    wanted = _wanted(expected)
    return Mismatch(f"{name} is {describe(got)}, expected {wanted}", got, expected)


def _wanted(expected: Any) -> str:
    if isinstance(expected, np.ndarray):
        return f"a NumPy array, {expected.dtype} {expected.shape}"
    return f"a {type(expected).__name__}"
