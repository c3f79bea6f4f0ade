"""Names of exercises and functions are understood as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course.course import find_course
from grader.course.hints import functions_of
from grader.course.names import one_exercise, one_function, one_name, understood
from grader.errors import UsageError

FUNCTIONS = functions_of(find_course())
ALL = [(name, function) for name in FUNCTIONS for function in FUNCTIONS[name]]
FORMS = (
    "{exercise}.{function}", "{function}", "exercises/{exercise}.py:{function}",
    "{exercise}:{function}", "{exercise}.py::{function}", ".\\exercises\\{exercise}.py.{function}",
    "./{exercise}.ipynb:{function}",
)  # fmt: skip
FILES = ("{exercise}", "{exercise}.py", "exercises/{exercise}.py", "/a b/{exercise}.ipynb")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("exercise", "function"), ALL)
def test_a_function_is_understood(exercise, function, form):
    typed = form.format(exercise=exercise, function=function)
    assert one_function(typed, FUNCTIONS, "hint") == (exercise, function)
    assert one_exercise(typed, FUNCTIONS, "show") == exercise


@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("exercise", FUNCTIONS)
def test_an_exercise_is_understood(exercise, form):
    assert one_name(form.format(exercise=exercise), FUNCTIONS, "") == exercise


def test_an_exercise_in_place_of_a_function_is_answered_with_what_to_type():
    with pytest.raises(UsageError) as error:
        one_function("padding", FUNCTIONS, "python -m grader hint")
    assert "  python -m grader hint padding.zero_pad" in str(error.value)


@given(st.data())
def test_a_slip_of_one_key_is_answered_with_what_was_meant(data):
    exercise, function = data.draw(st.sampled_from(ALL))
    place = data.draw(st.integers(1, len(function) - 1))
    typed = f"{exercise}.{function[:place]}{function[place + 1 :]}"
    if understood(typed, FUNCTIONS).partition(".")[2] in FUNCTIONS[exercise]:
        return
    with pytest.raises(UsageError) as error:
        one_function(typed, FUNCTIONS, "hint")
    assert f"  hint {exercise}.{function}" in str(error.value)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_name_or_is_answered(typed):
    if understood(typed, FUNCTIONS).partition(".")[0] in FUNCTIONS:
        return
    with pytest.raises(UsageError, match="\n  python -m grader "):
        one_name(typed, FUNCTIONS, "python -m grader")
