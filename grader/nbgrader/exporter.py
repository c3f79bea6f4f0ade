"""Reads a student's notebook so that nothing in it can stop nbgrader or surprise it."""

from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from grader.grading.submission import MAX_NOTEBOOK, read_file
from grader.language import _
from grader.text import printable

# What the kit notes on a cell for its own later steps.
NOTES = "cnn_exercise_kit"

_KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
_KEPT = ("nbgrader", NOTES)
_NEW = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}


class _Cell(Struct):
    cell_type: str = "raw"
    source: str | list[str] = ""
    metadata: dict[str, Any] = {}


class _Notebook(Struct):
    cells: list[_Cell]


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
            new_notebook(cells=_cells(path), metadata=_KERNEL), resources, **options
        )


def _cells(path: Path) -> list[NotebookNode]:
    content = read_file(path, MAX_NOTEBOOK)
    if content is None or isinstance(content, str):
        return [new_markdown_cell(printable(content or _("There is no file.")))]
    try:
        notebook = msgspec.json.decode(content, type=_Notebook)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        text = _("{file} cannot be read as a notebook.")
        return [new_markdown_cell(printable(text.format(file=path.name)))]
    return [_clean(cell, number) for number, cell in enumerate(notebook.cells)]


def _clean(cell: _Cell, number: int) -> NotebookNode:
    source = cell.source if isinstance(cell.source, str) else "".join(cell.source)
    metadata = {
        name: value
        for name, value in cell.metadata.items()
        if name in _KEPT and isinstance(value, dict)
    }
    kind = cell.cell_type if cell.cell_type in _NEW else "raw"
    return _NEW[kind](source, id=f"cell-{number}", metadata=metadata)
