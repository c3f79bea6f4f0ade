"""Whatever comes back, a check judges it: it neither breaks nor gives points."""

import ast
from typing import Any

import pytest

from grader.grading.course import find_course
from grader.report import Status

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


def module(exercise: str, body: str) -> str:
    defined = [f"def {name}(*args, **kwargs):\n    {body}\n" for name in functions(exercise)]
    return "import numpy as np\n" + "\n".join(defined)


def marked(name: str) -> Any:
    return pytest.param(name, marks=() if name in QUICK else pytest.mark.mutants)


@pytest.mark.parametrize("name", [marked(each) for each in ANSWERS | RAISING])
def test_no_answer_to_everything_is_worth_a_point_or_breaks_a_check(name, grade_folder, tmp_path):
    body = RAISING.get(name) or f"return {ANSWERS[name]}"
    for exercise in COURSE.points:
        (tmp_path / f"{exercise}.py").write_text(module(exercise, body), encoding="utf-8")
    report = grade_folder(tmp_path)
    earned = [check.id for check in report.checks if check.score]
    broken = [check.message for check in report.checks if check.status is Status.BROKEN]
    assert (earned, broken) == ([], [])
