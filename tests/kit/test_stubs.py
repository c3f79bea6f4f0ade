"""The exercises are derived from the solutions."""

import ast

import pytest

from grader.course.course import find_course
from grader.stubs import stub, stubs

COURSE = find_course()


@pytest.mark.parametrize("name", stubs(COURSE))
def test_an_exercise_is_what_its_solution_gives(name):
    text = (COURSE.exercises / name).read_text(encoding="utf-8")
    assert text == stubs(COURSE)[name], "run: python -m grader.stubs"


@pytest.mark.parametrize("name", stubs(COURSE))
def test_no_line_of_reference_code_is_left_in_an_exercise(name):
    text = stubs(COURSE)[name]
    assert "SOLUTION" not in text
    assert "### " not in text
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("load_"):
            assert ast.unparse(node.body[-1]) == "raise NotImplementedError"
            assert ast.get_docstring(node)


def test_a_region_in_a_function_becomes_not_implemented():
    text = "def f():\n    '''Doc.'''\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n"
    assert stub(text) == "def f():\n    '''Doc.'''\n    raise NotImplementedError\n"


def test_a_helper_region_vanishes():
    text = "import a\n\n### BEGIN SOLUTION\ndef g(): ...\n### END SOLUTION\n\n\n\n\n# %%\nb = 1\n"
    assert stub(text) == "import a\n\n\n# %%\nb = 1\n"


def test_a_cell_of_helpers_vanishes_with_its_marker():
    cell = "\n\n# %%\n### BEGIN SOLUTION\ndef g(): ...\n\n\n### END SOLUTION\n"
    assert stub(f"a = 1\n{cell}{cell}") == "a = 1\n"
    assert stub(f"a = 1\n{cell}{cell}\n\n# %%\nb = 1\n") == "a = 1\n\n\n# %%\nb = 1\n"
