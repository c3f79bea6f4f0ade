"""Charts as rows of text: curves of braille dots, or of letters where there is no Unicode."""

import math
from itertools import pairwise

from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from rich.text import Text

from grader.records.scene import Chart, Curve
from grader.render.shades import CURVES

WIDTH = 36

_COLUMNS, _ROWS = 28, 8
_LABEL = WIDTH - _COLUMNS - 2
_BRAILLE = 0x2800
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # of a cell, row by row
_LETTERS = ("o", "x")
_LINES = ("\u2812\u2812",)
_DOTTED = ("\u2812\u2812", "\u2802\u2802")

Point = tuple[int, int]
Grid = list[list[tuple[str, int | None]]]


def chart_rows(chart: Chart, colours: bool, unicode: bool) -> list[Text]:
    """The curves with their axes, and a line about each. Without colours the second is dotted."""
    grid = _braille(chart, dotted=not colours) if unicode else _letters(chart)
    samples = _LETTERS if not unicode else _LINES if colours else _DOTTED
    wall, corner, floor = "│└─" if unicode else "|+-"
    rows = [
        Text.assemble(label.rjust(_LABEL), f" {wall}", *((sign, _style(own)) for sign, own in row))
        for label, row in zip(_labels(chart), grid, strict=True)
    ]
    steps = max(len(curve.values) for curve in chart.curves)
    room = _COLUMNS - 1 - len(str(steps)) - (cell_len(chart.steps) - len(chart.steps))
    ends = f"1{chart.steps:^{room}}{steps}"
    rows += [
        Text(f"{'':{_LABEL}} {corner}{floor * _COLUMNS}"),
        Text(f"{'':{_LABEL}}  {ends}"),
    ]
    return rows + [_legend(curve, i, samples) for i, curve in enumerate(chart.curves)]


def _labels(chart: Chart) -> list[str]:
    return [f"{chart.high:.3g}", *[""] * (_ROWS - 2), f"{chart.low:.3g}"]


def _legend(curve: Curve, number: int, samples: tuple[str, ...]) -> Text:
    sample = samples[number % len(samples)]
    return Text.assemble((sample, _style(number)), f" {curve.name}: {curve.values[-1]:.3g}")


def _style(number: int | None) -> Style:
    if number is None:
        return Style()
    return Style(color=Color.from_rgb(*CURVES[number % len(CURVES)]))


def _braille(chart: Chart, dotted: bool) -> Grid:
    codes = [[0] * _COLUMNS for _ in range(_ROWS)]
    owners: list[list[int | None]] = [[None] * _COLUMNS for _ in range(_ROWS)]
    for number, curve in enumerate(chart.curves):
        dots = _points(curve, chart, 2 * _COLUMNS, 4 * _ROWS)
        for x, y in dots[:: 3 if dotted and number % 2 else 1]:
            codes[y // 4][x // 2] |= _DOTS[y % 4][x % 2]
            owners[y // 4][x // 2] = number
    return [
        [(chr(_BRAILLE + code) if code else " ", own) for code, own in zip(*row, strict=True)]
        for row in zip(codes, owners, strict=True)
    ]


def _letters(chart: Chart) -> Grid:
    grid: Grid = [[(" ", None)] * _COLUMNS for _ in range(_ROWS)]
    for number, curve in enumerate(chart.curves):
        for x, y in _points(curve, chart, _COLUMNS, _ROWS):
            grid[y][x] = (_LETTERS[number % 2], number)
    return grid


def _points(curve: Curve, chart: Chart, width: int, height: int) -> list[Point]:
    """The dots of a curve, left to right, (x, y) from the upper left corner."""
    last = max(len(one.values) for one in chart.curves) - 1
    ends = [
        (round(i * (width - 1) / max(last, 1)), _down(value, chart, height))
        for i, value in enumerate(curve.values)
        if math.isfinite(value)
    ]
    points = ends[:1]
    for one, other in pairwise(ends):
        points += _line(one, other)
    return points


def _down(value: float, chart: Chart, height: int) -> int:
    part = (value - chart.low) / (chart.high - chart.low)
    return round((1 - min(max(part, 0.0), 1.0)) * (height - 1))


def _line(one: Point, other: Point) -> list[Point]:
    """The points of a straight line, without the first one."""
    (x0, y0), (x1, y1) = one, other
    steps = max(abs(x1 - x0), abs(y1 - y0), 1)
    return [
        (round(x0 + (x1 - x0) * i / steps), round(y0 + (y1 - y0) * i / steps))
        for i in range(1, steps + 1)
    ]
