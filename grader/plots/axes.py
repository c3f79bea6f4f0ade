"""Draws one panel into its axes."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from grader.plots.words import filled
from grader.records.scene import Chart, Empty, Numbers, Panel, Pixels, Stamps
from grader.render.shades import CURVES, FIRST_STAMP, STAMP, Colour, colour, readable_on

SIZE, SMALL = 9.0, 7.5  # of letters, in points
INK, SOFT = "#202020", "#666666"

_LETTERS_PER_INCH = 15.0


def draw_panel(axes: Axes, panel: Panel, inches: float) -> None:
    """Fills axes that are so many inches wide; the title stands above, the caption below."""
    axes.set_title(panel.title, loc="left", fontsize=SIZE, color=INK, pad=4)
    match panel:
        case Pixels():
            _show(axes, panel)
            if panel.stamps:
                _put_stamps(axes, panel, panel.stamps, inches)
        case Numbers():
            _show(axes, panel)
            _put_numbers(axes, panel, inches)
        case Chart():
            _put_curves(axes, panel)
        case Empty():
            _put_reason(axes, panel, inches)


def _show(axes: Axes, panel: Pixels | Numbers) -> None:
    """The cells as squares; axes as large as the picture, anchored at the upper left."""
    colours = [[colour(value, panel.low, panel.high) for value in row] for row in panel.cells]
    axes.imshow(np.array(colours, np.uint8), interpolation="nearest")
    axes.set_anchor("NW")
    _without_ticks(axes)
    axes.set_xlabel(panel.caption, loc="left", fontsize=SMALL, color=SOFT, labelpad=3)


def _without_ticks(axes: Axes) -> None:
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set(color="#b0b0b0", linewidth=0.6)


def _put_stamps(axes: Axes, pixels: Pixels, stamps: Stamps, inches: float) -> None:
    """The border of the first stamp; where there are more, a dot in the corner of each."""
    axes.autoscale(False)
    if not stamps.single:
        _put_dots(axes, pixels, stamps, inches)
    corner = stamps.lefts[0] - 0.5, stamps.tops[0] - 0.5
    first = Rectangle(corner, stamps.width, stamps.height, fill=False)
    first.set(edgecolor=_hex(FIRST_STAMP), linewidth=2)
    axes.add_patch(first)


def _put_dots(axes: Axes, pixels: Pixels, stamps: Stamps, inches: float) -> None:
    height, width = len(pixels.cells), len(pixels.cells[0])
    tops = [top for top in range(height) if top in stamps.tops]
    lefts = [left for left in range(width) if left in stamps.lefts]
    x, y = np.meshgrid(lefts, tops)
    dot: dict[str, Any] = {"marker": "s", "markersize": 0.5 * 72 * inches / max(height, width)}
    axes.plot(x.ravel(), y.ravel(), linestyle="", color=_hex(STAMP), markeredgewidth=0, **dot)


def _put_numbers(axes: Axes, panel: Numbers, inches: float) -> None:
    texts = [[f"{value:.4g}" for value in row] for row in panel.cells]
    longest = max(len(text) for row in texts for text in row)
    size = min(SIZE, 72 * inches / len(panel.cells[0]) / (0.7 * (longest + 1)))
    for i, row in enumerate(texts):
        for j, text in enumerate(row):
            ground = colour(panel.cells[i][j], panel.low, panel.high)
            place: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": size}
            axes.text(j, i, text, color=_hex(readable_on(ground)), **place)


def _put_curves(axes: Axes, chart: Chart) -> None:
    for number, curve in enumerate(chart.curves):
        line: dict[str, Any] = {"marker": ".", "color": _hex(CURVES[number % len(CURVES)])}
        steps = range(1, len(curve.values) + 1)
        label = f"{curve.name}: {curve.values[-1]:.3g}"
        axes.plot(steps, curve.values, label=label, **line)
    room = 0.05 * (chart.high - chart.low)
    axes.set_ylim(chart.low, chart.high + room)
    axes.set_xlabel(chart.steps, fontsize=SMALL, color=SOFT, labelpad=2)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.tick_params(labelsize=SMALL, colors=SOFT)
    axes.grid(color="#e4e4e4", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=SMALL, labelcolor=INK)


def _put_reason(axes: Axes, panel: Empty, inches: float) -> None:
    _without_ticks(axes)
    for spine in axes.spines.values():
        spine.set_linestyle((0, (4, 3)))
    lines = filled(panel.why, int(_LETTERS_PER_INCH * inches))
    place: dict[str, Any] = {"transform": axes.transAxes, "ha": "center", "va": "center"}
    axes.text(0.5, 0.5, lines, fontsize=SMALL, color=SOFT, **place)


def _hex(rgb: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rgb)
