"""How bright, and in which colour, a number is shown. All renderers of pictures agree on it."""

import math

Colour = tuple[int, int, int]

NO_NUMBER: Colour = (190, 0, 110)
STAMP: Colour = (255, 135, 0)
FIRST_STAMP: Colour = (0, 175, 255)
CURVES: tuple[Colour, ...] = ((90, 160, 255), (255, 150, 40))

_BLACK: Colour = (0, 0, 0)
_WHITE: Colour = (255, 255, 255)
# The way from 0 to the largest number. Terminals with 256 colours have all of these hues.
_ABOVE: tuple[Colour, ...] = (_BLACK, (135, 0, 0), (255, 135, 0), (255, 215, 135))
_BELOW: tuple[Colour, ...] = (_BLACK, (0, 0, 175), (0, 135, 255), (135, 195, 255))


def level(value: float, low: float, high: float) -> float:
    """Where a number stands: 0 is black, 1 or -1 as bright as it gets, NaN no number."""
    if math.isnan(value):
        return math.nan
    return min(max(value / high, -1.0 if low < 0 else 0.0), 1.0)


def colour(value: float, low: float, high: float) -> Colour:
    """Grey from 0 up; where there are numbers below 0, orange above it and blue below."""
    part = level(value, low, high)
    if math.isnan(part):
        return NO_NUMBER
    if low >= 0:
        return blend(_BLACK, _WHITE, part)
    return _along(_ABOVE if part > 0 else _BELOW, abs(part))


def _along(stops: tuple[Colour, ...], part: float) -> Colour:
    place = part * (len(stops) - 1)
    before = min(int(place), len(stops) - 2)
    return blend(stops[before], stops[before + 1], place - before)


def blend(one: Colour, other: Colour, part: float) -> Colour:
    """A colour on the way from `one` (0) to the `other` (1)."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def readable_on(ground: Colour) -> Colour:
    """Black or white, whichever can be read on it."""
    red, green, blue = ground
    return (0, 0, 0) if 0.3 * red + 0.6 * green + 0.1 * blue > 120 else _WHITE
