"""A short summary of an outcome: equal outcomes have equal ones, up to the order of summation.

Thousands of outcomes are compared by it at once, and it can be handed out: nothing of the
outcome can be had back from it.
"""

import math
import zlib
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
import numpy as np

from grader.diagnosis.worked import Failure
from grader.sandbox.wire.packed import Opaque
from grader.sandbox.wire.values import pack

CLOSE = 2e-6  # of the size of what is summed up
HUGE = 10**300  # no float
NAN, INF = 73.3, 911.9  # what stands for them in a sum
FAILED = 1 << 31  # the bit of a form that exceptions have, and nothing else


class Sketch(NamedTuple):
    """`form` tells types, shapes and texts apart, `number` values."""

    form: int
    number: float


class Table:
    """The sketches of many outcomes, to be searched for those that are like another outcome."""

    def __init__(self, forms: np.ndarray, numbers: np.ndarray) -> None:
        self.forms = forms
        self.numbers = numbers

    def like(self, outcome: Any) -> np.ndarray:
        """The places of those that are like this outcome."""
        form, number = sketch(outcome)
        near = np.abs(self.numbers - number) <= _allowed(outcome)
        return np.flatnonzero(near & (self.forms == form))


def table(outcomes: list[Any]) -> Table:
    """The table of these outcomes, in their order."""
    drawn = [sketch(each) for each in outcomes]
    return Table(
        np.array([form for form, _ in drawn], dtype=np.uint32),
        np.array([number for _, number in drawn], dtype=np.float64),
    )


def sketch(outcome: Any) -> Sketch:
    """The summary of a value or a `Failure`: of numbers by their shape, not by their type."""
    if isinstance(outcome, np.ndarray) and outcome.dtype.kind in "biuf":
        return _of_array(outcome)
    if isinstance(outcome, Failure):
        return Sketch(_checksum(f"{outcome.kind}: {outcome.text}") | FAILED, 0.0)
    if isinstance(outcome, Opaque):
        return _of_text("opaque", outcome.kind)
    if isinstance(outcome, (bool, np.bool_, str)) or outcome is None:
        return _of_text(type(outcome).__name__, str(outcome))
    if isinstance(outcome, int) and abs(outcome) > HUGE:
        return _of_text("int", hex(outcome))
    if (numbers := _numbers(outcome)) is not None:
        return _of_array(numbers)
    return _of_many(outcome)


def _numbers(outcome: Any) -> np.ndarray | None:
    """Numbers, and lists of them, as an array; None for what is none."""
    try:
        array = np.asarray(outcome)
    except (ValueError, OverflowError):  # rows of different length
        return None
    return array if array.dtype.kind in "iuf" else None


def _of_many(outcome: Any) -> Sketch:
    """Of a list or tuple, item by item; of anything else, by all that crosses of it."""
    if isinstance(outcome, (list, tuple)):
        drawn = [sketch(each) for each in outcome]
        values = np.array([number for _, number in drawn], dtype=np.float64)
        return _of_array(values, tuple(form for form, _ in drawn))
    try:
        return _of_text(type(outcome).__name__, str(msgspec.msgpack.encode(pack(outcome))))
    except (TypeError, ValueError):
        return _of_text(type(outcome).__name__, "")


def _of_text(kind: str, text: str) -> Sketch:
    return Sketch(_checksum(f"{kind} {text}"), 0.0)


def _of_array(array: np.ndarray, forms: tuple[int, ...] = ()) -> Sketch:
    flat = array.astype(np.float64).ravel()
    number = float(flat @ _weights(flat.size))
    if not math.isfinite(number):
        number = float(_finite(flat) @ _weights(flat.size))
    return Sketch(_form(array.shape, forms), number)


@lru_cache(maxsize=1000)
def _form(shape: tuple[int, ...], forms: tuple[int, ...]) -> int:
    return _checksum(repr((shape, forms)))


def _checksum(text: str) -> int:
    return zlib.crc32(text.encode()) & ~FAILED


def _allowed(outcome: Any) -> float:
    """How far the number of a sketch may be off."""
    if isinstance(outcome, int) and abs(outcome) > HUGE:
        return 1e-9
    numbers = None if isinstance(outcome, (Failure, Opaque)) else _numbers(outcome)
    if numbers is None:
        several = isinstance(outcome, (list, tuple))
        return sum(_allowed(each) for each in outcome) + 1e-9 if several else 1e-9
    flat = _finite(numbers.ravel().astype(np.float64))
    return CLOSE * float(np.abs(flat).sum()) + 1e-9


def _finite(numbers: np.ndarray) -> np.ndarray:
    finite: np.ndarray = np.nan_to_num(numbers, nan=NAN, posinf=INF, neginf=-INF)
    return finite


@lru_cache(maxsize=1000)
def _weights(count: int) -> np.ndarray:
    """Numbers from 0.5 to 1.5 without a pattern, the same everywhere."""
    fractions: np.ndarray = np.modf(np.sqrt(np.arange(2.0, count + 2.0)) * 977.0)[0]
    return fractions + 0.5
