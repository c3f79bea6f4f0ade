"""The same seed gives the same grade, and another seed gives the same verdicts."""

import pytest
from msgspec.structs import replace

from grader.course.selection import select
from grader.errors import CannotGrade
from grader.grading.seed import SEED, secret_seed
from grader.grading.session import SPOT_SECONDS, grade
from grader.submission.submission import Submission

NUMPY = ["conv", "padding", "stride", "pooling"]
WRONG = """
def conv2d(image, kernel, bias=0.0):
    return np.zeros((1, 1))
def relu(x):
    x[x < 0] = 0
    return x
"""


@pytest.fixture
def graded(course, zygotes):
    """The reports of the solutions with some code added, for a seed."""

    def run(code, seed, spot_seconds=0.0):
        files = {name: (course.solutions / f"{name}.py").read_bytes() for name in NUMPY}
        files["conv"] += code.encode()
        submission = Submission("anna", files, {}, course.solutions)
        names = select(course, NUMPY)
        return grade(course, [submission, submission], names, zygotes, None, seed, spot_seconds)

    return run


def without_times(report):
    return [replace(check, duration_s=0.0) for check in report.checks]


@pytest.mark.parametrize(("seed", "spot_seconds"), [(SEED, SPOT_SECONDS), (1, 0.0)])
def test_the_same_seed_gives_the_same_report_to_the_last_digit(graded, seed, spot_seconds):
    first, second = graded(WRONG, seed, spot_seconds)
    (third, _) = graded(WRONG, seed, spot_seconds)
    assert without_times(first) == without_times(second) == without_times(third)


def test_another_seed_draws_other_numbers_and_gives_the_same_verdicts(graded):
    one, other = graded(WRONG, 1)[0], graded(WRONG, 2)[0]
    assert without_times(one) != without_times(other)
    assert [check.status for check in one.checks] == [check.status for check in other.checks]


@pytest.mark.parametrize("seed", [0, 1, 2, 99, 2**40])
def test_the_solutions_keep_all_points_with_any_seed(graded, seed):
    assert all(report.passed for report in graded("", seed))


def test_who_grades_others_draws_a_seed_once_that_nobody_knows(course, tmp_path):
    one, other = (replace(course, root=tmp_path / name) for name in ("one", "other"))
    for each in (one, other):
        each.root.mkdir()
    first = secret_seed(one)
    assert secret_seed(one) == first
    assert len({first, secret_seed(other), SEED}) == 3
    assert one.secret_seed.stat().st_mode & 0o077 == 0


def test_a_seed_that_cannot_be_kept_is_said_with_what_to_do(course, tmp_path):
    (tmp_path / ".grader").write_text("in the way")
    with pytest.raises(CannotGrade, match="--seed N"):
        secret_seed(replace(course, root=tmp_path))
