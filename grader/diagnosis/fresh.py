"""The same kind of arguments with other numbers, or of other sizes."""

from collections.abc import Callable
from typing import Any

import numpy as np


def fresh(value: Any, rng: np.random.Generator) -> Any:
    """Arguments whose arrays and floats are drawn anew; sizes and words stay."""
    if isinstance(value, np.ndarray) and value.ndim > 0:
        return _fresh_array(value, value.shape, rng)
    if isinstance(value, (list, tuple)) and has_arrays(value):
        return type(value)(fresh(item, rng) for item in value)
    if isinstance(value, float):
        return float(np.round(rng.normal() + 2.0, 3))
    return value


def resized(arguments: tuple[Any, ...], rng: np.random.Generator) -> tuple[Any, ...]:
    """Fresh arguments of other sizes: what was equal stays equal, what was 0 or 1 stays that.

    They need not fit each other.
    """
    sizes = sorted({abs(size) for each in arguments for size in _sizes(each)})
    small = [size for size in sizes if 1 < size < 5]
    large = [size for size in sizes if size >= 5]
    others = np.sort(rng.permutation(np.arange(5, max(large, default=5) + 3))[: len(large)])
    drawn = dict(zip(small, rng.permutation([2, 3, 4])[: len(small)].tolist(), strict=True))
    drawn |= dict(zip(large, others.tolist(), strict=True))
    return tuple(_resized(each, lambda size: drawn.get(size, size), rng) for each in arguments)


def has_arrays(value: Any) -> bool:
    """Whether there is an array among the arguments."""
    if isinstance(value, (list, tuple)):
        return any(has_arrays(each) for each in value)
    return isinstance(value, np.ndarray)


def _sizes(value: Any) -> list[int]:
    if isinstance(value, (list, tuple)):
        return [size for each in value for size in _sizes(each)]
    if isinstance(value, np.ndarray):
        return list(value.shape)
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    return [int(value)] if whole else []


def _resized(value: Any, other: Callable[[int], int], rng: np.random.Generator) -> Any:
    if isinstance(value, (list, tuple)):
        return type(value)(_resized(each, other, rng) for each in value)
    if isinstance(value, np.ndarray) and value.ndim > 0:
        return _fresh_array(value, tuple(map(other, value.shape)), rng)
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        size = other(abs(int(value)))
        return type(value)(size if value > 0 else -size)
    return fresh(value, rng)


def _fresh_array(array: np.ndarray, shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    if array.dtype.kind in "iu":
        info = np.iinfo(array.dtype)
        low, high = max(info.min, -10_000), min(info.max, 10_000)
        drawn = rng.integers(low, high, size=shape, endpoint=True).astype(array.dtype)
    else:
        drawn = rng.normal(size=shape).astype(array.dtype)
    return np.asarray(drawn, order="F" if array.flags.f_contiguous else "C")
