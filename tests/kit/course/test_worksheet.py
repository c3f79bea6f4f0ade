"""What a student starts from: sections of the lesson, and stubs that come back."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course.course import find_course
from grader.course.hints import functions_of
from grader.course.worksheet import definition, section, with_definition, worksheet
from grader.language import LANGUAGES, choose

COURSE = find_course()
ALL = [(name, each) for name, known in functions_of(COURSE).items() for each in known]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("exercise", "function"), ALL)
def test_every_function_has_a_section_in_every_language(exercise, function, language):
    choose(language)
    found = section(worksheet(COURSE, exercise), function)
    choose("en")
    assert found.markdown
    assert found.signature.startswith(f"def {function}(")
    assert ">>>" in found.docstring or exercise == "cnn"


@pytest.mark.parametrize("exercise", COURSE.points)
def test_an_exercise_begins_with_its_title(exercise):
    found = section(worksheet(COURSE, exercise), "")
    assert found.markdown.startswith("# ")
    assert not found.signature


@pytest.mark.parametrize(("exercise", "function"), ALL)
def test_a_stub_takes_the_place_of_a_solution_and_of_nothing_else(exercise, function):
    solution = (COURSE.solutions / f"{exercise}.py").read_text(encoding="utf-8")
    stub = definition(worksheet(COURSE, exercise), function)
    reset = with_definition(solution, function, stub)
    functions = {
        node.name: ast.unparse(node)
        for node in ast.parse(reset).body
        if isinstance(node, ast.FunctionDef)
    }
    before = {
        node.name: ast.unparse(node)
        for node in ast.parse(solution).body
        if isinstance(node, ast.FunctionDef)
    }
    assert functions[function] == ast.unparse(ast.parse(stub).body[0])
    assert {**functions, function: ""} == {**before, function: ""}


LINES = st.lists(
    st.sampled_from(["    x = 1", "", "    y = (", "    )", "    '''", "\tz", "    # def f()"])
)


@given(LINES, LINES)
def test_a_function_is_replaced_whatever_is_in_it_and_only_once(first, second):
    body, other = "\n".join(first), "\n".join(second)
    text = f"import a\n\n\ndef f(\n    x,\n):\n{body}\n\n\ndef g():\n{other}\n\n\ndef f(x): pass\n"
    reset = with_definition(text, "f", "def f():\n    raise NotImplementedError")
    assert reset.count("def f(") == text.count("# def f(") - body.count("# def f(") + 1
    assert reset.startswith("import a\n\n\ndef f():\n    raise NotImplementedError\n")
    assert f"def g():\n{other}" in reset


def test_a_function_that_is_gone_comes_back_at_the_end():
    assert with_definition("import a\n", "f", "def f(): ...") == "import a\n\n\ndef f(): ...\n"
