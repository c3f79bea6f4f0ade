"""Puts scenes on a page and turns it into the bytes of a PNG or an SVG file."""

import io
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

import matplotlib
from matplotlib.figure import Figure as Page
from matplotlib.font_manager import findfont, fontManager, get_font
from msgspec import Struct

from grader.plots.axes import INK, SMALL, SOFT, draw_panel
from grader.plots.words import filled, in_words
from grader.records.report import Figure, Gallery
from grader.records.scene import Chart, Empty, Numbers, Panel, Scene

Format = Literal["png", "svg"]

# All in inches.
_WIDTH, _MARGIN, _GAP = 8.0, 0.3, 0.3
_LARGEST = 2.2
_TITLE, _LINE = 0.25, 0.17
_ABOVE, _BELOW = 0.3, 0.25  # the title and the caption of a panel
_NUMBER = 0.5  # the side of a cell with a number
_AXIS = 0.35  # what stands to the left of a chart
_LETTERS_PER_LINE = 110

_EDGE = 0.08  # around a panel that stands alone
_DOTS_PER_INCH = 150
_FONTS = ("DejaVu Sans", "Noto Sans CJK KR", "Malgun Gothic", "Apple SD Gothic Neo", "NanumGothic")


class Row(Struct, frozen=True):
    """Panels side by side: each takes (width, height), without its title and its caption."""

    panels: tuple[Panel, ...]
    width: float
    height: float


def draw(scenes: Sequence[Scene], format: Format) -> bytes:
    """All scenes on one page, one below the other."""
    with _settings():
        height = 2 * _MARGIN + sum(_height(scene) for scene in scenes)
        page = _page(_WIDTH, height)
        top = height - _MARGIN
        for scene in scenes:
            _draw_scene(page, scene, top)
            top -= _height(scene)
        return _saved(page, format)


def galleries(scenes: Sequence[Scene]) -> tuple[Gallery, ...]:
    """Each panel of the scenes as an SVG of its own, so that a narrow page can wrap them."""
    with _settings():
        return tuple(
            Gallery(
                scene.title,
                scene.text,
                tuple(_figure(panel, row) for row in _rows(scene) for panel in row.panels),
                scene.warning,
            )
            for scene in scenes
        )


def _figure(panel: Panel, row: Row) -> Figure:
    width = min(row.width, _widest(panel))
    page = _page(width, row.height)
    draw_panel(page.add_axes((0, 0, 1, 1)), panel, width)
    data = _saved(page, "svg", bbox_inches="tight", pad_inches=_EDGE)
    return Figure(panel.title, in_words(panel), data, "image/svg+xml")


def lacks_letters(scenes: Sequence[Scene]) -> bool:
    """Whether the texts have a letter that no font of this machine has, to be seen in a PNG."""
    fonts = [get_font(findfont(name)) for name in _fonts()]
    titles = (panel.title for scene in scenes for panel in scene.panels)
    letters = set("".join([*titles, *(f"{scene.title}{_text(scene)}" for scene in scenes)]))
    return any(not any(font.get_char_index(ord(each)) for font in fonts) for each in letters)


def _fonts() -> list[str]:
    return [name for name in _FONTS if name in fontManager.get_font_names()]


@contextmanager
def _settings() -> Iterator[None]:
    settings: dict[Any, Any] = {
        "font.family": _fonts(),
        "text.parse_math": False,  # a student's words may hold dollar signs
        "svg.fonttype": "none",  # text stays text
        "svg.hashsalt": "grader",  # and the same scenes make the same file
    }
    fonts = logging.getLogger("matplotlib.font_manager")  # complains of fonts without bold letters
    with warnings.catch_warnings(), matplotlib.rc_context(settings):
        warnings.simplefilter("ignore")  # of a sign that no font has
        fonts.disabled = True
        try:
            yield
        finally:
            fonts.disabled = False


def _page(width: float, height: float) -> Page:
    return Page(figsize=(width, height), dpi=_DOTS_PER_INCH, facecolor="white")


def _saved(page: Page, format: Format, **options: Any) -> bytes:
    file = io.BytesIO()
    metadata = {"Date": None} if format == "svg" else {}
    page.savefig(file, format=format, metadata=metadata, **options)
    return file.getvalue()


def _draw_scene(page: Page, scene: Scene, top: float) -> None:
    height = page.get_figheight()
    left = _MARGIN / _WIDTH
    page.text(left, top / height, scene.title, va="top", weight="bold", color=INK)
    top -= _TITLE
    page.text(left, top / height, _text(scene), va="top", size=SMALL, color=SOFT)
    top -= _LINE * _lines(scene)
    for row in _rows(scene):
        bottom = top - _ABOVE - row.height
        for number, panel in enumerate(row.panels):
            axis = _AXIS if isinstance(panel, Chart) else 0.0
            across = _MARGIN + axis + number * (row.width + _GAP)
            width = min(row.width - axis, _widest(panel))
            place = (across / _WIDTH, bottom / height, width / _WIDTH, row.height / height)
            draw_panel(page.add_axes(place), panel, width)
        top = bottom - _BELOW


def _height(scene: Scene) -> float:
    rows = sum(_ABOVE + row.height + _BELOW for row in _rows(scene))
    return _TITLE + _LINE * _lines(scene) + rows + _MARGIN


def _text(scene: Scene) -> str:
    return filled(f"{scene.text} {scene.warning}", _LETTERS_PER_LINE)


def _lines(scene: Scene) -> int:
    return _text(scene).count("\n") + 1


def _rows(scene: Scene) -> Iterator[Row]:
    count = _columns(scene.panels)
    largest = 1.6 * _LARGEST if any(isinstance(one, Chart) for one in scene.panels) else _LARGEST
    width = min(largest, (_WIDTH - 2 * _MARGIN - (count - 1) * _GAP) / count)
    for start in range(0, len(scene.panels), count):
        panels = scene.panels[start : start + count]
        height = max(min(width, _widest(panel)) * _slope(panel) for panel in panels)
        yield Row(panels, width, height)


def _columns(panels: tuple[Panel, ...]) -> int:
    """As many as there are panels; of more than five, as many as make full rows."""
    count = len(panels)
    return count if count <= 5 else 4 if count <= 8 else 8


def _widest(panel: Panel) -> float:
    """A grid of numbers need not be wider than it takes to read it."""
    return _NUMBER * len(panel.cells[0]) if isinstance(panel, Numbers) else _WIDTH


def _slope(panel: Panel) -> float:
    """Height by width, at most 1."""
    match panel:
        case Chart() | Empty():
            return 0.6
        case _:
            return min(1.0, len(panel.cells) / len(panel.cells[0]))
