"""A call as a line of Python that makes the same call once more, where that is short enough."""

from typing import Any

import numpy as np

MAX_LINE = 400  # characters, five lines of a terminal
_USUAL = ("bool", "int64", "float64")  # what np.array makes of Python's own numbers
_WORDS = {"nan": "np.nan", "inf": "np.inf", "-inf": "-np.inf"}


def python_call(function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """Returns the line; empty where it would be long, or an argument cannot be written."""
    try:
        written = [_written(arg) for arg in args]
        written += [f"{name}={_written(arg)}" for name, arg in kwargs.items()]
    except _CannotWriteError:
        return ""
    line = f"{function}({', '.join(written)})"
    return line if len(line) <= MAX_LINE else ""


class _CannotWriteError(Exception):
    """A value has no short text that Python reads."""


def _written(value: Any) -> str:
    match value:
        case np.ndarray():
            return _array(value)
        case np.generic():
            return f"np.{value.dtype.name}({_number(value)})"
        case float():
            return _WORDS.get(repr(value), repr(value))
        case None | bool() | int() | str():
            return repr(value) if len(str(value)) <= MAX_LINE else _cannot()
        case list():
            return f"[{_entries(value)}]"
        case tuple():
            return f"({_entries(value)}{',' if len(value) == 1 else ''})"
        case _:
            return _cannot()


def _entries(values: list[Any] | tuple[Any, ...]) -> str:
    if len(values) > MAX_LINE:
        return _cannot()
    return ", ".join(map(_written, values))


def _array(array: np.ndarray) -> str:
    if array.dtype.kind not in "biuf":
        return _cannot()
    name = array.dtype.name
    dtype = f", dtype=np.{name}"
    first = array.flat[0] if array.size else 0
    if array.size != 1 and bool((array == first).all()):
        if not first:
            return f"np.zeros({array.shape}{'' if name == 'float64' else dtype})"
        return f"np.full({array.shape}, {_number(first)}{'' if name in _USUAL else dtype})"
    if array.size > MAX_LINE // 2:
        return _cannot()
    return f"np.array({_nested(array)}{'' if name in _USUAL else dtype})"


def _nested(array: np.ndarray) -> str:
    if array.ndim == 0:
        return _number(array[()])
    return f"[{', '.join(_nested(each) for each in array)}]" if array.ndim > 1 else _row(array)


def _row(row: np.ndarray) -> str:
    return f"[{', '.join(_number(each) for each in row)}]"


def _number(value: Any) -> str:
    text = str(value)  # the shortest that is read as the same number
    return _WORDS.get(text, text)


def _cannot() -> str:
    raise _CannotWriteError
