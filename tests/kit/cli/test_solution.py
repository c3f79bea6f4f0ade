"""`solution` shows another way to write a function, where it is there and one's own is right."""

import pytest
from msgspec.structs import replace

from grader.cli.main import main
from grader.course.course import find_course
from grader.course.hints import functions_of
from grader.course.solution_code import solution_code
from grader.release.bundle import solutions
from grader.release.deliver import deliver

COURSE = find_course()


@pytest.fixture
def handed_in(tmp_path, monkeypatch):
    """Puts a file into `exercises` of a folder from which commands are run."""
    (tmp_path / "exercises").mkdir()
    monkeypatch.chdir(tmp_path)

    def write(source):
        (tmp_path / "exercises" / "conv.py").write_text(source, encoding="utf-8")

    return write


def test_the_solution_of_a_function_that_passes_is_shown(handed_in, capsys):
    handed_in("import numpy as np\n\ndef relu(x):\n    return np.clip(x, 0.0, None).astype(float)")
    assert main(["solution", "relu"]) == 0
    shown = capsys.readouterr().out
    assert "np.maximum(x, 0.0)" in shown
    assert "###" not in shown
    assert '"""' not in shown


def test_the_solution_of_a_function_that_does_not_pass_is_not_shown(handed_in, capsys):
    handed_in("def relu(x):\n    return x")
    assert main(["solution", "conv.relu"]) == 1
    shown = capsys.readouterr().out
    assert "relu does not pass its checks yet" in shown
    assert "maximum" not in shown


def test_a_copy_without_solutions_says_so(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("grader.cli.solution.solution_code", lambda *names: "")
    assert main(["solution", "conv.relu"]) == 2
    assert "has no solutions" in capsys.readouterr().err


def test_a_copy_that_was_released_with_solutions_has_the_code_of_every_function(tmp_path):
    deliver(solutions(COURSE), tmp_path)
    copy = replace(COURSE, root=tmp_path)
    assert not copy.solutions.is_dir()
    for exercise, functions in functions_of(COURSE).items():
        for function in functions:
            code = solution_code(copy, exercise, function)
            assert code == solution_code(COURSE, exercise, function)
            assert code.startswith(f"def {function}(")
            compile(code, function, "exec")
