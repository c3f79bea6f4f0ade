"""A session: submissions go in, reports come out, and anyone may give up at any time."""

import time
from pathlib import Path

import pytest

from grader.course.selection import select
from grader.errors import UsageError
from grader.grading.pool import GivenUp
from grader.grading.progress import Progress
from grader.grading.session import open_session
from grader.submission.submission import Submission

ENDLESS = b"def same_padding(kernel_size):\n    while True: pass\n"


@pytest.fixture
def solution(course):
    files = {name: (course.solutions / f"{name}.py").read_bytes() for name in course.points}
    return Submission("anna", files, {}, course.solutions)


@pytest.fixture
def endless(course):
    return Submission("ben", {"padding": ENDLESS}, {}, course.solutions)


def test_reports_come_in_any_order_in_which_they_are_waited_for(session, course, solution):
    names = ("padding", "pooling", "padding.zero_pad")
    gradings = [session.submit(solution, selection=select(course, [name])) for name in names]
    found = [each.result() for each in gradings[::-1]]
    assert [report.score for report in found] == [6.0, 15.0, 15.0]
    assert all(report.passed for report in found)


def test_who_gives_up_does_not_wait_and_the_next_is_judged(session, course, endless, solution):
    chosen = select(course, ["padding"])
    began = time.monotonic()
    given_up = session.submit(endless, selection=chosen)
    following = session.submit(solution, selection=chosen)
    time.sleep(0.2)
    given_up.give_up()
    with pytest.raises(GivenUp):
        given_up.result()
    assert following.result().passed
    assert time.monotonic() - began < 8  # a call may take ten seconds


def test_what_was_given_up_before_its_turn_is_not_begun(session, course, endless, solution):
    told = []

    class Told(Progress):
        def collected(self, checks):
            told.append(checks)

    chosen = select(course, ["padding"])
    first = session.submit(endless, selection=chosen)
    second, third = (session.submit(solution, Told(), chosen) for _ in range(2))
    second.give_up()
    first.give_up()
    assert third.result().passed
    assert len(told) == 1


def test_a_function_that_does_not_exist_is_an_error_of_its_submission_alone(
    session, course, solution
):
    wrong = session.submit(solution, selection=select(course, ["conv.conv3d"]))
    right = session.submit(solution, selection=select(course, ["conv.stamp"]))
    with pytest.raises(UsageError, match="There is no function"):
        wrong.result()
    assert right.result().passed


def test_the_end_of_a_session_gives_up_what_is_left_and_leaves_no_worker(
    course, zygotes, endless, solution
):
    with open_session(course, zygotes, select(course, ["padding"])) as opened:
        left = [opened.submit(each) for each in (endless, solution, solution)]
    for grading in left:
        with pytest.raises(GivenUp):
            grading.result()


def test_a_session_leaves_the_current_folder_as_it_is(course, zygotes, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    selection = select(course, ["conv"])
    with open_session(course, zygotes, selection) as session:
        session.submit(Submission("", {}, {"conv": "gone"}, tmp_path), selection=selection).result()
    assert Path.cwd() == tmp_path
