"""Pictures of a call as tables for the eye: each cell a number on a colour of its size."""

import math

from msgspec import Struct

from grader.language import _
from grader.records.report import Evidence, Picture

SHADES = 8

Values = tuple[tuple[float, ...], ...]


class HeatCell(Struct, frozen=True):
    """`shade` is from -SHADES (far below zero) over 0 (zero, or no number) to SHADES."""

    text: str
    shade: int
    differs: bool


class Heat(Struct, frozen=True):
    """A heat map; without `rows` only a name and a description."""

    name: str
    title: str
    rows: tuple[tuple[HeatCell, ...], ...] = ()


def arguments(evidence: Evidence) -> list[Heat]:
    """Returns a heat map of each array argument, on a scale of its own."""
    return [_heat("", shown, _largest(shown)) for shown in evidence.arguments if shown.cells]


def answer(evidence: Evidence) -> list[Heat]:
    """Returns heat maps of the answer and the expected one on one scale, and their difference."""
    got, expected = evidence.got, evidence.expected
    if got is None:
        return []
    if expected is None:
        return [_heat(_("Got"), got, _largest(got))]
    largest = _largest(got, expected)
    heats = [_heat(_("Got"), got, largest), _heat(_("Expected"), expected, largest)]
    if got.marked and got.values and expected.values:
        by = _difference(got, expected)
        heats.append(_heat(_("Difference"), by, _largest(by)))
    return heats


def _heat(name: str, picture: Picture, largest: float) -> Heat:
    """A picture whose colours are fullest at `largest`."""
    marked = frozenset(picture.marked)
    rows = tuple(
        tuple(
            HeatCell(text, _shade(_value(picture, i, j), largest), (i, j) in marked)
            for j, text in enumerate(row)
        )
        for i, row in enumerate(picture.cells)
    )
    return Heat(name, picture.title, rows)


def _value(picture: Picture, row: int, column: int) -> float:
    return picture.values[row][column] if picture.values else 0.0


def _shade(value: float, largest: float) -> int:
    if math.isnan(value) or value == 0:
        return 0
    share = min(abs(value) / largest, 1.0) if largest else 1.0
    # The smallest number is no zero, and must not look like one.
    return int(math.copysign(max(1, round(SHADES * share)), value))


def _largest(*pictures: Picture) -> float:
    """The size of the finite number furthest from zero; 0 where there is none."""
    rows = (row for picture in pictures for row in picture.values)
    return max((abs(value) for row in rows for value in row if math.isfinite(value)), default=0.0)


def _difference(got: Picture, expected: Picture) -> Picture:
    """Got minus expected where that is more than the tolerance allows, elsewhere 0."""
    differing = frozenset(got.marked)

    def apart(row: int, column: int) -> float:
        differs = (row, column) in differing
        return got.values[row][column] - expected.values[row][column] if differs else 0.0

    values = tuple(tuple(apart(i, j) for j in range(len(row))) for i, row in enumerate(got.values))
    cells = tuple(tuple(_signed(value) for value in row) for row in values)
    return Picture(_("got minus expected"), cells, got.marked, values)


def _signed(value: float) -> str:
    return f"{value:+.4g}" if value and not math.isnan(value) else f"{value:g}"
