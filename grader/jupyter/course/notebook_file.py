"""Puts cells into a notebook as nbgrader wants them: its metadata, schema 3."""

from collections.abc import Callable
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.jupyter.course.source_cells import SourceCell

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_NEW: dict[str, Callable[..., nbformat.NotebookNode]] = {
    "markdown": new_markdown_cell,
    "code": new_code_cell,
}
_SKIPPED = {"tags": ["skip-execution"]}  # by nbclient, not by the person who runs the cell


def notebook(cells: list[SourceCell]) -> bytes:
    """The file of a notebook; the same cells, the same bytes."""
    made = [_NEW[cell.kind](cell.source, id=cell.name, metadata=_metadata(cell)) for cell in cells]
    content = new_notebook(cells=made, metadata=_METADATA)
    nbformat.validate(content)
    return f"{nbformat.writes(content)}\n".encode()


def _metadata(cell: SourceCell) -> dict[str, Any]:
    graded = cell.points is not None
    nbgrader = {
        "grade": graded,
        "grade_id": cell.name,
        "locked": not cell.solution,
        "schema_version": 3,
        "solution": cell.solution,
        "task": False,
    }
    points = {"points": cell.points} if graded else {}
    return {"nbgrader": nbgrader | points, **(_SKIPPED if cell.by_hand else {})}
