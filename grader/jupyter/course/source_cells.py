"""From a solution in percent format to the cells of its notebook.

nbgrader puts the stub in the place of every solution region, at its indentation. So the helpers of
a solution, which vanish whole, stand at the end of the region of the first function. So do the
functions of other exercises that it builds on: a script can import another, but not a notebook.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Literal

import jupytext
from msgspec import Struct
from msgspec.structs import replace

from grader.errors import CannotGrade
from grader.jupyter.course.brought import brought
from grader.jupyter.course.grade_ids import check_cell, grade_cell
from grader.language import N_, _, current

_HELPERS = re.compile(r"^### BEGIN SOLUTION\n(.*?)^### END SOLUTION\s*$", re.MULTILINE | re.DOTALL)
_END_OF_BODY = re.compile(r"^ +### END SOLUTION$", re.MULTILINE)
# What a lesson says of files is not true of notebooks: whole sentences around these commands.
_OF_FILES = {
    r"`python -m grader \w+`": N_("The cell below each function checks it."),
    r"`python exercises/\w+\.py`": N_("When all functions above are done, run the last cell."),
}
_SETUP = """\
from grader.notebook import checker

check = checker({exercise!r}, {language!r})"""


class SourceCell(Struct, frozen=True):
    """A cell of a source notebook; `name` is its grade id.

    With `points` a cell is graded, and `solution` cells are those that a student writes in. What
    is `by_hand` is left out where a notebook is executed without anybody there.
    """

    name: str
    kind: Literal["markdown", "code"]
    source: str
    points: float | None = None
    solution: bool = False
    by_hand: bool = False


def cells(
    exercise: str, solution: str, points: dict[str, float], solutions: Mapping[str, str]
) -> list[SourceCell]:
    """The cells of an exercise. Raises `CannotGrade` where a function has no place in it.

    What it imports of the other `solutions` goes where the helpers go.
    """
    lesson = list(_helpers_moved(list(_lesson(solution)), brought(solution, solutions), solutions))
    if missing := points.keys() - {cell.name for cell in lesson if cell.solution}:
        raise CannotGrade(
            f"solutions/{exercise}.py has no cell with a solution of {', '.join(sorted(missing))}."
        )
    first = next(number for number, cell in enumerate(lesson) if cell.kind == "code")
    rest = (part for cell in lesson[first:] for part in _with_checks(cell, points))
    return [*lesson[:first], _setup(exercise), *rest]


def _lesson(solution: str) -> Iterator[SourceCell]:
    """The cells as they stand in the solution, named after the function in or below them."""
    found = jupytext.reads(solution, fmt="py:percent").cells
    functions = [_function(each.source) if each.cell_type == "code" else "" for each in found]
    numbers = {"lesson": count(1), "code": count(1)}
    for each, function, below in zip(found, functions, [*functions[1:], ""], strict=True):
        if each.cell_type == "markdown":
            name = f"{below}-lesson" if below else f"lesson-{next(numbers['lesson'])}"
            yield SourceCell(name, "markdown", _for_notebooks(each.source))
        else:
            name = function or f"code-{next(numbers['code'])}"
            solved = _END_OF_BODY.search(each.source) is not None
            yield SourceCell(
                name, "code", each.source, solution=solved, by_hand=_is_main(each.source)
            )


def _function(source: str) -> str:
    """The first public function of a cell."""
    nodes = ast.parse(_HELPERS.sub("", source)).body
    return next((node.name for node in nodes if isinstance(node, ast.FunctionDef)), "")


def _is_main(source: str) -> bool:
    """Whether a cell is what happens when its file is run, and nothing else."""
    guard = "if __name__ == '__main__':"
    nodes = ast.parse(source).body
    return bool(nodes) and all(ast.unparse(node).startswith(guard) for node in nodes)


def _for_notebooks(text: str) -> str:
    for command, sentence in _OF_FILES.items():
        text = re.sub(rf"(?<=\.)(\s+)[^.]*{command}[^.]*\.", rf"\1{_(sentence)}", text)
    return text


def _helpers_moved(
    lesson: list[SourceCell], brought: str, exercises: Mapping[str, str]
) -> Iterator[SourceCell]:
    """The same cells with what was brought and the helpers in the first function's, so that those
    below find them."""
    imports = re.compile(rf"^from (?:{'|'.join(exercises)}) import .*\n?", re.MULTILINE)
    code = [cell.source for cell in lesson if cell.kind == "code"]
    own = [imports.sub("", each) for source in code for each in _HELPERS.findall(source)]
    helpers = [each for each in (brought, *own) if each.strip()]
    for cell in lesson:
        if cell.kind == "code":
            source = imports.sub("", _HELPERS.sub("", cell.source)).rstrip()
            cell = replace(cell, source=source)
        if cell.solution and helpers:
            cell = replace(cell, source=_with_helpers(cell.source, helpers))
            helpers = []
        if cell.source:
            yield cell


def _with_helpers(source: str, helpers: list[str]) -> str:
    """A function whose solution region ends below the helpers."""
    body, _end = _END_OF_BODY.split(source)
    below = "\n\n\n".join(each.strip() for each in helpers)
    return f"{body}\n\n{below}\n\n\n### END SOLUTION"


def _setup(exercise: str) -> SourceCell:
    source = _SETUP.format(exercise=exercise, language=current()).replace("'", '"')
    return SourceCell("check-setup", "code", source)


def _with_checks(cell: SourceCell, points: dict[str, float]) -> Iterator[SourceCell]:
    """The cell, and after a function its visible check and where its grade will stand.

    The check is worth no points, but nbgrader counts it among the tests: `nbgrader validate` only
    looks at those.
    """
    yield cell
    if cell.solution and cell.name in points:
        yield SourceCell(check_cell(cell.name), "code", f'check("{cell.name}")', points=0.0)
        worth = points[cell.name]
        yield SourceCell(
            grade_cell(cell.name), "code", _placeholder(cell.name, worth), points=worth
        )


def _placeholder(function: str, points: float) -> str:
    first = _("{function}: {points:g} points.").format(function=function, points=points)
    rest = _("Your instructor's checks write the grade here. Running this cell does nothing.")
    return f"# {first}\n# {rest}"
