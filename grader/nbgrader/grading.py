"""Writes a report into the cells of a notebook, in the form that nbgrader reads."""

from msgspec.structs import replace
from nbformat import NotebookNode
from nbformat.v4 import new_output

from grader.language import _
from grader.nbgrader.exporter import NOTES
from grader.notebook.messages import Shown
from grader.notebook.show import message, shown
from grader.notebooks.names import graded_function
from grader.render.function import sentence
from grader.report import Exercise, Report
from grader.text import printable


def write_report(cells: list[NotebookNode], exercise: str, report: Report) -> None:
    """Gives each graded cell its points and the student's view, and each solution a comment.

    A cell that cannot be graded gets no points, and is noted for a grader's own hand. A cell that
    is worth nothing is left as it is.
    """
    for cell in cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade") and about["points"]:
            of_function = only(report, exercise, graded_function(about["grade_id"]))
            cell.outputs = _outputs(cell, of_function)
            if of_function is None or not of_function.complete:
                _notes(cell)["by_hand"] = True
        elif about.get("solution"):
            _notes(cell)["comment"] = comment(only(report, exercise, about["grade_id"]))


def only(report: Report, exercise: str, function: str) -> Report | None:
    """The report on one function; None if no check is about it."""
    checks = (one.checks for one in report.exercises if one.name == exercise)
    own = tuple(check for each in checks for check in each if check.function == function)
    return replace(report, exercises=(Exercise(exercise, own),)) if own else None


def comment(report: Report | None) -> str:
    """What is said of a solution in one line or two: how it stands, and why."""
    if report is None:
        return ""
    known = (check.diagnosis.text for check in report.checks if check.diagnosis)
    return "\n".join([sentence(report), *dict.fromkeys(known)])


def _notes(cell: NotebookNode) -> NotebookNode:
    return cell.metadata.setdefault(NOTES, NotebookNode())


def _outputs(cell: NotebookNode, report: Report | None) -> list[NotebookNode]:
    name, most = cell.metadata.nbgrader.grade_id, float(cell.metadata.nbgrader.points)
    if cell.metadata.get(NOTES, {}).get("absent"):
        text = _("The cell {name} was not in the submission, so there are no points for it.")
        return [_points(0.0), _display(message(text.format(name=name)))]
    if report is None:
        return [_error(_("No check of the kit is about the cell {name}.").format(name=name))]
    if not report.complete:
        return [_error(_("The grader itself failed in some checks; they are not graded."))]
    # The points of the day on which the notebook was made count, should the suites have changed.
    share = report.score / report.max_score
    return [_points(min(most, most * share)), _display(shown(report))]


def _points(points: float) -> NotebookNode:
    """The result that nbgrader takes for the score: a plain float and nothing else."""
    return new_output("execute_result", data={"text/plain": repr(points)})


def _display(shown: Shown) -> NotebookNode:
    return new_output("display_data", data={"text/plain": shown.text, "text/html": shown.html})


def _error(text: str) -> NotebookNode:
    """Where nbgrader finds neither an error nor a number, it gives all points."""
    return new_output("error", ename="NotGraded", evalue=text, traceback=[printable(text)])
