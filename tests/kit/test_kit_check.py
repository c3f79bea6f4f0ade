"""The kit checks itself."""

import shutil

import pytest

from grader.course.course import Course, find_course
from grader.errors import UsageError
from grader.grading.progress import Progress
from grader.kit_check import problems


@pytest.fixture
def copy(course, tmp_path) -> Course:
    """A copy of the kit's folders that may be spoilt."""
    for name in ("exercises", "solutions", "tests/public", "tests/hidden", "tests/feedback"):
        shutil.copytree(course.root / name, tmp_path / name)
    shutil.copy(course.root / "tests" / "conftest.py", tmp_path / "tests")
    shutil.copy(course.root / "pyproject.toml", tmp_path)
    return find_course(tmp_path)


def found(course: Course, zygotes) -> list[str]:
    return list(problems(course, zygotes, Progress()))


def without_cnn(course: Course) -> Course:
    """The same kit without the exercise that needs TensorFlow, for the sake of speed."""
    for folder, prefix in ((course.exercises, ""), (course.solutions, "")):
        (folder / f"{prefix}cnn.py").unlink()
    for folder in course.suites:
        (folder / "test_cnn.py").unlink()
    points = {name: value for name, value in course.points.items() if name != "cnn"}
    return Course(course.root, points)


def test_the_kit_is_in_order(course, zygotes):
    assert found(course, zygotes) == []


def test_a_stub_that_is_not_derived_is_found(copy, zygotes):
    with open(copy.exercises / "conv.py", "a") as file:
        file.write("# mine\n")
    assert found(copy, zygotes) == [
        "exercises/conv.py is not what solutions/conv.py gives: python -m grader.stubs"
    ]


def test_missing_and_stray_files_are_found(copy, zygotes):
    (copy.exercises / "conv.py").rename(copy.exercises / "convolution.py")
    (copy.root / "tests" / "hidden" / "test_stride.py").unlink()
    assert found(copy, zygotes) == [
        "exercises/conv.py is missing",
        "exercises/convolution.py belongs to no exercise of pyproject.toml",
        "hidden/test_stride.py is missing",
    ]


def test_points_that_do_not_add_up_are_found(copy, zygotes):
    copy = without_cnn(copy)
    suite = copy.root / "tests" / "public" / "test_conv.py"
    suite.write_text(suite.read_text().replace("points=0.25", "points=1.25", 1))
    assert found(copy, zygotes) == [
        "conv: the checks give 26 points, not 25",
        "the points add up to 76, not 100",
    ]


def test_a_solution_that_fails_and_a_stub_that_passes_are_found(copy, zygotes):
    copy = without_cnn(copy)
    suite = copy.root / "tests" / "public" / "test_conv.py"
    suite.write_text(
        suite.read_text().replace("same(student.stamp(patch, kernel), 21.0)", "return", 1)
        + "\n\n@pytest.mark.check('relu', points=1, hint='none')\ndef test_x(student):\n"
        "    same(student.relu(np.ones(1)), np.zeros(1))\n"
    )
    text = found(copy, zygotes)
    assert any(line.startswith("conv/relu/x of the solution is failed") for line in text)
    assert any("of the stub is passed, not not_started" in line for line in text)


UNLIKE = {
    "another number": ("axes=2) + bias", "axes=2) - bias"),
    "another dtype": ("axes=2) + bias", "axes=2).astype(np.float32) + bias"),
    "another exception": ('require_number("bias", bias)\n    patches', "patches"),
}


@pytest.mark.parametrize("name", UNLIKE)
def test_a_solution_without_loops_that_answers_otherwise_is_found(name, copy, zygotes):
    copy = without_cnn(copy)
    solution = copy.solutions / "conv.py"
    assert solution.read_text().count(UNLIKE[name][0]) == 1
    solution.write_text(solution.read_text().replace(*UNLIKE[name]))
    assert any(line.startswith("conv2d_without_loops answers") for line in found(copy, zygotes))


def test_a_lesson_that_is_built_otherwise_in_another_language_is_found(copy, zygotes):
    copy = without_cnn(copy)
    copy.page("padding", "ko").unlink()
    page = copy.page("conv", "ko")
    page.write_text(page.read_text(encoding="utf-8").replace("## 도장", "도장"), encoding="utf-8")
    lines = [line for line in found(copy, zygotes) if ".ko.md" in line]
    assert "solutions/conv.ko.md, section 'One stamp' is missing" in lines
    assert lines[-1].startswith("solutions/padding.ko.md is missing")


def test_a_copy_without_solutions_says_so(copy, zygotes):
    shutil.rmtree(copy.solutions)
    with pytest.raises(UsageError, match="is a student's"):
        found(copy, zygotes)
