"""What is shown comes first, what is hidden last: even if workers could meet, nothing is gained.

Workers are not shut in here, and write to a file that all of them read: whatever channel somebody
finds, this one is wider.
"""

from contextlib import ExitStack

import pytest

from grader.course.selection import select
from grader.grading.session import open_session
from grader.records.report import Check, Diagnosis, Exercise, Report, Status, for_audience
from grader.sandbox.zygotes import open_zygotes
from grader.submission.submission import Submission
from hand_made import report

# Each call of a function is noted for whoever comes later.
MEETING = """
import json, os
import numpy as np
FILE = {file!r}
def noted():
    try:
        return json.load(open(FILE))
    except OSError:
        return {{}}
def note(**more):
    json.dump(noted() | more, open(FILE, "w"))
def key(args):
    return repr([np.asarray(each).tolist() for each in args])
"""
SHOWS = """
def stamp(*args):
    note(**{"seen" + key(args): 1})
    print(sorted(noted()))
def relu(*args):
    print(sorted(noted()))
conv2d = feature_maps = edge_kernels = relu
"""
ASKS = """
def stamp(*args):
    note(**{"asked" + key(args): 1})
    return noted().get("answer" + key(args), "unknown")
def conv2d(*args):
    for each in list(noted()):
        if each.startswith("asked"):
            args = eval(each[5:])
            note(**{"answer" + each[5:]: float(stamp(*map(np.array, args[:2]), *args[2:]))})
    raise ValueError("not yet")
relu = feature_maps = edge_kernels = lambda *args: None
"""


@pytest.fixture(scope="module")
def open_doors(course):
    """A session whose workers have no barriers."""
    with ExitStack() as opened:
        zygotes = opened.enter_context(open_zygotes(barriers=False))
        yield opened.enter_context(open_session(course, zygotes, select(course, [])))


@pytest.fixture
def grade_twice(course, open_doors, tmp_path):
    """The reports of one conv.py that is graded twice; its workers share a file."""

    def run(code):
        source = (MEETING.format(file=str(tmp_path / "notes")) + code).encode()
        submission = Submission("anna", {"conv": source}, {}, tmp_path)
        names = select(course, ["conv"])
        return [open_doors.submit(submission, selection=names).result() for _ in range(2)]

    return run


def test_nothing_hidden_shows_in_the_report_of_the_same_grading(grade_twice):
    report = grade_twice(SHOWS)[0]
    failed = [check for check in report.checks if check.evidence]
    shown = [check.evidence.printed for check in failed if not check.hidden]
    public = len({line for text in shown for line in text.split("'seen")})
    told = [check.evidence.printed for check in failed if check.hidden]
    assert any(len(text) > public for text in told)  # the instructor sees it
    student = for_audience(report, "student")
    assert all(check.evidence is None for check in student.checks if check.hidden)
    hidden = {line for text in told for line in text.split("'seen")} - {
        line for text in shown for line in text.split("'seen")
    }
    assert hidden
    assert not any(line in repr(student.checks) for line in hidden if len(line) > 20)


def test_the_reference_answers_nothing_that_a_function_is_still_to_be_asked(grade_twice):
    report = grade_twice(ASKS)[0]
    passed = {check.title for check in report.checks if check.passed and check.function == "stamp"}
    assert passed <= {"Keeps its arguments as they are"}  # whoever never looks at them does


def hidden_and_public(hidden: str, *public: str) -> Report:
    checks = [
        Check(
            f"conv/stamp/{number}",
            "stamp",
            "Adds up",
            number == 0,
            Status.FAILED,
            0.0,
            1.0,
            None,
            Diagnosis(id, f"about {id}"),
            "-",
            0.1,
        )
        for number, id in enumerate([hidden, *public])
    ]
    return report(Exercise("conv", tuple(checks)))


@pytest.mark.parametrize(
    ("public", "shows"), [((), False), (("other",), False), (("other", "mistake"), True)]
)
def test_a_student_sees_a_hidden_diagnosis_only_where_a_public_check_has_shown_it(public, shows):
    report = for_audience(hidden_and_public("mistake", *public), "student")
    assert bool(report.checks[0].diagnosis) is shows
