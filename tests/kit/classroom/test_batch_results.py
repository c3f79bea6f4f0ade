"""`python -m grader batch --out` and `--gradebook`: what comes of a class besides the store."""

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

import nbgrader_class as school
from grader.course.course import find_course
from places import KIT

ROOT = find_course().root
SCHEMA = etree.XMLSchema(file=KIT / "schemas" / "junit-10.xsd")
FLIPPED = """
def conv2d(image, kernel, bias=0.0):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (windows * kernel[::-1, ::-1]).sum(axis=(2, 3)) + bias
"""


def batch(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    store = str(folder / "grades.sqlite")
    return subprocess.run(
        [sys.executable, "-m", "grader", "batch", *options, "--store", store],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Path:
    """The results of four submissions of conv alone: right, flipped, unreadable, an earlier one."""
    folder = tmp_path_factory.mktemp("class")
    right = (ROOT / "solutions" / "conv.py").read_text(encoding="utf-8")
    for name, source in {"=cmd()": right, "ben": right + FLIPPED}.items():
        (folder / "work" / name).mkdir(parents=True)
        (folder / "work" / name / "conv.py").write_text(source, encoding="utf-8")
    (folder / "work" / "cho.zip").write_bytes(b"no archive")
    shutil.make_archive(str(folder / "work" / "ben"), "zip", ROOT / "exercises", "conv.py")
    (folder / "work" / "ben.zip").touch()
    ran = batch(folder, str(folder / "work"), "--out", str(folder / "out"))
    assert ran.returncode == 0, ran.stderr
    assert "results: " in ran.stdout
    return folder / "out"


def test_each_submission_has_a_folder_with_its_report_and_feedback(out):
    students = out / "students"
    assert sorted(place.name for place in students.iterdir()) == ["=cmd()", "ben", "cho"]
    folders = [place for place in students.rglob("*") if place.is_dir()]
    assert len(folders) == 4
    for folder in folders:
        files = {"report.json", "feedback.html", "feedback.md"}
        assert {file.name for file in folder.iterdir() if file.is_file()} == files


def test_the_report_is_for_the_instructor_and_the_feedback_for_the_student(out):
    ben = out / "students" / "ben"
    (earlier,) = ben.glob("earlier *")
    pages = [ben, earlier]
    (flipped,) = (page for page in pages if score(page) > 0)
    report = json.loads((flipped / "report.json").read_text(encoding="utf-8"))
    hidden = [
        check
        for exercise in report["exercises"]
        for check in exercise["checks"]
        if check["hidden"] and check["message"]
    ]
    assert report["audience"] == "instructor"
    assert hidden
    for page in ("feedback.html", "feedback.md"):
        text = (flipped / page).read_text(encoding="utf-8")
        assert "kernel is flipped" in text
        assert hidden[0]["message"][:40] not in text


def score(page: Path) -> float:
    return json.loads((page / "report.json").read_text(encoding="utf-8"))["score"]


def test_what_cannot_be_read_says_why_and_has_no_points(out):
    report = json.loads((out / "students" / "cho" / "report.json").read_text(encoding="utf-8"))
    assert (report["score"], report["max_score"], report["complete"]) == (0.0, 100.0, True)
    assert "cannot be read" in (out / "students" / "cho" / "feedback.md").read_text(
        encoding="utf-8"
    )


def test_the_table_has_a_row_for_each_and_no_formulas(out):
    with (out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == ["'=cmd()", "ben", "cho"]
    assert rows[0]["conv"] == "25.0"
    assert [row["versions"] for row in rows] == ["1", "2", "1"]
    assert rows[2]["state"] == "unreadable"


def test_the_junit_xml_is_valid(out):
    SCHEMA.assertValid(etree.parse(out / "junit.xml"))


def test_a_place_that_cannot_be_written_is_told_before_anything_is_graded(tmp_path):
    (tmp_path / "file").write_text("taken")
    ran = batch(tmp_path, str(ROOT / "tests" / "kit"), "--out", str(tmp_path / "file"))
    assert ran.returncode == 2
    assert "--out" in ran.stderr
    assert not (tmp_path / "grades.sqlite").exists()


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """A course with two students: one whose conv is the solution, one who handed in stubs."""
    folder = tmp_path_factory.mktemp("nbgrader") / "course"
    stubs = school.make_course(folder)
    solved = school.read(folder / "source" / "cnn" / "conv.ipynb")
    school.hand_in(folder, "anna", {**stubs, "conv": solved})
    school.hand_in(folder, "ben", {name: stubs[name] for name in stubs if name != "stride"})
    return folder


def entered(course: Path, *options: str) -> subprocess.CompletedProcess[str]:
    gradebook = str(course / "gradebook.db")
    return batch(course.parent, str(course / "submitted"), "--gradebook", gradebook, *options)


@pytest.mark.nbgrader
def test_the_gradebook_gets_what_autograde_enters(course):
    ran = entered(course, "--assignment", "cnn")
    assert ran.returncode == 0, ran.stderr
    assert "gradebook: " in ran.stdout
    own = school.all_scores(course), school.comments(course)
    assert sum(own[0]["anna"].values()) == 25.0
    assert set(own[0]["ben"].values()) == {0.0}
    school.nbgrader(course, "autograde", "cnn", "--force")
    assert (school.all_scores(course), school.comments(course)) == own


@pytest.mark.nbgrader
def test_feedback_is_made_from_what_batch_left(course):
    assert entered(course, "--assignment", "cnn").returncode == 0
    school.nbgrader(course, "generate_feedback", "cnn", "--force")
    page = (course / "feedback" / "anna" / "cnn" / "conv.html").read_text(encoding="utf-8")
    assert "grader-report" in page


@pytest.mark.nbgrader
@pytest.mark.parametrize(
    ("options", "word"),
    [((), "--assignment"), (("--assignment", "other"), "other")],
)
def test_an_assignment_that_is_not_there_is_wrong_usage(course, options, word):
    ran = entered(course, *options)
    assert ran.returncode == 2
    assert word in ran.stderr
    assert "Traceback" not in ran.stderr
