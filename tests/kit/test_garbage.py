"""Whatever comes back, a check judges it: it neither breaks nor gives points."""

import ast
from pathlib import Path
from typing import Any

import pytest

from grader.course.course import find_course
from grader.course.selection import select
from grader.grading.session import grade
from grader.records.report import Status
from grader.submission.submission import Submission

HERE = Path(__file__)
COURSE = find_course()
ANSWERS = {
    "nothing": "None",
    "a number": "0.0",
    "an int": "1",
    "a bool": "True",
    "text": "'1'",
    "an empty list": "[]",
    "nested lists": "[[0.0, 0.0], [0.0]]",
    "an empty dict": "{}",
    "a dict of the right keys": "dict.fromkeys(('top', 'left', 'bottom', 'right'))",
    "a dict of lists": "{k: [1, 2] for k in ('top', 'left', 'bottom', 'right')}",
    "a dict of wrong arrays": "{k: np.ones(2) for k in ('top', 'left', 'bottom', 'right')}",
    "a 0-d array": "np.array(1.0)",
    "an empty array": "np.zeros((0, 3))",
    "an array": "np.zeros((3, 3))",
    "a deep array": "np.zeros((1,) * 6)",
    "an array of NaN": "np.full((2, 2), np.nan)",
    "a complex array": "np.ones((2, 2), complex)",
    "an object": "object()",
    "an object array": "np.array([None, {}])",
    "the first argument": "args[0] if args else None",
    "all arguments": "args",
    "a class": "np.ndarray",
}
RAISING = {
    "ValueError for everything": "raise ValueError('no')",
    "TypeError for everything": "raise TypeError('no')",
}
QUICK = {"nothing", "an object array", "ValueError for everything"}


def functions(exercise: str) -> list[str]:
    tree = ast.parse((COURSE.exercises / f"{exercise}.py").read_text(encoding="utf-8"))
    return [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]


def body(name: str) -> str:
    return RAISING.get(name) or f"return {ANSWERS[name]}"


def module(exercise: str, body: str) -> str:
    defined = [f"def {name}(*args, **kwargs):\n    {body}\n" for name in functions(exercise)]
    return "import numpy as np\n" + "\n".join(defined)


@pytest.fixture(scope="module")
def reports(course, zygotes, request):
    """A report for each answer that a selected test asks about, all of one session."""
    names = [item.callspec.params["name"] for item in request.session.items if item.path == HERE]
    submissions = []
    for name in names:
        files = {each: module(each, body(name)).encode() for each in COURSE.points}
        submissions.append(Submission(name, files, {}, HERE))
    graded = grade(course, submissions, select(course, []), zygotes, spot_seconds=0)
    return {report.submission: report for report in graded}


def marked(name: str) -> Any:
    return pytest.param(name, marks=() if name in QUICK else pytest.mark.mutants)


@pytest.mark.parametrize("name", [marked(each) for each in ANSWERS | RAISING])
def test_no_answer_to_everything_is_worth_a_point_or_breaks_a_check(name, reports):
    earned = [check.id for check in reports[name].checks if check.score]
    broken = [check.message for check in reports[name].checks if check.status is Status.BROKEN]
    assert (earned, broken) == ([], [])
