"""`nbgrader collect` that follows no links."""

from glob import escape
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect

from grader.jupyter.autograde.plain_files import not_plain
from grader.language import _


class Collect(ExchangeCollect):
    """Leaves behind what is not a plain file or folder."""

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copies a submission from the exchange."""
        if Path(src).is_symlink():
            text = _("{path} is a link. It is not collected.")
            self.log.warning(text.format(path=src))
            return
        left = [path.name for path in not_plain(Path(src))]
        for name in left:
            text = _("{file} in {path} is a link or a pipe. It is not collected.")
            self.log.warning(text.format(file=ascii(name), path=src))
        ignored = self.coursedir.ignore
        self.coursedir.ignore = [*ignored, *map(escape, left)]
        try:
            super().do_copy(src, dest, log)
        finally:
            self.coursedir.ignore = ignored
