"""What Gradescope reads."""

import json
import subprocess
import sys

import pytest

import hand_made
from grader.render.gradescope import to_gradescope

KEYS = [
    "score", "execution_time", "output", "output_format", "test_output_format", "test_name_format",
    "visibility", "stdout_visibility", "tests",
]  # fmt: skip
TEST_KEYS = [
    "number", "name", "name_format", "score", "max_score", "status", "output", "output_format",
    "visibility",
]  # fmt: skip


def read(report) -> dict:
    return json.loads(to_gradescope(report))


def test_it_has_the_fields_that_the_specification_names():
    results = read(hand_made.MIXED)
    assert list(results) == KEYS
    assert all(list(test) == TEST_KEYS for test in results["tests"])
    assert {test["status"] for test in results["tests"]} == {"passed", "failed"}


def test_fractions_of_points_are_kept():
    results = read(hand_made.MIXED)
    assert results["score"] == 2.1
    assert [test["score"] for test in results["tests"]] == [2.0, 0.0, 0.0, 0.0, 0.0, 0.1]
    assert [test["max_score"] for test in results["tests"]] == [2.0, 2.0, 1.5, 2.0, 2.0, 0.1]
    assert all(isinstance(test["max_score"], float) for test in results["tests"])


def test_hidden_checks_are_hidden_from_students():
    seen = {test["name"]: test["visibility"] for test in read(hand_made.MIXED)["tests"]}
    hidden = [name for name in seen if seen[name] == "hidden"]
    assert hidden == ["conv2d: Takes any kernel"]
    assert set(seen.values()) == {"hidden", "visible"}


@pytest.mark.parametrize("when", ["after_due_date", "after_published", "visible"])
def test_a_teacher_chooses_when_hidden_checks_are_seen(when):
    tests = json.loads(to_gradescope(hand_made.MIXED, when))["tests"]
    seen = {test["visibility"] for test in tests if test["name"] == "conv2d: Takes any kernel"}
    assert seen == {when}


def test_the_total_is_told_with_its_parts():
    lines = read(hand_made.MIXED)["output"].splitlines()
    assert lines[0] == "2.1 of 9.6 points"
    assert lines[1].startswith("visible checks: ")
    assert lines[2].startswith("hidden checks: ")


def test_a_failure_says_what_why_and_a_hint():
    output = read(hand_made.MIXED)["tests"][1]["output"].splitlines()
    assert output[:4] == [
        "wrong answer",
        "what: the result at [0, 0] is 1, expected 2; 2 of 6 cells differ",
        "why: The kernel is flipped. (2 of 6 cells)",
        "hint: Think of the border.",
    ]
    assert output[-2] == "printed: shape (3, 3)"
    assert output[-1].startswith("paste: conv2d(np.array([[0, 1, 2]")


def test_a_report_that_the_grader_did_not_finish_says_so():
    assert "The grader itself failed" in read(hand_made.EVERY_STATUS)["output"]


@hand_made.for_any_text
def test_any_text_is_text(text):
    content = to_gradescope(hand_made.of_text(text))
    results = json.loads(content)
    assert b"##[" not in content
    formats = {test["output_format"] for test in results["tests"]} | {results["output_format"]}
    assert formats == {"text"}


def test_the_command_line_prints_it_alone(course):
    grade = [sys.executable, "-m", "grader", "conv.stamp", "--gradescope", "-"]
    ran = subprocess.run(grade, cwd=course.root, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert list(json.loads(ran.stdout)) == KEYS
