"""A submission has a budget of everything, and limits measure its own work alone."""

import os
import subprocess
import sys
import time

import pytest
from msgspec.structs import replace

from grader.course.selection import select
from grader.errors import CannotGrade
from grader.grading.budget import Budget, read_budget
from grader.grading.session import grade
from grader.records.report import Status
from grader.submission.submission import Submission


@pytest.fixture
def graded(course, zygotes):
    """The report of the solutions of conv and pooling with code at their ends, under a budget."""

    def run(code, budget, *names):
        sources = {
            name: (course.solutions / f"{name}.py").read_text(encoding="utf-8")
            for name in course.points
        }
        files = {name: source.encode() for name, source in sources.items()}
        files |= {name: f"{sources[name]}\n{code}".encode() for name in ("conv", "pooling")}
        submission = Submission("anna", files, {}, course.solutions)
        limited = replace(course, budget=budget)
        return grade(
            limited, [submission], select(course, [*names] or ["conv", "pooling"]), zygotes
        )[0]

    return run


SLEEPY = """
import functools, time
def slow(function):
    @functools.wraps(function)
    def later(*args, **kwargs):
        time.sleep(0.1)
        return function(*args, **kwargs)
    return later
for each in ("stamp", "relu", "conv2d", "feature_maps", "max_pool2d", "avg_pool2d"):
    if each in globals():
        globals()[each] = slow(globals()[each])
"""


def test_right_answers_that_take_their_time_end_with_the_budget_and_keep_what_they_earned(graded):
    began = time.monotonic()
    report = graded(SLEEPY, {"seconds": 2.0})
    assert time.monotonic() - began < 10
    assert {check.status for check in report.checks} == {Status.PASSED, Status.TIMEOUT}
    assert report.checks[0].passed
    over = [check for check in report.checks if not check.passed]
    assert "took more than 2 s" in over[-1].message
    assert report.complete


def test_a_call_that_hangs_ends_with_what_is_left_of_the_budget(graded):
    began = time.monotonic()
    report = graded("def stamp(*args):\n    while True: pass\n", {"seconds": 1.0}, "conv.stamp")
    assert {check.status for check in report.checks} == {Status.TIMEOUT}
    assert time.monotonic() - began < 15


def test_all_workers_together_have_a_bounded_memory(graded):
    code = "import numpy\ntaken = numpy.ones(2**24)\n"  # 128 MiB
    assert graded(code, {"memory": 2**30}).passed
    report = graded(code, {"memory": 200 * 2**20})
    assert Status.MEMORY in {check.status for check in report.checks}
    assert "more than 200 MiB" in str([check.message for check in report.checks])
    assert report.complete


@pytest.mark.parametrize(
    ("budget", "text"),
    [({"calls": 5}, "more than 5 calls"), ({"received": 2**20}, "more than 1 MiB")],
)
def test_calls_and_answers_are_counted(graded, budget, text):
    code = "def relu(x):\n    return np.ones((300, 1000))\n"
    report = graded(code, budget)
    assert text in str([check.message for check in report.checks])
    assert {Status.TIMEOUT} <= {check.status for check in report.checks}


def test_trials_that_take_their_time_are_soon_over(graded):
    code = """
calls = []
def relu(x):
    calls.append(1)
    if len(calls) > 12:
        import time
        time.sleep(30)
    return -np.asarray(x, dtype=float)
"""
    began = time.monotonic()
    report = graded(code, {}, "conv.relu")
    assert not report.passed
    assert time.monotonic() - began < 60


def test_a_budget_that_is_no_budget_is_said_with_what_may_be_set(course):
    assert read_budget(course) == Budget()
    assert read_budget(replace(course, budget={"seconds": 30})).seconds == 30
    for wrong in ({"second": 30}, {"memory": "much"}):
        with pytest.raises(CannotGrade, match="training_seconds"):
            read_budget(replace(course, budget=wrong))


BUSY = "while True: pass"
WORKS = """
own = conv2d
def conv2d(image, kernel, bias=0.0):
    total = 0
    for number in range(2_000_000):
        total += number
    return own(image, kernel, bias)
"""


@pytest.fixture
def busy_machine():
    """Six processes for each processor, which never rest."""
    count = 6 * (os.cpu_count() or 1)
    others = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(count)]
    yield
    for each in others:
        each.kill()
        each.wait()


@pytest.mark.attacks
def test_on_a_busy_machine_a_submission_keeps_its_points(graded, busy_machine, monkeypatch):
    monkeypatch.setattr("grader.checks.mark.CALL_SECONDS", 1.0)
    assert graded(WORKS, {}, "conv").passed
