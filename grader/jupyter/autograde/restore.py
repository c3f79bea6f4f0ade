"""Makes of a student's cells a notebook that nbgrader knows, whatever was done to them.

Only the record of the source says which cells are graded, for how much, and what locked ones hold.
"""

from collections.abc import Iterable
from typing import Any

from nbformat import NotebookNode

from grader.jupyter.autograde.new_cells import NOTES, inert, new_cell, numbered
from grader.jupyter.autograde.source_record import Known
from grader.language import _


def restored(cells: list[NotebookNode], record: Iterable[Known]) -> list[NotebookNode]:
    """Gives cells the record's metadata, and puts graded ones that are gone at the end.

    Of cells with the same id the last one counts, and the others are ordinary cells. A cell that
    was put back is noted as absent.
    """
    known = {cell.name: cell for cell in record}
    ids = [_grade_id(cell) for cell in cells]
    last = {name: number for number, name in enumerate(ids) if name in known}
    own = [
        _known(known[name], cell.source) if last.get(name) == number else _ordinary(cell)
        for number, (name, cell) in enumerate(zip(ids, cells, strict=True))
    ]
    graded = (cell for cell in known.values() if cell.points is not None or cell.solution)
    return numbered(own + [_absent(cell) for cell in graded if cell.name not in last])


def _grade_id(cell: NotebookNode) -> str:
    name = cell.metadata.get("nbgrader", {}).get("grade_id")
    return name if isinstance(name, str) else ""


def _ordinary(cell: NotebookNode) -> NotebookNode:
    if cell.cell_type == "code":
        return new_cell("code", cell.source)
    return new_cell("markdown", inert(cell.source))


def _known(known: Known, source: str) -> NotebookNode:
    if known.locked:
        source = known.source
    elif known.kind != "code":
        source = inert(source)
    return new_cell(known.kind, source, {"nbgrader": _metadata(known)})


def _absent(known: Known) -> NotebookNode:
    cell = _known(known, _("# This cell was not in the submission."))
    cell.metadata[NOTES] = {"absent": True}
    return cell


def _metadata(known: Known) -> dict[str, Any]:
    graded = {"points": known.points} if known.points is not None else {}
    return {
        "schema_version": 3,
        "grade_id": known.name,
        "grade": known.points is not None and not known.task,
        "solution": known.solution,
        "locked": known.locked,
        "task": known.task,
        "cell_type": known.kind,
        "checksum": known.checksum,
        **graded,
    }
