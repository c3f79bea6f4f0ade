"""Draws on the whole terminal, and leaves it as it was."""

import contextlib
import io
import os
import sys
from collections.abc import Iterator

from rich.console import Console, ConsoleDimensions, RenderableType

DEFAULT = os.terminal_size((80, 24))


class Terminal:
    """Standard output as a screen. Draws only what is not there already."""

    def __init__(self) -> None:
        self._console = Console(highlight=False, force_terminal=True)
        self._drawn: object = None

    @property
    def can_draw(self) -> bool:
        """Whether it is a terminal on which text can be put in any place."""
        dumb = self._console.is_dumb_terminal or self._console.legacy_windows
        return sys.stdin.isatty() and sys.stdout.isatty() and not dumb

    @contextlib.contextmanager
    def opened(self) -> Iterator[None]:
        """The other screen, without a cursor. What Python would say on standard error is lost."""
        self._drawn = None
        with (
            contextlib.redirect_stderr(io.StringIO()),
            self._console.screen(hide_cursor=True),
        ):
            yield

    def draw(self, what: object, rendered: RenderableType) -> bool:
        """Shows `what`, unless the same is there in the same size; whether that was done."""
        size = _size()
        if (what, size) == self._drawn:
            return False
        self._console.size = ConsoleDimensions(*size)
        self._console.update_screen(rendered)
        self._drawn = (what, size)
        return True


def _size() -> os.terminal_size:
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except OSError:
        return DEFAULT
    return size if min(size) > 0 else DEFAULT
