"""What a report says is next: what is missing or broken first, then what fails because of it."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course.course import Course, find_course
from grader.course.hints import read_hints
from grader.course.selection import select
from grader.grading.next_step import all_done, next_step
from grader.grading.origin import unloadable
from grader.grading.session import open_session
from grader.records.report import Status
from grader.sandbox.wire.messages import Place
from grader.submission.submission import Submission, read_submission

COURSE = find_course()
NAMES = list(COURSE.points)
FUNCTIONS = [(name, function) for name, known in read_hints(COURSE).items() for function in known]
NUMPY = [(name, function) for name, function in FUNCTIONS if name != NAMES[-1]]
BROKEN = {
    "an open bracket": ("x = (1 + 2", "'(' was never closed"),
    "no colon": ("if True\n    pass", "expected ':'"),
    "an indent too much": ("z = 1\n  y = 2", "unexpected indent"),
    "a curly quote": ("x = \N{LEFT DOUBLE QUOTATION MARK}a", "invalid character"),
}


class StudentCourse(Course, frozen=True):
    """The course as students have it, without solutions."""

    @property
    def solutions(self) -> Path:
        return self.root / "nowhere"

    @property
    def suites(self) -> tuple[Path, ...]:
        return (self.public,)


@pytest.fixture(scope="module")
def student_session(zygotes):
    course = StudentCourse(COURSE.root, COURSE.points)
    with open_session(course, zygotes, select(course, [])) as opened:
        yield opened


@pytest.fixture
def step_after(student_session, zygotes, tmp_path):
    """Grades the stubs with `code` at the end of one of them, and gives what is next."""

    def run(exercise: str, code: str, *selected: str):
        for name in NAMES:
            if not (tmp_path / f"{name}.py").exists():
                stub = (COURSE.exercises / f"{name}.py").read_bytes()
                (tmp_path / f"{name}.py").write_bytes(stub)
        source = (COURSE.exercises / f"{exercise}.py").read_text(encoding="utf-8")
        (tmp_path / f"{exercise}.py").write_text(f"{source}\n{code}\n", encoding="utf-8")
        submission = read_submission(tmp_path, NAMES, zygotes)
        selection = select(COURSE, list(selected or (exercise,)))
        report = student_session.submit(submission, selection=selection).result()
        return report, next_step(report, submission, None)

    return run


def parameters(exercise: str, function: str) -> int:
    """How many arguments a function takes at least."""
    tree = ast.parse((COURSE.exercises / f"{exercise}.py").read_text(encoding="utf-8"))
    found = (each for each in tree.body if isinstance(each, ast.FunctionDef))
    arguments = next(each.args for each in found if each.name == function)
    return len(arguments.args) - len(arguments.defaults)


def line_of(file: Path, text: str) -> int:
    return 1 + file.read_text(encoding="utf-8").split("\n").index(text)


@pytest.mark.parametrize(("exercise", "function"), NUMPY)
def test_a_function_that_is_called_and_not_written_comes_first(
    exercise, function, step_after, tmp_path
):
    helper = next(each for name, each in NUMPY if name == exercise and each != function)
    count = parameters(exercise, helper)
    code = f"def {function}(*args, **more):\n    return {helper}(*[0] * {count})\n"
    _report, step = step_after(exercise, code)
    defined = next(
        number
        for number, line in enumerate((tmp_path / f"{exercise}.py").read_text().split("\n"), 1)
        if line.startswith(f"def {helper}(")
    )
    assert (step.function, step.action) == (helper, "write")
    assert step.place.endswith(f"{exercise}.py:{defined}")
    assert step.command == f"python -m grader {exercise}.{helper}"


def test_a_function_of_another_exercise_that_is_not_written_comes_first(step_after, tmp_path):
    (tmp_path / "conv.py").write_bytes((COURSE.exercises / "conv.py").read_bytes())
    code = "from conv import relu\ndef flatten(maps):\n    return relu(maps)\n"
    _report, step = step_after("pooling", code)
    assert (step.function, step.action) == ("relu", "write")
    assert "conv.py:" in step.place


def test_an_own_helper_that_is_not_written_comes_first(step_after, tmp_path):
    code = """
