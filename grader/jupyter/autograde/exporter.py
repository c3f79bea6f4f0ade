"""Reads a student's notebook so that nothing in it can stop nbgrader or surprise it."""

from codecs import BOM_UTF8
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from grader.jupyter.autograde.new_cells import NOTES, inert, new_cell, numbered
from grader.language import _
from grader.submission.notebook import MAX_CELLS, MAX_CODE
from grader.submission.submission import MAX_NOTEBOOK, read_file
from grader.text import printable

KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
_KEPT = ("nbgrader", NOTES)
_KINDS = ("code", "markdown", "raw")

MAX_SHOWN = 20_000


class _SubmittedCell(Struct):
    cell_type: str
    source: str | list[str]
    metadata: Any = None

    @property
    def text(self) -> str:
        return self.source if isinstance(self.source, str) else "".join(self.source)

    @property
    def kept(self) -> dict[str, dict[str, Any]]:
        """What is kept of the metadata."""
        metadata = self.metadata if isinstance(self.metadata, dict) else {}
        kept = {name: metadata.get(name) for name in _KEPT}
        return {name: value for name, value in kept.items() if isinstance(value, dict)}


class _SubmittedNotebook(Struct):
    cells: list[_SubmittedCell]


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
    content = read_file(path, MAX_NOTEBOOK)
    if content is None or isinstance(content, str):
        return [_note(content or _("There is no {file}."), path)]
    try:
        notebook = msgspec.json.decode(content.removeprefix(BOM_UTF8), type=_SubmittedNotebook)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return [_note(_("{file} cannot be read as a notebook."), path)]
    cells = notebook.cells
    if len(cells) <= MAX_CELLS and sum(len(cell.text) for cell in cells) <= MAX_CODE:
        return [_clean(cell) for cell in cells]
    known = [_clean(cell, MAX_SHOWN) for cell in cells if cell.kept][:MAX_CELLS]
    return [_note(_("{file} is too large to be shown as a whole."), path), *known]


def _note(text: str, path: Path) -> NotebookNode:
    return new_cell("markdown", inert(printable(text.format(file=path.name))))


def _clean(cell: _SubmittedCell, most: int = MAX_CODE) -> NotebookNode:
    kind = cell.cell_type if cell.cell_type in _KINDS else "raw"
    return new_cell(kind, cell.text[:most], cell.kept)
