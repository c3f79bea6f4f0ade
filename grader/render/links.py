"""Places such as `exercises/conv.py:41` as links, for terminals that have them (OSC 8)."""

import re
from collections.abc import Iterable, Iterator, Mapping

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style


class Linked:
    """Shows something with each `FILE:LINE` in it as a link.

    `files` are the addresses of files by the names under which they are shown.
    """

    def __init__(self, shown: RenderableType, files: Mapping[str, str]) -> None:
        self.shown = shown
        self._files = files
        names = sorted(files, key=len, reverse=True)  # of a path, not its last part alone
        known = "|".join(map(re.escape, names))
        self._place = re.compile(rf"(?<![\w/\\.-])({known}):(\d+)")

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        segments = console.render(self.shown, options)
        yield from self._linked(segments) if self._files else segments

    def _linked(self, segments: Iterable[Segment]) -> Iterator[Segment]:
        for segment in segments:
            at = 0
            for place in () if segment.control else self._place.finditer(segment.text):
                link = Style(link=f"{self._files[place[1]]}#{place[2]}")
                yield Segment(segment.text[at : place.start()], segment.style)
                yield Segment(place[0], segment.style + link if segment.style else link)
                at = place.end()
            yield segment if at == 0 else Segment(segment.text[at:], segment.style)
