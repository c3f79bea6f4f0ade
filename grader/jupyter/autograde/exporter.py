"""Reads a student's notebook so that nothing in it can stop nbgrader or surprise it."""

import os
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from grader.jupyter.autograde.new_cells import NOTES, inert, new_cell, numbered
from grader.jupyter.autograde.shared_session import shared_session
from grader.language import _
from grader.sandbox.wire.reader_messages import NotebookCell
from grader.submission import confined_reader
from grader.submission.confined_reader import ReaderLost
from grader.submission.handed_in import handed_in
from grader.submission.notes import sentence
from grader.text import printable

KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
_KEPT = ("nbgrader", NOTES)
_KINDS = ("code", "markdown", "raw")


class StudentNotebooks(NotebookExporter):
    """An exporter that takes any file for a notebook.

    Of each cell it keeps type, text and nbgrader's metadata: no outputs, no tags, no attachments.
    """

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **options: Any
    ) -> Any:
        """The notebook after all preprocessors. A file that is none becomes a cell that says so."""
        path = Path(filename)
        resources = ResourcesDict() if resources is None else resources
        resources["metadata"] = ResourcesDict(name=path.stem, path=str(path.parent))
        return self.from_notebook_node(
            new_notebook(cells=numbered(read_cells(path)), metadata=KERNEL), resources, **options
        )


def read_cells(path: Path) -> list[NotebookNode]:
    """The cells of a notebook; one that says why where there are none that can be read."""
    if not os.path.lexists(path):
        return [_note(_("There is no {file}."), path)]
    try:
        given = handed_in(path, ())
        found = confined_reader.read_cells(shared_session().zygotes, given, _KEPT)
    except ReaderLost:
        return [_note(_("{file} cannot be read as a notebook."), path)]
    cells = [_clean(cell) for cell in found.cells]
    if found.note is None:
        return cells
    return [new_cell("markdown", inert(printable(sentence(found.note, path.name)))), *cells]


def _note(text: str, path: Path) -> NotebookNode:
    return new_cell("markdown", inert(printable(text.format(file=path.name))))


def _clean(cell: NotebookCell) -> NotebookNode:
    kind = cell.kind if cell.kind in _KINDS else "raw"
    return new_cell(kind, cell.text, cell.kept)
