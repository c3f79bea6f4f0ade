"""Where no known mistake explains a failure, the report names the line to look at."""

import shutil

import pytest

from grader.course.course import find_course
from grader.records.report import for_audience

SOLUTIONS = find_course().solutions


def wrong(exercise, old, new):
    """The solution with one change, and the number of the line where it is."""
    text = (SOLUTIONS / f"{exercise}.py").read_text(encoding="utf-8")
    assert old in text
    line = text[: text.index(old)].count("\n") + 1
    return text.replace(old, new, 1), line


@pytest.fixture
def spots(grade_folder, tmp_path):
    """Grades one function of an exercise: the report, and the spots in it."""

    def run(exercise, function, code):
        for file in SOLUTIONS.glob("*.py"):
            shutil.copy(file, tmp_path)
        (tmp_path / f"{exercise}.py").write_text(code, encoding="utf-8")
        report = grade_folder(tmp_path, f"{exercise}.{function}")
        return report, [check.spot for check in report.checks if check.spot]

    return run


def test_the_line_of_an_unknown_mistake_is_named(spots):
    code, line = wrong("conv", "stamp(patch, kernel, bias)", "stamp(patch, kernel, bias) * (i + 1)")
    _report, found = spots("conv", "conv2d", code)
    assert {spot.line for spot in found} == {line}
    assert found[0].code == "stamp(patch, kernel, bias) * (i + 1)"
    assert "-> result[i, j] = stamp(patch, kernel, bias)" in " ".join(found[0].change.split())


def test_a_student_is_told_where_and_not_what(spots):
    code, _line = wrong(
        "conv", "stamp(patch, kernel, bias)", "stamp(patch, kernel, bias) * (i + 1)"
    )
    report, _found = spots("conv", "conv2d", code)
    checks = for_audience(report, "student").checks
    assert any(check.spot for check in checks)
    assert not any(check.spot and (check.spot.change or check.spot.remedy) for check in checks)
    assert not any(check.spot for check in checks if check.hidden)


def test_what_is_right_has_no_spot(spots):
    code, _line = wrong("conv", "np.zeros((rows, columns))", "np.zeros((rows, columns)) + 0")
    _report, found = spots("conv", "conv2d", code)
    assert found == []
