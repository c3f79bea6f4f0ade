"""Mistakes that any function can be written with, read off the value that came back."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from grader.checks import Answer
from grader.checks.mismatch import Tolerance, agree
from grader.checks.verdict import Value
from grader.sandbox.wire.packed import Opaque

SENTENCES = {
    "nothing-returned": "The function returns nothing (None); it needs a return at its end.",
    "printed-not-returned": "The function prints its result, but returns nothing.",
    "input-modified": "The function writes into an argument that belongs to the caller; "
    "work on a copy.",
    "list-for-array": "The numbers are in a list (or tuple); a NumPy array is asked for.",
    "array-for-list": "The numbers are in an array or tuple; a list is asked for.",
    "array-for-number": "The result is an array that holds a single number; the number itself is "
    "asked for.",
    "float-for-integer": "The value is right, but it is a float; a whole number is asked for.",
    "integer-for-float": "The value is right, but it is an integer; a float is asked for.",
    "float32-result": "The numbers are right, but their dtype is float32; float64 is asked for.",
    "wrong-dtype": "The numbers are right, but they have the wrong dtype.",
    "rounded": "The numbers are rounded or cut off to whole ones; keep the fractions.",
    "rows-and-columns-swapped": "The result is right but transposed: rows and columns are swapped.",
    "extra-axis": "The numbers are right, but the result has an axis of length 1 too many or too "
    "few.",
    "sign-turned": "All numbers are right but for their sign.",
    "all-zeros": "The result holds nothing but zeros, as if nothing were ever written into it.",
    "earlier-result": "This is the result of an earlier call with other arguments; something is "
    "kept between calls.",
}


def of_form(answer: Answer, expected: Value) -> str:
    """The id of what makes another form of the right numbers, else nothing."""
    got, wanted, tolerance = answer.returned, expected.value, expected.tolerance
    if got is None:
        return "printed-not-returned" if answer.printed.strip() else "nothing-returned"
    if isinstance(wanted, np.ndarray):
        return _of_array(got, wanted, tolerance)
    if isinstance(wanted, list):
        return _of_list(got, wanted, tolerance)
    return _of_number(got, wanted, tolerance)


def of_values(answer: Answer, expected: Value, earlier: Iterable[Answer]) -> str:
    """The id of what other numbers show that no known mistake makes, else nothing."""
    got, wanted = answer.returned, expected.value
    arrays = isinstance(got, np.ndarray) and isinstance(wanted, np.ndarray)
    if arrays and got.dtype.kind in "biuf" and _zeros(got, wanted):
        return "all-zeros"
    return _of_earlier(answer, expected.tolerance, earlier)


def _of_array(got: Any, wanted: np.ndarray, tolerance: Tolerance) -> str:
    if isinstance(got, (list, tuple)):
        return "list-for-array" if _same_numbers(_array(got), wanted, tolerance) else ""
    if not isinstance(got, np.ndarray) or got.dtype.kind not in "biuf":
        return ""
    if _same_numbers(got, wanted, tolerance):
        return "float32-result" if got.dtype == np.float32 else "wrong-dtype"
    return next((id for id, shows in _ARRAYS.items() if shows(got, wanted, tolerance)), "")


def _of_list(got: Any, wanted: list[Any], tolerance: Tolerance) -> str:
    row = isinstance(got, (tuple, range)) or (isinstance(got, np.ndarray) and got.ndim == 1)
    if row and agree(list(got), wanted, tolerance):
        return "array-for-list"
    if isinstance(got, Opaque) and got.kind.partition("(")[0] in ("generator", "map"):
        return "array-for-list"
    whole = isinstance(got, list) and len(got) == len(wanted)
    if whole and all(isinstance(each, float) for each in got) and got == wanted:
        return "float-for-integer"
    return ""


def _of_number(got: Any, wanted: Any, tolerance: Tolerance) -> str:
    if isinstance(wanted, bool) or not isinstance(wanted, (int, float, np.number)):
        return ""
    if isinstance(got, np.ndarray) and got.size == 1:
        single = got.reshape(-1)[0]
        return "array-for-number" if _close(single, wanted, tolerance) else ""
    if isinstance(got, (bool, Opaque)) or not isinstance(got, (int, float, np.number)):
        return ""
    if _close(got, wanted, tolerance):
        if isinstance(got, np.floating) and isinstance(wanted, float):
            return "float32-result"
        return "integer-for-float" if isinstance(wanted, float) else "float-for-integer"
    if wanted != 0 and _close(-float(got), wanted, tolerance):
        return "sign-turned"
    cut = isinstance(got, int) and wanted != int(wanted)
    return "rounded" if cut and got in (int(wanted), round(float(wanted))) else ""


def _of_earlier(answer: Answer, tolerance: Tolerance, earlier: Iterable[Answer]) -> str:
    # A short answer can be equal by chance.
    if not isinstance(answer.returned, np.ndarray) or np.unique(answer.returned).size < 3:
        return ""
    for before in earlier:
        other = before is not answer and before.raised is None
        if (
            other
            and not _equal(before.args, answer.args)
            and agree(answer.returned, before.returned, tolerance)
        ):
            return "earlier-result"
    return ""


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        pairs = zip(one, other, strict=False)
        return len(one) == len(other) and all(_equal(a, b) for a, b in pairs)
    return bool(np.array_equal(one, other))


def _array(got: Any) -> np.ndarray:
    try:
        return np.asarray(got)
    except ValueError:  # rows of different length
        return np.zeros(0)


def _same_numbers(got: np.ndarray, wanted: np.ndarray, tolerance: Tolerance) -> bool:
    if got.shape != wanted.shape or got.dtype.kind not in "biuf":
        return False
    loose = Tolerance(max(tolerance.relative, 1e-5), max(tolerance.absolute, 1e-5), False)
    return agree(got.astype(np.float64), wanted.astype(np.float64), loose)


def _close(got: Any, wanted: Any, tolerance: Tolerance) -> bool:
    return _same_numbers(np.asarray(got).reshape(1), np.asarray(wanted).reshape(1), tolerance)


def _transposed(got: np.ndarray, wanted: np.ndarray, tolerance: Tolerance) -> bool:
    if wanted.ndim < 2 or got.ndim != wanted.ndim or min(wanted.shape[:2]) < 2:
        return False
    return _same_numbers(got.swapaxes(0, 1), wanted, tolerance)


def _reshaped(got: np.ndarray, wanted: np.ndarray, tolerance: Tolerance) -> bool:
    return got.ndim != wanted.ndim and _same_numbers(got.squeeze(), wanted.squeeze(), tolerance)


def _turned(got: np.ndarray, wanted: np.ndarray, tolerance: Tolerance) -> bool:
    with np.errstate(invalid="ignore"):
        return bool(wanted.any()) and _same_numbers(-got.astype(np.float64), wanted, tolerance)


def _zeros(got: np.ndarray, wanted: np.ndarray) -> bool:
    return got.shape == wanted.shape and wanted.size > 1 and bool(wanted.any()) and not got.any()


def _rounded(got: np.ndarray, wanted: np.ndarray, tolerance: Tolerance) -> bool:
    if wanted.dtype.kind != "f" or not np.isfinite(wanted).all() or not got.any():
        return False
    if _same_numbers(np.round(wanted), wanted, tolerance):
        return False
    whole = (np.trunc(wanted), np.round(wanted), np.floor(wanted))
    return any(_same_numbers(got, each, tolerance) for each in whole)


_ARRAYS: dict[str, Callable[[np.ndarray, np.ndarray, Tolerance], bool]] = {
    "rows-and-columns-swapped": _transposed,
    "extra-axis": _reshaped,
    "sign-turned": _turned,
    "rounded": _rounded,
}
