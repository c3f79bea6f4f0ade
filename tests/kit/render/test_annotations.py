"""GitHub Actions: annotations that are wanted, and no other command.

What is a command is what `ActionCommand.cs` of https://github.com/actions/runner says.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import hand_made
from grader.records.report import Location, Status
from grader.render.annotations import annotations, points, without_commands
from places import GOLDEN

ANNOTATIONS = GOLDEN / "annotations.txt"
SUBMISSION = """
print("::error::printed while it is imported")

def stamp(patch, kernel, bias=0.0):
    import os
    print("::add-mask::a\\n   ::error::b ##[error]c\\n::stop-commands::pause")
    os.write(1, b"::error::past all streams\\n")
    os.write(2, b"::error::past all streams\\n")
    raise KeyError("%0A::error file=a,line=1::b\\n::error::c ##[error]d @octocat ```")


def relu(x):
    return x
"""


def command(line: str) -> tuple[str, dict[str, str], str] | None:
    """Name, properties and data of a line of a log that is a command."""
    found = re.fullmatch(r"::([\w-]*)(?: (.*?))?::(.*)", line.lstrip(), re.DOTALL)
    if not found:
        assert not re.search(r"##\[", line), "an older form of command"
        assert not line.lstrip().startswith("::")
        return None
    pairs = (pair.split("=", 1) for pair in (found[2] or "").split(",") if pair)
    properties = {name: _unescaped(value, "%3A:", "%2C,") for name, value in pairs}
    return found[1], properties, _unescaped(found[3])


def _unescaped(text: str, *more: str) -> str:
    for each in ("%0D\r", "%0A\n", *more, "%25%"):
        text = text.replace(each[:3], each[3:])
    return text


def places(report, file="conv.py") -> dict[tuple[str, str], Location]:
    names = [(each.name, check.function) for each in report.exercises for check in each.checks]
    return {name: Location(file, 10 * number) for number, name in enumerate(names)}


def test_annotations_read_as_in_their_golden_file(tmp_path):
    reports = (hand_made.MIXED, hand_made.EVERY_STATUS)
    lines = [line for report in reports for line in annotations(report, places(report))]
    new = tmp_path / ANNOTATIONS.name
    new.write_text("\n".join(lines) + "\n", encoding="utf-8")
    known = ANNOTATIONS.read_text(encoding="utf-8") if ANNOTATIONS.is_file() else ""
    assert new.read_text(encoding="utf-8") == known, f"if it is better, cp {new} {ANNOTATIONS}"


def test_github_classroom_finds_the_points():
    complete, report = [command(line) for line in points(hand_made.MIXED)]
    score, most = hand_made.MIXED.score, hand_made.MIXED.max_score
    assert complete == ("notice", {"title": "Autograding complete"}, f"Points {score:g}/{most:g}")
    assert report[:2] == ("notice", {"title": "Autograding report"})
    assert json.loads(report[2]) == {"totalPoints": score, "maxPoints": most}


def test_each_function_with_failures_has_one_annotation_at_its_line():
    shown = [command(line) for line in annotations(hand_made.MIXED, places(hand_made.MIXED))]
    assert [(level, where["line"], where["title"]) for level, where, _ in shown] == [
        ("error", "20", "conv2d: wrong answer"),
        ("notice", "30", "relu: not started"),
        ("error", "40", "zero_pad: missing"),
    ]
    assert {where["file"] for _, where, _ in shown} == {"conv.py"}
    text = shown[0][2]
    assert "2 of 6 cells differ" in text
    assert "Why: The kernel is flipped. (2 of 6 cells)" in text
    assert "Takes any kernel (hidden, took too long, 1.5 p.)" in text


def test_a_function_that_is_not_to_be_found_has_no_line():
    report = hand_made.report(
        hand_made.Exercise("conv", (hand_made.check("f", "F", Status.MISSING),))
    )
    (line,) = annotations(report, {("conv", "f"): Location("conv.py")})
    assert set(command(line)[1]) == {"file", "title"}


def test_a_fault_of_the_grader_is_a_warning():
    *_, broken = annotations(hand_made.EVERY_STATUS, places(hand_made.EVERY_STATUS))
    assert command(broken)[0] == "warning"


@hand_made.for_any_text
def test_an_annotation_is_one_line_and_one_command_whatever_the_text(text):
    report = hand_made.of_text(text)
    lines = list(annotations(report, places(report, text)))
    assert 1 <= len(lines) <= 3
    for line in lines:
        assert len(re.split("[\r\n]", line)) == 1
        assert "##[" not in line
        level, properties, _ = command(line)
        assert level in ("error", "notice")
        assert set(properties) <= {"file", "line", "title"}
        assert properties.get("line", "10") in ("10", "20", "30")


@hand_made.for_any_text
def test_no_line_of_a_text_is_a_command(text):
    for line in re.split("[\r\n]", without_commands(text)):
        assert command(line) is None


def test_a_text_without_commands_stays_as_it_is():
    text = "image[::-1] is std::vector # [1]\n  a: b\n##\n[1]"
    assert without_commands(text) == text


# --- the program, in what looks like GitHub Actions to it


@pytest.fixture
def repository(tmp_path) -> Path:
    """A student's repository, checked out in a subfolder as GitHub Actions does it."""
    folder = tmp_path / "submission" / "exercises"
    folder.mkdir(parents=True)
    (folder / "conv.py").write_text(SUBMISSION, encoding="utf-8")
    subprocess.run(["git", "init", "--quiet", folder.parent], check=True)
    return folder


