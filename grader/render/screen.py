"""One screen of a terminal, whatever its size: what is too long is scrolled, and says so."""

from msgspec import Struct
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

from grader.language import _

SMALL_WIDTH, SMALL_HEIGHT = 60, 18

Lines = list[list[Segment]]


class Parts(Struct, frozen=True):
    """The head, the body that can be scrolled, and the foot; `cursor` is a line of the body that
    must be seen."""

    head: RenderableType
    body: RenderableType
    foot: RenderableType
    cursor: int | None = None


class Screen:
    """Fills a terminal with parts; a small one with those that are made for it.

    `top` is the first line of the body that is wanted. Once drawn, it is the one that was shown:
    there is no scrolling past the end.
    """

    def __init__(self, parts: Parts, small: Parts, top: int = 0) -> None:
        self.top = top
        self.parts = parts
        self.small = small

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        height = options.height or console.height
        is_small = options.max_width < SMALL_WIDTH or height < SMALL_HEIGHT
        parts = self.small if is_small else self.parts
        free = options.update(height=None)
        foot = console.render_lines(parts.foot, free)[-height:]
        # The body has at least half of what is left.
        head = console.render_lines(parts.head, free)[: (height - len(foot) + 1) // 2]
        room = height - len(head) - len(foot)
        body = self._seen(console.render_lines(parts.body, free), room, parts.cursor, console, free)
        top = Segment.set_shape([*head, *body], options.max_width, height - len(foot))
        for line in [*top, *foot]:
            yield from line
            yield Segment.line()

    def _seen(
        self,
        lines: Lines,
        room: int,
        cursor: int | None,
        console: Console,
        options: ConsoleOptions,
    ) -> Lines:
        """Returns the lines from `top` on that fit, and one that counts those that do not."""
        if len(lines) <= room:
            self.top = 0
            return lines
        kept = max(1, room - 1)
        wanted = self.top if cursor is None else cursor - kept // 2
        self.top = min(max(0, wanted), len(lines) - kept)
        below = len(lines) - kept - self.top
        note = console.render_lines(_note(self.top, below, options.max_width), options)
        return [*lines[self.top : self.top + kept], *note[:1]][:room]


def _note(above: int, below: int, width: int) -> Text:
    texts = (
        _("more lines: {above} above, {below} below (arrow and page keys)"),
        _("{above} above, {below} below (arrow keys)"),
        "+{above} +{below}",
    )
    notes = [Text(text.format(above=above, below=below), "reverse dim") for text in texts]
    return next((note for note in notes if note.cell_len <= width), notes[-1])
