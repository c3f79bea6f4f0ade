"""Scenes for a terminal: panels side by side where they fit, else in rows of equal length."""

from collections.abc import Callable, Iterator, Sequence
from math import ceil

from msgspec import Struct
from rich.box import ROUNDED
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.panel import Panel as Frame
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from grader.language import _
from grader.records.scene import Chart, Empty, Numbers, Panel, Pixels, Scene
from grader.render.curves import WIDTH as CHART_WIDTH
from grader.render.curves import chart_rows
from grader.render.pixels import BELOW, DOUBLED, HALVED, PLAIN, number_rows, picture_rows

_GAP = 2
_EMPTY_WIDTH = 38
_WORDS_WIDTH = 26  # a longer title or caption is wrapped
_TINY, _SMALL = 8, 16  # pixels a side

Zoom = Callable[[Pixels], int]


class Capabilities(Struct, frozen=True):
    """The width of a terminal, and whether it shows colours and Unicode."""

    width: int
    colours: bool
    unicode: bool


class Block(Struct, frozen=True):
    """A panel ready to be placed, with the columns that it takes."""

    width: int
    content: RenderableType


class Show:
    """Scenes, one below the other, and where their picture is from, as well as a console can."""

    def __init__(self, scenes: Sequence[Scene], source: str) -> None:
        self._scenes = scenes
        self._source = source

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        screen = _screen(console, options)
        for scene in self._scenes:
            yield Text()
            yield from _lines(scene, screen)
        yield Text()
        yield from _on_signs([panel for scene in self._scenes for panel in scene.panels], screen)
        yield Text(_("The picture: {source}.").format(source=self._source), "dim")


def to_terminal(scenes: Sequence[Scene], source: str) -> RenderableType:
    """Makes a renderable of scenes; `source` says where their picture is from."""
    return Show(scenes, source)


class InPanels:
    """Panels in as few rows as a console has room for."""

    def __init__(self, panels: Sequence[Panel]) -> None:
        self._panels = panels

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        screen = _screen(console, options)
        for row in _rows(self._panels, screen):
            yield _side_by_side(row)
        yield from _on_signs(self._panels, screen)


def _screen(console: Console, options: ConsoleOptions) -> Capabilities:
    colours = console.color_system is not None and not console.no_color
    return Capabilities(options.max_width, colours, not options.ascii_only)


def _lines(scene: Scene, screen: Capabilities) -> Iterator[RenderableType]:
    yield Rule(Text(scene.title, "bold"), align="left", style="dim")
    yield Text(scene.text, "dim")
    if scene.warning:
        yield Text(scene.warning, "bold yellow")
    for row in _rows(scene.panels, screen):
        yield Text()
        yield _side_by_side(row)


def _on_signs(panels: Sequence[Panel], screen: Capabilities) -> Iterator[RenderableType]:
    """Says what signs mean where there are no colours."""
    below_zero = any(isinstance(panel, Pixels) and panel.low < 0 for panel in panels)
    if below_zero and not screen.colours:
        text = _("Without colours, the signs {signs} stand for numbers below zero.")
        yield Text(text.format(signs=BELOW))


def _rows(panels: Sequence[Panel], screen: Capabilities) -> list[list[Block]]:
    """The panels in one row with small pictures doubled, in two, or with large ones halved."""
    for zoom, most in ((_generous, 1), (_plain, 2)):
        rows = _wrapped([_block(panel, screen, zoom) for panel in panels], screen.width)
        if len(rows) <= most:
            return rows
    return _wrapped([_block(panel, screen, _sparing) for panel in panels], screen.width)


def _generous(pixels: Pixels) -> int:
    return DOUBLED if _side(pixels) <= _SMALL else PLAIN


def _plain(pixels: Pixels) -> int:
    return DOUBLED if _side(pixels) <= _TINY else PLAIN


def _sparing(pixels: Pixels) -> int:
    halved = _side(pixels) > _SMALL and pixels.stamps is None
    return HALVED if halved else _plain(pixels)


def _side(pixels: Pixels) -> int:
    return max(len(pixels.cells), len(pixels.cells[0]))


def _wrapped(blocks: list[Block], width: int) -> list[list[Block]]:
    """As few rows as it takes, and no row much longer than another."""
    for count in range(1, len(blocks) + 1):
        length = ceil(len(blocks) / count)
        rows = [blocks[i : i + length] for i in range(0, len(blocks), length)]
        if all(sum(block.width + _GAP for block in row) - _GAP <= width for row in rows):
            return rows
    return [[block] for block in blocks]


def _side_by_side(row: list[Block]) -> Table:
    table = Table.grid(padding=(0, _GAP, 0, 0))
    for block in row:
        table.add_column(width=block.width)
    table.add_row(*(block.content for block in row))
    return table


def _block(panel: Panel, screen: Capabilities, zoom: Zoom) -> Block:
    match panel:
        case Empty():
            return _empty(panel, screen)
        case Pixels():
            rows = picture_rows(panel, screen.colours, zoom(panel))
            return _titled(panel.title, rows, panel.caption)
        case Numbers():
            return _titled(panel.title, number_rows(panel, screen.colours), panel.caption)
        case Chart():
            rows = chart_rows(panel, screen.colours, screen.unicode)
            return _titled(panel.title, rows, "", CHART_WIDTH)


def _titled(title: str, rows: list[Text], caption: str, least: int = 0) -> Block:
    """A title, uncut rows, a caption."""
    words = [Text(title, "bold"), Text(caption, "dim")]
    for row in rows:
        row.no_wrap, row.overflow = True, "crop"
    widest = max(min(cell_len(text.plain), _WORDS_WIDTH) for text in words)
    width = max(least, widest, *(row.cell_len for row in rows))
    return Block(width, Group(words[0], *rows, *words[1:] if caption else ()))


def _empty(panel: Empty, screen: Capabilities) -> Block:
    frame = Frame(Text(panel.why), box=ROUNDED, border_style="dim", expand=True)
    width = min(_EMPTY_WIDTH, screen.width)
    return Block(width, Group(Text(panel.title, "bold"), frame))
