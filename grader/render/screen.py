"""One screen of a terminal, whatever its size."""

from collections.abc import Sequence

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

from grader.language import _

Lines = list[list[Segment]]


class Screen:
    """A head, the first of the bodies that fits, and at the bottom a foot.

    Where even the last body is too long it is cut, and the command `more` is named, which shows
    it whole.
    """

    def __init__(
        self,
        head: RenderableType,
        bodies: Sequence[RenderableType],
        foot: RenderableType,
        more: str,
    ) -> None:
        self._head = head
        self._bodies = bodies
        self._foot = foot
        self._more = more

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        height = options.height or console.height
        free = options.update(height=None)
        foot = console.render_lines(self._foot, free)[-height:]
        head = console.render_lines(self._head, free)[: height - len(foot)]
        body = self._body(height - len(head) - len(foot), console, free)
        top = Segment.set_shape([*head, *body], options.max_width, height - len(foot))
        for line in [*top, *foot]:
            yield from line
            yield Segment.line()

    def _body(self, room: int, console: Console, options: ConsoleOptions) -> Lines:
        lines: Lines = []
        for body in self._bodies:
            lines = console.render_lines(body, options)
            if len(lines) <= room:
                return lines
        kept = max(0, room - 1)
        note = _("More lines: {count}. To see all of them: {command}")
        text = Text(note.format(count=len(lines) - kept, command=self._more), "dim")
        return [*lines[:kept], *console.render_lines(text, options)][:room]
