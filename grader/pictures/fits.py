"""Fits: functions that check and convert an answer, so that a picture can be made of it.

A fit takes the value that a student's function gave and returns what is drawn. It raises `Unfit`,
with what was expected, where that is something else. Whether the numbers are right is not asked.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import numpy as np

from grader.checks import ModelData
from grader.language import _

T = TypeVar("T")
Fit = Callable[[Any], T]

MAX_SIDE = 200
MAX_ENTRIES = 200


class Unfit(Exception):
    """A value cannot be drawn. The text says what was expected."""


def array(*shape: int | None) -> Fit[np.ndarray]:
    """A float64 array of real numbers; None stands for any number from 1 to `MAX_SIDE`."""
    sizes = str(shape).replace("None", _("any"))

    def fit(value: Any) -> np.ndarray:
        if not isinstance(value, np.ndarray) or value.dtype.kind not in "biuf":
            text = _("an array of real numbers with the shape {shape}")
            raise Unfit(text.format(shape=sizes))
        if value.ndim != len(shape) or any(
            want not in (None, got) for want, got in zip(shape, value.shape, strict=True)
        ):
            raise Unfit(_("the shape {shape}").format(shape=sizes))
        if not 0 < min(value.shape) <= max(value.shape) <= MAX_SIDE:
            raise Unfit(_("1 to {most} entries in each direction").format(most=MAX_SIDE))
        return value.astype(np.float64)

    return fit


def entries(keys: Iterable[str], fit: Fit[T]) -> Fit[dict[str, T]]:
    """A dict with these keys, and in each what `fit` makes of it."""
    names = tuple(keys)

    def fit_all(value: Any) -> dict[str, T]:
        if not isinstance(value, dict) or not set(names) <= set(value):
            raise Unfit(_("a dict with the keys {keys}").format(keys=", ".join(names)))
        try:
            return {name: fit(value[name]) for name in names}
        except Unfit as unfit:
            raise Unfit(_("in each entry {what}").format(what=unfit)) from None

    return fit_all


def whole(value: Any) -> int:
    """A whole number."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise Unfit(_("a whole number"))
    return int(value)


def real(value: Any) -> float:
    """A number."""
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise Unfit(_("a number"))
    return float(value)


def integers(value: Any) -> tuple[int, ...]:
    """A list of whole numbers that is not too long."""
    if not isinstance(value, list) or not 0 < len(value) <= MAX_ENTRIES:
        raise Unfit(_("a list of 1 to {most} whole numbers").format(most=MAX_ENTRIES))
    return tuple(whole(entry) for entry in value)


def model(value: Any) -> ModelData:
    """A Keras model."""
    if not isinstance(value, ModelData):
        raise Unfit(_("a Keras model"))
    return value
