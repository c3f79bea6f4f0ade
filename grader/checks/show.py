"""Values and calls as text for people."""

import re
from collections.abc import Iterator
from itertools import islice
from reprlib import Repr
from typing import Any

import numpy as np

from grader.language import _
from grader.records.report import Picture
from grader.sandbox.wire.packed import Opaque
from grader.sandbox.wire.values import ModelData
from grader.text import shortened

MAX_SIDE = 10
INLINE_CELLS = 4
MAX_PARTS = 8

_BRIEF = Repr()  # a long list must not cost more to show than a short one
_BRIEF.maxlist = _BRIEF.maxtuple = _BRIEF.maxdict = 12
_BRIEF.maxstring = _BRIEF.maxother = 200


def kind(array: np.ndarray) -> str:
    """An array's dtype and shape, such as `float64 (3, 4)`."""
    return f"{array.dtype} {array.shape}"


MANY_BITS = 4000


def number(value: Any, digits: int = 4) -> str:
    """A cell's value in few characters."""
    if isinstance(value, (float, np.floating)):
        return f"{value:.{digits}g}"
    if isinstance(value, int) and value.bit_length() > MANY_BITS:  # Python refuses to write it
        return f"{'-' if value < 0 else ''}2**{value.bit_length() - 1}..."
    return str(value)


def inline(value: Any) -> bool:
    """Whether a value is short enough to stand in the text of a call."""
    return not isinstance(value, np.ndarray) or value.size <= INLINE_CELLS


def describe(value: Any) -> str:
    """A value in a few words: the value itself if short, else its type and size."""
    match value:
        case np.ndarray():
            if 0 < value.size <= INLINE_CELLS:
                text = _("{kind} array {numbers}")
                return text.format(kind=kind(value), numbers=_flat(value))
            return _("a {kind} array").format(kind=kind(value))
        case ModelData():
            chain = shortened(" -> ".join(value.layers), 300)
            return _("a model of {layers}").format(layers=chain) if chain else _("a model")
        case Opaque():
            return shortened(str(value), 300)
        case None:
            return "None"
        case bool() | int() | float() | np.generic():
            return f"{type(value).__name__} {number(value, 10)}"
        case _:
            return f"{type(value).__name__} {shortened(_BRIEF.repr(value), 120)}"


def call_text(function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """A call as one would write it, with long arrays as dtype and shape."""
    shown = [_argument(arg) for arg in args]
    shown += [f"{name}={_argument(arg)}" for name, arg in kwargs.items()]
    return f"{function}({', '.join(shown)})"


def picture(value: Any, title: str = "", digits: int = 4) -> Picture:
    """A value to be looked at: its cells if it is a small array, else a description."""
    shown = kind(value) if isinstance(value, np.ndarray) and not inline(value) else describe(value)
    name = f"{title}: {shown}" if title else shown
    rows = np.atleast_2d(value) if isinstance(value, np.ndarray) else np.zeros((0, 0))
    if rows.ndim != 2 or rows.size == 0 or max(rows.shape) > MAX_SIDE:
        return Picture(name)
    cells = tuple(tuple(number(cell, digits) for cell in row) for row in rows)
    return Picture(name, cells, values=_values(rows))


def planes(array: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """The first rows-and-columns of an array, each with its place; later axes are channels."""
    if array.ndim < 3:
        yield "", np.atleast_2d(array)
        return
    for at in islice(np.ndindex(array.shape[2:]), MAX_PARTS):
        yield f"[:, :, {', '.join(map(str, at))}]", array[(slice(None), slice(None), *at)]


def parts(value: Any) -> tuple[Picture, ...]:
    """A value to be looked at: of an array with channels each slice, of a dict or a list of arrays
    each entry."""
    if isinstance(value, np.ndarray) and value.ndim > 2 and value.size:
        shown = tuple(
            Picture(place, each.cells, values=each.values)
            for place, plane in planes(value)
            if (each := picture(plane)).cells
        )
        return (picture(value), *shown)
    entries: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        entries = list(value.items())
    elif isinstance(value, list):
        entries = list(enumerate(value))
    if not any(isinstance(each, np.ndarray) for _key, each in entries):
        return (picture(value),)
    return tuple(
        picture(each, f"[{shortened(repr(key), 40)}]") for key, each in entries[:MAX_PARTS]
    )


def _values(rows: np.ndarray) -> tuple[tuple[float, ...], ...]:
    if rows.dtype.kind not in "iuf":
        return ()
    with np.errstate(invalid="ignore"):
        return tuple(tuple(row) for row in rows.astype(np.float64).tolist())


def _argument(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return _flat(value) if inline(value) else f"{value.dtype} {value.shape}"
    if isinstance(value, ModelData):
        return "model"
    if isinstance(value, (float, np.generic)):
        return number(value, 6)
    if isinstance(value, list) and any(isinstance(item, np.ndarray) for item in value):
        return f"[{', '.join(_argument(item) for item in value)}]"
    return shortened(_BRIEF.repr(value), 60)


def _flat(array: np.ndarray) -> str:
    return re.sub(r"\s+", " ", np.array2string(array, precision=4, separator=", "))
