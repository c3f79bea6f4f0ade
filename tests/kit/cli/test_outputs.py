"""The forms that a report is written in, and what decides the exit code."""

import json
import subprocess
import sys

import pytest

import hand_made

FORMS = ("json", "html", "junit", "markdown", "gradescope")
HALF = "def stamp(patch, kernel, bias=0.0):\n    return float((1.0 * patch * kernel).sum() + bias)"


def run(course, *arguments):
    grade = [sys.executable, "-m", "grader", *map(str, arguments)]
    return subprocess.run(grade, cwd=course.root, capture_output=True, text=True)


def test_all_forms_can_be_written_at_once_beside_the_report_in_the_terminal(course, tmp_path):
    files = {form: tmp_path / form for form in FORMS}
    ran = run(course, "conv.stamp", *(f"--{form}={files[form]}" for form in FORMS))
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "write stamp in exercises/conv.py" in ran.stdout
    assert all(file.stat().st_size > 200 for file in files.values())


def test_quiet_prints_nothing_and_writes_files(course, tmp_path):
    file = tmp_path / "report.json"
    ran = run(course, "conv.stamp", "--quiet", "--json", file)
    assert (ran.returncode, ran.stdout, ran.stderr) == (1, "", "")
    assert json.loads(file.read_text())["score"] == 0


def test_a_form_is_printed_alone_and_another_goes_to_a_file(course, tmp_path):
    ran = run(course, "conv.stamp", "--json", "-", "--markdown", tmp_path / "a.md")
    assert json.loads(ran.stdout)["score"] == 0
    assert (tmp_path / "a.md").read_text().startswith("# Report of")


def test_two_forms_cannot_be_printed(course):
    ran = run(course, "--json", "-", "--junit", "-")
    assert ran.returncode == 2
    assert ran.stderr == (
        "grader: Only one report can be printed, not --json -, --junit -. "
        "Name files for the others.\n"
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("place", ["nowhere/report", "tests", "y" * 260, "/proc/report"])
def test_a_place_that_cannot_be_written_to_is_wrong_usage(course, form, place):
    ran = run(course, f"--{form}", place)
    assert ran.returncode == 2
    assert f"grader: --{form} {place}" in ran.stderr
    assert "there is no such place" in ran.stderr or "cannot be written: " in ran.stderr
    assert ran.stdout == ""


@pytest.mark.parametrize(("percent", "code"), [("0", 0), ("30", 0), ("99", 1), ("100", 1)])
def test_the_exit_code_says_whether_the_score_was_reached(course, tmp_path, percent, code):
    (tmp_path / "conv.py").write_text(HALF, encoding="utf-8")
    names = ("conv.stamp", "conv.relu")
    ran = run(course, *names, "--submission", tmp_path, "--quiet", "--fail-under", percent)
    assert (ran.returncode, ran.stdout, ran.stderr) == (code, "", "")


@pytest.mark.parametrize("percent", ["101", "-1", "many", "nan"])
def test_a_share_is_a_number_from_0_to_100(course, percent):
    ran = run(course, f"--fail-under={percent}")
    assert ran.returncode == 2
    assert f"a share is a number from 0 to 100, not '{percent}'" in ran.stderr


@pytest.mark.parametrize("percent", [0, 29.3, 30])
def test_sums_of_fractions_reach_what_they_add_up_to(percent):
    checks = tuple(
        hand_made.check(f"f{i}", "F", score=0.1 if i < 3 else 0.0, max_score=0.1) for i in range(10)
    )
    report = hand_made.report(hand_made.Exercise("conv", checks))
    assert report.score != 0.3
    assert report.reaches(percent)
    assert not report.reaches(30.1)
