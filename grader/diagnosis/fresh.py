"""The same kind of arguments with other numbers."""

from typing import Any

import numpy as np


def fresh(value: Any, rng: np.random.Generator) -> Any:
    """Arguments whose arrays and floats are drawn anew; sizes and words stay."""
    if isinstance(value, np.ndarray) and value.ndim > 0:
        return _fresh_array(value, rng)
    if isinstance(value, (list, tuple)) and has_arrays(value):
        return type(value)(fresh(item, rng) for item in value)
    if isinstance(value, float):
        return float(np.round(rng.normal() + 2.0, 3))
    return value


def has_arrays(value: Any) -> bool:
    """Whether there is an array among the arguments."""
    if isinstance(value, (list, tuple)):
        return any(has_arrays(each) for each in value)
    return isinstance(value, np.ndarray)


def _fresh_array(array: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    if array.dtype.kind in "iu":
        info = np.iinfo(array.dtype)
        low, high = max(info.min, -10_000), min(info.max, 10_000)
        fresh = rng.integers(low, high, size=array.shape, endpoint=True).astype(array.dtype)
    else:
        fresh = rng.normal(size=array.shape).astype(array.dtype)
    return np.asarray(fresh, order="F" if array.flags.f_contiguous else "C")
