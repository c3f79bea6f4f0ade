"""The records of pictures. They flow one way: a scene of the course, `show`, renderers.

They hold numbers and text, and say nothing of colours or sizes on a screen.
"""

from msgspec import Struct

Cells = tuple[tuple[float, ...], ...]


class Stamps(Struct, frozen=True):
    """Where a stamp of (height, width) pixels stands: at each of `tops` and each of `lefts`.

    Pixels are counted from the upper left corner; the first stamp comes first in both. A stamp
    may stand outside of the picture, for a wrong function says so.
    """

    tops: tuple[int, ...]
    lefts: tuple[int, ...]
    height: int
    width: int

    @property
    def single(self) -> bool:
        return len(self.tops) == len(self.lefts) == 1


class Pixels(Struct, frozen=True):
    """A picture or a map, row by row; NaN stands for no number.

    `high` is shown brightest. `low` is 0, shown black, or it is `-high`: then 0 is black, and
    negative numbers have a colour of their own. `caption` gives the size and the range.
    """

    title: str
    cells: Cells
    low: float
    high: float
    caption: str = ""
    stamps: Stamps | None = None


class Numbers(Struct, frozen=True):
    """A small grid that is read number by number. `low` and `high` are as in `Pixels`."""

    title: str
    cells: Cells
    low: float
    high: float
    caption: str = ""


class Curve(Struct, frozen=True):
    """A value after each of the steps 1, 2, 3 and so on."""

    name: str
    values: tuple[float, ...]


class Chart(Struct, frozen=True):
    """Curves over the same steps, which `steps` names; the axis goes from `low` to `high`."""

    title: str
    curves: tuple[Curve, ...]
    low: float
    high: float
    steps: str


class Empty(Struct, frozen=True):
    """The frame of a picture that cannot be made: which function that is due to, and why."""

    title: str
    function: str
    why: str


Panel = Pixels | Numbers | Chart | Empty


class Scene(Struct, frozen=True):
    """Panels that belong together, and what is to be seen on them.

    `functions` are those whose answers they show, with all that these call; `warning` says which of
    them are wrong.
    """

    title: str
    text: str
    panels: tuple[Panel, ...]
    functions: tuple[str, ...] = ()
    warning: str = ""
