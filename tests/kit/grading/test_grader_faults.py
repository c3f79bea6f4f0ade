"""What is the grader's fault is nobody's else, and no submission can make it seem so."""

import warnings

import pytest

from grader.course.selection import select
from grader.grading.session import grade
from grader.records.report import Status
from grader.sandbox import zygotes as module
from grader.sandbox.zygotes import Zygotes, open_zygotes
from grader.submission.submission import Submission


@pytest.fixture
def solution(course):
    source = (course.solutions / "padding.py").read_bytes()
    return Submission("anna", {"padding": source}, {}, course.solutions)


class DyingWorkers(Zygotes):
    """Ends each of the first workers before it has said a word."""

    deaths = 0

    def start(self, flavour):
        worker = super().start(flavour)
        if self.deaths > 0:
            self.deaths -= 1
            worker.channel.hang_up()
        return worker


@pytest.mark.parametrize("deaths", [1, 2])
def test_a_worker_that_is_gone_before_its_greeting_costs_nobody_a_point(course, solution, deaths):
    zygotes = DyingWorkers()
    zygotes.deaths = deaths
    try:
        (report,) = grade(course, [solution], select(course, ["padding"]), zygotes)
        assert report.passed
    finally:
        zygotes.close()


def test_where_no_worker_starts_the_grade_is_broken_and_not_lost(course, solution):
    zygotes = DyingWorkers()
    zygotes.deaths = 10**6
    try:
        (report,) = grade(course, [solution], select(course, ["padding"]), zygotes)
    finally:
        zygotes.close()
    assert {check.status for check in report.checks} == {Status.BROKEN}
    assert "doctor" in report.checks[0].message
    assert not report.complete


def test_where_the_system_has_no_room_for_a_process_the_zygote_goes_on(monkeypatch):
    with open_zygotes() as zygotes:
        zygotes.start("numpy").stop()
        real = module.Forked
        monkeypatch.setattr(module, "Forked", real)
        assert zygotes.start("numpy").usage() is not None


STRANGE = {
    "complex numbers": "return np.full((2, 2), 1j)",
    "a complex number": "return np.complex128(1j)",
    "a dict of all sorts": "return {None: 1, 1.5: [2], 'x': {True: ()}}",
    "an enormous list": "return [0] * 20_000",
    "a deep list": "return [[[[[[[[[[[[[1]]]]]]]]]]]]]",
    "half floats": "return np.ones((2, 2), dtype=np.float16)",
    "big-endian numbers": "return np.ones((2, 2), dtype='>f8')",
    "no dimensions": "return np.array(1)",
    "zero rows": "return np.zeros((0, 3))",
    "thirty dimensions": "return np.zeros((1,) * 30)",
    "a lone surrogate": "return chr(0xD800)",
    "not a number": "return float('nan')",
}


@pytest.mark.parametrize("name", STRANGE)
def test_no_answer_breaks_a_check(name, grade_code):
    code = "\n".join(
        f"def {each}(*args, **kwargs):\n    {STRANGE[name]}"
        for each in ("stamp", "relu", "conv2d", "feature_maps", "edge_kernels")
    )
    report = grade_code("conv", code)
    assert report.complete
    assert report.score == 0


HUGE = """
import numpy as np
def edge_kernels():
    return {name: np.full((3, 3), 1e308) for name in ("top", "left", "bottom", "right")}
def relu(x):
    return np.full(np.shape(x), 5e-324)
"""


def test_no_answer_makes_a_warning_that_shows_a_line_of_a_check(grade_code):
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        report = grade_code("conv", HUGE, "conv.edge_kernels", "conv.relu")
    assert report.complete
    assert [str(each.message) for each in shown if each.category is RuntimeWarning] == []
