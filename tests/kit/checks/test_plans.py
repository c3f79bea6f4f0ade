"""Plans of checks, which everybody is asked by, and calls that cross to a worker together."""

import time
from pathlib import Path

import pytest

from grader.checks.verdict import Verdict
from grader.course.course import Course
from grader.course.selection import select
from grader.grading.pool import WorkerKey
from grader.grading.session import grade
from grader.grading.workers import SubmissionWorkers
from grader.records.report import Status
from grader.sandbox.wire.messages import Call, Returned
from grader.submission.submission import Submission

SUITE = """
from pathlib import Path
import pytest
from grader.checks import judge, refused, same

RUNS = Path(__file__).with_name("runs.txt")


def noted(name):
    with RUNS.open("a") as file:
        file.write(name + "\\n")


@pytest.mark.check("f", points=1, hint="-")
def test_asks_everybody_the_same(student, rng):
    noted("same")
    number = int(rng.integers(10))
    for each in (number, number + 1):
        same(student.f(each), each)
    refused(student.f(-1))


@pytest.mark.check("f", points=1, hint="-")
def test_asks_on(student):
    noted("on")
    first = student.f(1)
    same(student.f(first.value + 1), 2)


@pytest.mark.check("f", points=1, hint="-")
def test_judges_in_its_own_way(student):
    noted("own")
    judge(student.f(7), positive)
    same(student.g(1), 1)


def positive(answer):
    assert answer.value > 0
"""
RIGHT = """
def f(n):
    if n < 0:
        raise ValueError(n)
    return n
def g(n):
    return n
"""
DEAF = "def f(n):\n    return n\n"
WRONG = "def f(n):\n    return 0\ndef g(n):\n    return n\n"


@pytest.fixture
def small(tmp_path):
    """A course of one exercise with the suite above."""
    for folder in ("tests/public", "tests/hidden", "solutions"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "tests" / "public" / "test_conv.py").write_text(SUITE)
    (tmp_path / "solutions" / "conv.py").write_text(RIGHT)
    return Course(tmp_path, {"conv": 3.0})


def statuses(course, zygotes, *sources):
    submissions = [Submission("", {"conv": each.encode()}, {}, course.root) for each in sources]
    reports = grade(course, submissions, select(course, []), zygotes, spot_seconds=0)
    return [[check.status.value for check in report.checks] for report in reports]


def test_only_a_check_that_looks_at_an_answer_first_is_run_for_every_submission(small, zygotes):
    statuses(small, zygotes, RIGHT, DEAF, WRONG)
    runs = (small.root / "tests" / "public" / "runs.txt").read_text().split()
    assert [runs.count(each) for each in ("same", "on", "own")] == [1, 1 + 3, 1]


def test_each_submission_has_its_own_verdicts_wherever_it_comes_in_a_session(small, zygotes):
    expected = {
        RIGHT: ["passed", "passed", "passed"],
        DEAF: ["failed", "passed", "missing"],
        WRONG: ["failed", "failed", "failed"],
    }
    for order in (list(expected), list(expected)[::-1]):
        assert statuses(small, zygotes, *order) == [expected[each] for each in order]


BREAKS = """
import os, time
def f(n):
    if n == 3:
        {what}
    return n
"""


def asked(zygotes, source, *numbers, seconds=10.0):
    """The answers to calls that were to cross together, and what ended them."""
    given, verdict = [], None
    submission = Submission("anna", {"conv": source.encode()}, {}, Path("anna"))
    with SubmissionWorkers(zygotes, submission) as workers:
        place = WorkerKey("conv", "numpy")
        try:
            for reply in workers.ask_all(
                place, "f", [Call("f", [number], {}, 7) for number in numbers], seconds
            ):
                assert isinstance(reply, Returned)
                given.append(reply.value)
        except Verdict as error:
            verdict = error
        return given, verdict


def test_calls_are_answered_in_their_order(zygotes):
    assert asked(zygotes, BREAKS.format(what="pass"), 1, 2, 3, 4) == ([1, 2, 3, 4], None)


@pytest.mark.parametrize("what", ["os._exit(1)", "os.abort()"])
def test_a_call_that_ends_the_process_is_the_one_that_is_blamed(zygotes, what):
    given, verdict = asked(zygotes, BREAKS.format(what=what), 1, 2, 3, 4)
    assert given == [1, 2]
    assert verdict.status is Status.CRASHED


def test_a_call_that_hangs_is_the_one_that_is_blamed_and_is_waited_for_once_in_full(zygotes):
    began = time.monotonic()
    given, verdict = asked(zygotes, BREAKS.format(what="time.sleep(60)"), 1, 2, 3, 4, seconds=1.0)
    assert given == [1, 2]
    assert verdict.status is Status.TIMEOUT
    assert time.monotonic() - began < 10


def test_calls_that_are_slow_together_have_their_time_one_by_one(zygotes):
    slow = "import time\ndef f(n):\n    time.sleep(0.3)\n    return n\n"
    assert asked(zygotes, slow, 1, 2, 3, seconds=1.0) == ([1, 2, 3], None)


def test_answers_too_large_to_cross_together_cross_one_by_one(zygotes):
    large = "import numpy as np\ndef f(n):\n    return np.full(10**6, float(n))\n"
    given, verdict = asked(zygotes, large, 1, 2, 3, seconds=30.0)
    assert verdict is None
    assert [len(each.data) for each in given] == [8 * 10**6] * 3
