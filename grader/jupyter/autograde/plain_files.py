"""Finds and removes what nbgrader must not touch: all but plain files and folders.

nbgrader copies what a link points to, with the rights of the person who grades: a submission that
links to a solution would get it, and the pages that go back to the student hold it too. At a named
pipe it stops.
"""

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.sandbox.wire.reader_messages import NOTEBOOK


def not_plain(folder: Path) -> Iterator[Path]:
    """Links, pipes, sockets and devices in a folder."""
    for path in folder.rglob("*"):
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            yield path


def take_out(assignment: str, student: str, notebooks: Iterable[str]) -> None:
    """nbgrader's hook before a submission is copied: takes out what is not plain.

    Notebooks stay, for `StudentNotebooks` follows no link and says so.
    """
    for folder in {Path(notebook).parent for notebook in notebooks}:
        for path in list(not_plain(folder)):
            if path.suffix != NOTEBOOK:
                path.unlink()
