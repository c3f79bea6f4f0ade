"""Makes the panels of a scene; what is missing becomes an empty frame."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from msgspec.structs import replace

from grader.language import _
from grader.pictures.stage import Missing
from grader.records.scene import Cells, Chart, Curve, Empty, Numbers, Panel, Pixels, Scene, Stamps

LARGEST = 1e100  # so far, sums and quotients stay numbers


def picture(
    title: str,
    values: np.ndarray | Missing,
    high: float | None = None,
    stamps: Stamps | Missing | None = None,
    caption: bool = True,
) -> Panel:
    """A picture of (H, W) real numbers; `high` is shown brightest, by default the largest.

    `stamps` are drawn over it. The caption gives the size and the range of the numbers.
    """
    if isinstance(values, Missing):
        return Empty(title, values.function, values.why)
    if isinstance(stamps, Missing):
        return Empty(title, stamps.function, stamps.why)
    low, high = _range(values, high)
    text = _caption(values) if caption else ""
    return Pixels(title, _cells(values), low, high, text, stamps)


def numbers(title: str, values: np.ndarray | Missing, high: float | None = None) -> Panel:
    """A grid of (H, W) real numbers to be read; `high` as in `picture`."""
    if isinstance(values, Missing):
        return Empty(title, values.function, values.why)
    return Numbers(title, _cells(values), *_range(values, high))


def chart(
    title: str, curves: Sequence[Curve] | Missing, steps: str, high: float | None = None
) -> Panel:
    """Curves over `steps`, from 0 up to `high`, by default their largest value."""
    if isinstance(curves, Missing):
        return Empty(title, curves.function, curves.why)
    values = np.array([value for curve in curves for value in curve.values])
    low, high = _range(values, high)
    within = tuple(replace(curve, values=_within(curve.values)) for curve in curves)
    return Chart(title, within, low, high, steps)


def _within(values: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(np.clip(values, -LARGEST, LARGEST).tolist())


def join(scene: Scene) -> Scene:
    """Joins neighbouring empty frames of a scene into one where they have one reason."""
    panels: list[Panel] = []
    for _numbers, group in groupby(enumerate(scene.panels), _cause):
        alike = [panel for _number, panel in group]
        title = ", ".join(panel.title for panel in alike)
        panels.append(replace(alike[0], title=title))
    return replace(scene, panels=tuple(panels))


def _cause(numbered: tuple[int, Panel]) -> tuple[int | str, str]:
    number, panel = numbered
    return (panel.function, panel.why) if isinstance(panel, Empty) else (number, "")


def _cells(values: np.ndarray) -> Cells:
    return tuple(tuple(row) for row in (values.astype(np.float64) + 0.0).tolist())  # no -0


def _range(values: np.ndarray, high: float | None) -> tuple[float, float]:
    """From 0, or from as far below it as `high` is above where there are negative numbers."""
    finite = values[np.isfinite(values)].astype(np.float64)
    largest = float(np.abs(finite).max(initial=0.0)) if high is None else float(high)
    largest = min(largest, LARGEST) if largest > 1 / LARGEST else 1.0
    return (-largest if (finite < 0).any() else 0.0), largest


def _caption(values: np.ndarray) -> str:
    height, width = values.shape
    size = f"{height} x {width}"
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return _("{size}, no numbers").format(size=size)
    low, high = float(finite.min()) + 0.0, float(finite.max()) + 0.0
    if low == high:
        return _("{size}, all {value:.4g}").format(size=size, value=low)
    return _("{size}, {low:.4g} to {high:.4g}").format(size=size, low=low, high=high)
