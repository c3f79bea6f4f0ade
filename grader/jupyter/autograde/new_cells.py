"""Cells of a notebook that nbgrader gets to see."""

from collections.abc import Iterable
from typing import Any

import nbformat
from nbformat import NotebookNode

# What the kit notes on a cell for its own later steps.
NOTES = "cnn_exercise_kit"


def new_cell(kind: str, source: str, metadata: dict[str, Any] | None = None) -> NotebookNode:
    """A cell without outputs. nbformat's own function validates each, which takes long."""
    cell = {"cell_type": kind, "source": source, "metadata": metadata or {}}
    code: dict[str, Any] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return nbformat.from_dict({**cell, **code})


def numbered(cells: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Gives each cell an id of its own."""
    listed = list(cells)
    for number, cell in enumerate(listed):
        cell.id = f"cell-{number}"
    return listed


def inert(text: str) -> str:
    """Markdown that shows a text as it was typed: no markup, formula or script of it is obeyed.

    An instructor reads it in formgrader, where a script could change anybody's grade.
    """
    return "\n".join(f"    {line}" for line in text.splitlines())
