"""Writes a report into the cells of a notebook, in the form that nbgrader reads."""

from msgspec.structs import replace
from nbformat import NotebookNode
from nbformat.v4 import new_output

from grader.jupyter.autograde.new_cells import NOTES, inert, new_cell
from grader.jupyter.course.grade_ids import grade_cell, graded_function
from grader.jupyter.kernel.check_messages import ShownReport
from grader.jupyter.kernel.shown_report import message, shown
from grader.language import _
from grader.records.report import Exercise, Report
from grader.render.function import sentence
from grader.sandbox.wire.reader_messages import NOTEBOOK
from grader.text import printable


def write_report(cells: list[NotebookNode], exercise: str, report: Report) -> None:
    """Gives each graded cell its points and the student's view, and each solution a comment.

    A cell that cannot be graded gets no points, and is noted for a grader's own hand. A cell that
    is worth nothing is left as it is.
    """
    gone = {cell.metadata.nbgrader.grade_id for cell in cells if _is_absent(cell)}
    for cell in cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade") and about["points"]:
            _write_points(cell, only(report, exercise, graded_function(about["grade_id"])))
        elif about.get("solution"):
            of_function = only(report, exercise, about["grade_id"])
            lost = grade_cell(about["grade_id"]) in gone
            said = _no_points(grade_cell(about["grade_id"])) if lost else comment(of_function)
            _notes(cell)["comment"] = said


def note_cells(exercise: str, report: Report) -> list[NotebookNode]:
    """Cells that say how the notebook was read, where that is not a matter of course."""
    about = (note for note in report.notes if f"{exercise}{NOTEBOOK}" in note)
    return [new_cell("markdown", inert(printable(note))) for note in about]


def only(report: Report, exercise: str, function: str) -> Report | None:
    """The report on one function; None if no check is about it."""
    checks = (one.checks for one in report.exercises if one.name == exercise)
    own = tuple(check for each in checks for check in each if check.function == function)
    return replace(report, exercises=(Exercise(exercise, own),)) if own else None


def comment(report: Report | None) -> str:
    """Says in one line or two how a solution did, and why."""
    if report is None:
        return ""
    known = (check.diagnosis.text for check in report.checks if check.diagnosis)
    return "\n".join([sentence(report), *dict.fromkeys(known)])


def _notes(cell: NotebookNode) -> NotebookNode:
    return cell.metadata.setdefault(NOTES, NotebookNode())


def _is_absent(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get(NOTES, {}).get("absent"))


def _no_points(name: str) -> str:
    text = _("The cell {name} was not in the submission, so there are no points for it.")
    return text.format(name=name)


def _write_points(cell: NotebookNode, report: Report | None) -> None:
    if cell.cell_type == "code":
        cell.outputs = _outputs(cell, report)
    if not _is_absent(cell) and (report is None or not report.complete):
        _notes(cell)["by_hand"] = True


def _outputs(cell: NotebookNode, report: Report | None) -> list[NotebookNode]:
    name, most = cell.metadata.nbgrader.grade_id, float(cell.metadata.nbgrader.points)
    if _is_absent(cell):
        return [_points(0.0), _display(message(_no_points(name)))]
    if report is None:
        return [_error(_("No check of the kit is about the cell {name}.").format(name=name))]
    if not report.complete:
        return [_error(_("The grader itself failed in some checks; they are not graded."))]
    # The points of the day on which the notebook was made count, should the suites have changed.
    return [_points(min(most, report.score * most / report.max_score)), _display(shown(report))]


def _points(points: float) -> NotebookNode:
    """The result that nbgrader takes for the score: a plain float and nothing else."""
    return new_output("execute_result", data={"text/plain": repr(points)})


def _display(shown: ShownReport) -> NotebookNode:
    """Nothing in it is a formula, though a student may have written one into an exception."""
    html = f'<div class="tex2jax_ignore mathjax_ignore">{shown.html}</div>'
    return new_output("display_data", data={"text/plain": shown.text, "text/html": html})


def _error(text: str) -> NotebookNode:
    """Where nbgrader finds neither an error nor a number, it gives all points."""
    return new_output("error", ename="NotGraded", evalue=text, traceback=[printable(text)])
