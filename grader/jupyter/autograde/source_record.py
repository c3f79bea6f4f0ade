"""Reads what nbgrader recorded about the cells of a source notebook."""

from msgspec import Struct
from nbgrader.api import Gradebook


class Known(Struct, frozen=True):
    """A cell of the source; `points` is None where it is not graded."""

    name: str
    kind: str
    source: str
    checksum: str
    locked: bool
    solution: bool
    task: bool
    points: float | None


def read_record(gradebook: Gradebook, notebook: str, assignment: str) -> list[Known]:
    """The cells of a source notebook in their order, as they were when it was generated."""
    source = gradebook.find_notebook(notebook, assignment)
    tasks = {cell.name for cell in source.task_cells}
    graded = [*source.grade_cells, *source.task_cells]
    points = {cell.name: float(cell.max_score) for cell in graded}
    solutions = {cell.name for cell in source.solution_cells}
    return [
        Known(
            cell.name,
            cell.cell_type,
            cell.source,
            cell.checksum,
            bool(cell.locked),
            cell.name in solutions,
            cell.name in tasks,
            points.get(cell.name),
        )
        for cell in source.source_cells
    ]