def later(x):
    x += 1
    raise NotImplementedError
def relu(x):
    return later(x)
"""
    _report, step = step_after("conv", code)
    assert (step.function, step.action) == ("later", "write")
    assert step.place.endswith(f":{line_of(tmp_path / 'conv.py', 'def later(x):')}")
    assert step.command == "python -m grader conv.relu"


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_imported_is_named_with_its_line_and_nothing_else(
    name, step_after, tmp_path
):
    code, reason = BROKEN[name]
    broken = code.split("\n")[0] if name != "an indent too much" else code.split("\n")[-1]
    report, step = step_after("conv", code)
    line = line_of(tmp_path / "conv.py", broken)
    assert step.action == "repair"
    assert step.place.endswith(f"conv.py:{line}")
    assert step.command == "python -m grader conv"
    failed = [check for check in report.checks if check.status is not Status.BROKEN]
    assert {check.origin.source.split("\n")[0] for check in failed} == {broken.strip()}
    assert reason in report.checks[0].message


def test_a_broken_file_that_a_function_needs_comes_first(step_after, tmp_path):
    (tmp_path / "conv.py").write_text("x = 1\nx = = 2\n")
    code = "from conv import relu\ndef flatten(maps):\n    return relu(maps).ravel()\n"
    report, step = step_after("pooling", code, "pooling.flatten")
    assert "conv.py" in report.checks[0].message
    assert step.action == "repair"
    assert step.place.endswith("conv.py:2")


def test_a_missing_file_is_named_with_the_command_that_brings_its_stub_back(
    student_session, zygotes, tmp_path
):
    (tmp_path / "padding.py").write_bytes((COURSE.exercises / "padding.py").read_bytes())
    submission = read_submission(tmp_path, NAMES, zygotes)
    report = student_session.submit(submission, selection=select(COURSE, ["conv"])).result()
    step = next_step(report, submission, None)
    assert (step.action, step.command) == ("restore", "python -m grader reset conv")
    assert step.place.endswith("conv.py")
    assert next_step(report, submission, tmp_path).command == ""


def test_a_call_that_takes_too_long_is_shown(step_after, monkeypatch):
    monkeypatch.setattr("grader.checks.mark.CALL_SECONDS", 0.5)
    report, step = step_after("padding", "def same_padding(kernel_size):\n    while True: pass\n")
    slow = next(check for check in report.checks if check.status is Status.TIMEOUT)
    assert slow.evidence.call.startswith("same_padding(")
    assert (step.function, step.action) == ("same_padding", "fix")


@pytest.mark.parametrize("exercise", NAMES[:-1])
def test_after_an_exercise_the_next_one_is_named(exercise, grade_folder):
    report = grade_folder(COURSE.solutions, exercise)
    done = all_done(report, NAMES, True, Path("exercises"))
    following = NAMES[NAMES.index(exercise) + 1]
    assert done.following.endswith(f"exercises/{following}.py")
    assert done.look == f"python -m grader show {exercise}"
    part = all_done(report, NAMES, False, Path("exercises"))
    assert part.rest == f"python -m grader {exercise}"


def test_after_everything_the_folder_to_hand_in_is_named(grade_folder):
    report = grade_folder(COURSE.solutions, *NAMES[:2])
    assert all_done(report, NAMES[:2], True, Path("exercises")).folder.endswith("exercises")
    assert all_done(report, [NAMES[2], *NAMES[:2]], True, Path("x")).rest == "python -m grader"


LINES = st.lists(st.text(max_size=30).filter(lambda text: not set("\r\n") & set(text)), max_size=5)


@given(lines=LINES, line=st.integers(-5, 10), column=st.integers(-5, 50), cell=st.integers(0, 2))
def test_the_line_of_any_file_can_be_shown(lines, line, column, cell):
    source = "\n".join(lines).encode(errors="replace")
    submission = Submission("", {"conv": source if cell == 0 else (source,)}, {}, Path())
    found = unloadable("conv", submission, Place("conv.py", line, "", cell, column))
    assert found.source.count("\n") <= 1
    assert all(sign.isprintable() or sign == "\n" for sign in found.source)
