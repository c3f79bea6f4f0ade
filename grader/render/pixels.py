"""Pictures and grids of numbers as rows of text, in colours or in signs that stand for them."""

import math

from rich.color import Color
from rich.style import Style
from rich.text import Text

from grader.records.scene import Cells, Numbers, Pixels, Stamps
from grader.render.shades import FIRST_STAMP, STAMP, Colour, blend, colour, level, readable_on

HALVED, PLAIN, DOUBLED = -2, 1, 2
BELOW = ",;o8"

_ABOVE = " .:-=+*#%@"
_NO_NUMBER = "?"
_CORNERS = {(True, True): ":", (True, False): "'", (False, True): "."}
_OUTLINE = "o"
_UPPER_HALF = "\N{UPPER HALF BLOCK}"

Colours = list[list[Colour]]


def picture_rows(pixels: Pixels, colours: bool, zoom: int) -> list[Text]:
    """Rows of a picture: a pixel is one column wide and half a row high, or double, or half that.

    A picture with stamps is not halved. In signs, a row shows the mean of the two rows of pixels
    that share it.
    """
    cells = _merged(pixels.cells, 2, 2) if zoom == HALVED else pixels.cells
    if colours:
        grid = [[colour(value, pixels.low, pixels.high) for value in row] for row in cells]
        if pixels.stamps:
            _put_stamps(grid, pixels.stamps)
        return _blocks(grid) if zoom == DOUBLED else _half_blocks(grid)
    if pixels.stamps and not pixels.stamps.single:
        return _corners(cells, pixels.stamps)
    height, width = (1, 2) if zoom == DOUBLED else (2, 1)
    rows = [[_sign(value, pixels) for value in row] for row in _merged(cells, height, 1)]
    if pixels.stamps:
        _put_outline(rows, pixels.stamps, height)
    return [Text("".join(sign * width for sign in row)) for row in rows]


def number_rows(numbers: Numbers, colours: bool) -> list[Text]:
    """Rows of numbers in columns, on a ground that tells their size."""
    texts = [[f"{value:.4g}" for value in row] for row in numbers.cells]
    width = max(len(text) for row in texts for text in row)
    rows = []
    for values, row in zip(numbers.cells, texts, strict=True):
        line = Text()
        for value, text in zip(values, row, strict=True):
            ground = colour(value, numbers.low, numbers.high)
            style = _style(readable_on(ground), ground) if colours else Style()
            line.append(f" {text:>{width}}", style)
        rows.append(line.append(" ", style))
    return rows


def _merged(cells: Cells, down: int, across: int) -> Cells:
    """The means of `down` by `across` pixels; at a ragged edge, of what is there."""
    return tuple(
        tuple(
            _mean([value for row in cells[i : i + down] for value in row[j : j + across]])
            for j in range(0, len(cells[0]), across)
        )
        for i in range(0, len(cells), down)
    )


def _mean(values: list[float]) -> float:
    # Divided first, for the sum of large numbers may be too large for a float.
    return sum(value / len(values) for value in values)


def _put_stamps(grid: Colours, stamps: Stamps) -> None:
    """Colours the border of the first stamp, and the upper left corners of the others."""
    for i, row in enumerate(grid):
        for j, ground in enumerate(row):
            if _on_border_of_first(stamps, i, j):
                row[j] = FIRST_STAMP
            elif i in stamps.tops and j in stamps.lefts:
                row[j] = blend(ground, STAMP, 0.6)


def _on_border_of_first(stamps: Stamps, i: int, j: int) -> bool:
    down, across = i - stamps.tops[0], j - stamps.lefts[0]
    bottom, right = stamps.height - 1, stamps.width - 1
    within = 0 <= down <= bottom and 0 <= across <= right
    return within and (down in (0, bottom) or across in (0, right))


def _blocks(grid: Colours) -> list[Text]:
    return [Text.assemble(*(("  ", _style(each, each)) for each in row)) for row in grid]


def _half_blocks(grid: Colours) -> list[Text]:
    rows = []
    for i in range(0, len(grid), 2):
        upper, lower = grid[i], grid[i + 1] if i + 1 < len(grid) else None
        line = Text()
        for j, above in enumerate(upper):
            line.append(_UPPER_HALF, _style(above, lower[j] if lower else None))
        rows.append(line)
    return rows


def _style(front: Colour, ground: Colour | None) -> Style:
    return Style(color=Color.from_rgb(*front), bgcolor=Color.from_rgb(*ground) if ground else None)


def _sign(value: float, pixels: Pixels) -> str:
    part = level(value, pixels.low, pixels.high)
    if math.isnan(part):
        return _NO_NUMBER
    ramp = f" {BELOW}" if part < 0 else _ABOVE
    return ramp[round(abs(part) * (len(ramp) - 1))]


def _corners(cells: Cells, stamps: Stamps) -> list[Text]:
    """The upper left corners of stamps alone; a sign has place for two rows of pixels."""
    rows = []
    for i in range(0, len(cells), 2):
        sign = _CORNERS.get((i in stamps.tops, i + 1 in stamps.tops), " ")
        columns = range(len(cells[0]))
        rows.append(Text("".join(sign if j in stamps.lefts else " " for j in columns)))
    return rows


def _put_outline(rows: list[list[str]], stamps: Stamps, height: int) -> None:
    """Draws the border of a single stamp over rows of signs, each `height` pixels high."""
    for i, row in enumerate(rows):
        for j in range(len(row)):
            if any(_on_border_of_first(stamps, height * i + k, j) for k in range(height)):
                row[j] = _OUTLINE
