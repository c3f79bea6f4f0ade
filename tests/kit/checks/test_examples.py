"""What a docstring shows is asked by a public check: nobody fails an example unseen."""

import ast
import doctest
import importlib.util
import inspect
from collections import defaultdict

import numpy as np
import pytest

from grader.checks.plan import Plan
from grader.checks.student import StudentFunctions
from grader.course.course import find_course
from grader.grading.reference import References

COURSE = find_course()
FIXTURES = {"student", "reference", "rng"}  # of a check that needs no model


def module_of(file):
    spec = importlib.util.spec_from_file_location(f"shown_{file.stem}", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def functions_of(solution):
    return {name: each for name, each in vars(solution).items() if inspect.isfunction(each)}


def examples(exercise, solution):
    """The calls in the docstrings of an exercise, as (name, arguments)."""
    calls = []

    def recording(name, function):
        def call(*args, **kwargs):
            calls.append((name, arguments(function, args, kwargs)))
            return function(*args, **kwargs)

        return call

    known = functions_of(solution)
    names = {"np": np, **{name: recording(name, function) for name, function in known.items()}}
    source = (COURSE.exercises / f"{exercise}.py").read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            text = ast.get_docstring(node) or ""
            test = doctest.DocTestParser().get_doctest(text, names, node.name, None, None)
            assert not doctest.DocTestRunner(verbose=False).run(test).failed
    return calls


def arguments(function, args, kwargs):
    bound = inspect.signature(function).bind(*args, **kwargs)
    bound.apply_defaults()
    return bound.args


def asked(exercise, solution):
    """What the public checks of an exercise ask, by function."""
    known = functions_of(solution)
    found = defaultdict(list)
    suite = module_of(COURSE.public / f"test_{exercise}.py")
    for name, check in functions_of(suite).items():
        wanted = inspect.signature(check).parameters.keys()
        if not name.startswith("test_") or not wanted <= FIXTURES:
            continue
        plan = Plan(0)
        given = {
            "student": StudentFunctions(plan),
            "reference": solution,
            "rng": np.random.default_rng(0),
        }
        check(**{each: given[each] for each in wanted})
        for step in plan.steps:
            if hasattr(step, "call"):
                function = step.call.function
                found[function].append(arguments(known[function], step.args, step.kwargs))
    return found


def alike(one, other):
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(alike, one, other))
    return bool(np.array_equal(one, other))


@pytest.mark.parametrize("exercise", COURSE.points)
def test_the_examples_of_a_docstring_are_public_checks(exercise):
    solution = References(COURSE).solution(exercise)
    questions = asked(exercise, solution)
    shown = examples(exercise, solution)
    assert shown
    for name, args in shown:
        assert any(alike(args, each) for each in questions[name]), f"{name}{args}"