def run(course, *arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        cwd=course.root,
        env=os.environ | {"GITHUB_ACTIONS": "true"} | environment,
        capture_output=True,
        text=True,
    )


def test_the_log_has_annotations_and_no_command_of_the_student(course, repository):
    ran = run(course, "conv.stamp", "conv.relu", "--submission", repository)
    assert ran.returncode == 1
    assert "add-mask" in ran.stdout
    assert [line for line in ran.stdout.split("\n") if command(line)] == []
    *points, stamp, relu = [command(line) for line in ran.stderr.splitlines()]
    assert [where["title"] for _, where, _ in points] == [
        "Autograding complete",
        "Autograding report",
    ]
    shown = (stamp, relu)
    assert [(level, where["file"], where["line"]) for level, where, _ in shown] == [
        ("error", "exercises/conv.py", "4"),
        ("error", "exercises/conv.py", "12"),
    ]
    assert "past all streams" not in ran.stdout + ran.stderr


@pytest.mark.parametrize("form", ["json", "junit", "markdown", "gradescope"])
def test_a_printed_report_has_no_command_of_the_student(course, repository, form):
    ran = run(course, "conv.stamp", "--submission", repository, f"--{form}", "-")
    assert "error" in ran.stdout
    assert [line for line in ran.stdout.split("\n") if command(line)] == []
    assert len(ran.stderr.splitlines()) == 3


def test_the_summary_of_the_job_is_added_to_what_is_there(course, repository, tmp_path):
    summary = tmp_path / "summary.md"
    summary.write_text("# Before\n", encoding="utf-8")
    ran = run(
        course,
        "conv.stamp",
        "--submission",
        repository,
        "--quiet",
        GITHUB_STEP_SUMMARY=str(summary),
    )
    assert ran.stdout == ""
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("# Before\n# Report of `exercises`\n")
    assert "`stamp`" in text


def test_without_a_place_for_the_summary_the_grade_stands(course, repository):
    ran = run(course, "conv.stamp", "--submission", repository, GITHUB_STEP_SUMMARY="/nowhere/x")
    assert ran.returncode == 1
    assert "The summary of the job cannot be written" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_an_error_of_the_grader_is_no_command(course, tmp_path):
    place = tmp_path / "a\n::error::b ##[error]c"
    ran = run(course, "--submission", place)
    assert ran.returncode == 2
    assert [line for line in ran.stderr.split("\n") if command(line)] == []


def test_elsewhere_there_are_no_annotations(course, repository):
    ran = run(course, "conv.stamp", "--submission", repository, "--json", "-", GITHUB_ACTIONS="")
    assert ran.stderr == ""
    assert json.loads(ran.stdout)["score"] == 0


def test_only_the_command_line_asks_where_it_runs(course):
    files = (course.root / "grader").rglob("*.py")
    asking = [file for file in files if '"GITHUB_' in file.read_text(encoding="utf-8")]
    found = [file.relative_to(course.root).as_posix() for file in asking]
    assert found == ["grader/cli/actions.py"]
