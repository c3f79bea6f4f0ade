"""A week of a course: what was assigned, who is listed, when it was due, and where grades go."""

import csv
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.classroom.store.records import Entry
from grader.classroom.store.store import open_store
from grader.cli.commands import parse
from grader.errors import UsageError
from places import SOLUTIONS

RIGHT = (SOLUTIONS / "padding.py").read_text(encoding="utf-8")
HALF = RIGHT + "\ndef same_padding(kernel_size):\n    return 0\n"
ROSTER = "이메일,학번,이름\nmkim@u.kr,1,김민지\njlee@u.kr,2,Jun Lee\nhong@u.kr,3,홍길동\n"
BOOK = (
    '"Student","ID","SIS User ID","Week 2 (55)"\n"    Points Possible","","","30"\n'
    '"Kim","3","1",""\n"Lee","8","2",""\n"Hong","9","3","4"\n'
)


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    """A folder with a graded week, and what was said."""
    folder = tmp_path_factory.mktemp("weeks")
    work = {
        "12-1 - 김민지 - Nov 10, 2026 900 AM": HALF,
        "12-1 - 김민지 - Nov 13, 2026 900 AM": RIGHT,
        "12-2 - Jun Lee - Nov 10, 2026 900 AM": HALF,
        "12-4 - Stranger - Nov 10, 2026 900 AM": RIGHT,
    }
    for name, source in work.items():
        (folder / "class" / name).mkdir(parents=True)
        (folder / "class" / name / "padding.py").write_text(source, encoding="utf-8")
    (folder / "students.csv").write_bytes(ROSTER.encode("cp949"))
    (folder / "book.csv").write_text(BOOK, encoding="utf-8")
    command = [
        sys.executable, "-m", "grader", "batch", "class", "--out", "out", "padding",
        "--roster", "students.csv", "--due", "2026-11-12", "--late", "10/day,50",
        "--lms", "canvas", "book.csv",
    ]  # fmt: skip
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert (ran.returncode, ran.stderr) == (0, "")
    return folder, ran.stdout


@pytest.fixture(scope="module")
def rows(week):
    with (week[0] / "out" / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def test_points_are_of_what_was_assigned_and_everybody_listed_is_there(rows):
    assert set(rows) == {"김민지", "Jun Lee", "홍길동", "Stranger"}
    assert {row["max"] for row in rows.values()} == {"15.0"}
    assert "conv" not in rows["Jun Lee"]
    assert (rows["홍길동"]["state"], rows["홍길동"]["total"]) == ("not handed in", "")
    assert (rows["김민지"]["id"], rows["김민지"]["email"]) == ("1", "mkim@u.kr")


def test_the_last_version_counts_with_its_penalty_and_the_first_total_stays(rows):
    row = rows["김민지"]
    assert (row["versions"], row["dated_by"]) == ("2", "platform")
    assert (row["total"], row["penalty"], row["final"]) == ("15.0", "10.0", "13.5")
    assert row["percent"] == "90.0"
    assert (rows["Jun Lee"]["late_hours"], rows["Jun Lee"]["penalty"]) == ("", "0.0")
    assert float(rows["Jun Lee"]["final"]) == float(rows["Jun Lee"]["total"]) < 15


def test_who_is_missing_and_what_is_nobodys_is_said(week, rows):
    assert "handed in nothing: 홍길동" in week[1]
    assert "not in the list of students: Stranger" in week[1]
    assert rows["Stranger"]["reason"] == "Not in the list of students."


def test_the_gradebook_has_the_grades_of_the_table_and_nothing_else_has_changed(week, rows):
    text = (week[0] / "out" / "book.csv").read_text(encoding="utf-8")
    points = f"{float(rows['Jun Lee']['final']) * 2:g}"
    expected = BOOK.replace('"1",""', '"1","27"').replace('"2",""', f'"2","{points}"')
    assert text == expected
    assert "without a grade there: Hong" in week[1]
    assert (week[0] / "book.csv").read_text(encoding="utf-8") == BOOK


def test_weeks_are_kept_apart_and_the_page_shows_one(week, monkeypatch):
    monkeypatch.chdir(week[0])
    show = ["class", "grades.sqlite", "--html", "page.html"]
    assert parse(show)() == 0
    page = Path("page.html").read_text(encoding="utf-8")
    assert "padding" in page
    assert "conv not begun" not in page
    with open_store("grades.sqlite", "padding+stride") as store:
        store.note(Entry("anna", datetime.now(UTC), "anna"), None, "not an archive")
    with pytest.raises(UsageError, match=r"several assignments(.|\n)* padding\n *padding stride$"):
        parse(show)()
    assert parse([*show, "padding"])() == 0
    assert Path("page.html").read_text(encoding="utf-8") == page
    with pytest.raises(UsageError, match=r"nothing of this assignment"):
        parse([*show, "cnn"])()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["convolution"], "There is no exercise convolution"),
        (["padding.zero_pad"], "padding.zero_pad is a function"),
        (["--late", "10/day"], "--late needs --due"),
        (["--due", "soon"], "not 'soon'"),
        (["--due", "2026-11-12", "--late", "much"], "not 'much'"),
        (["--roster", "nowhere.csv"], "nowhere.csv cannot be read"),
        (["--lms", "canvas", "book.csv"], "--lms needs --out"),
        (["--lms", "moodle", "book.csv", "--out", "out"], "is no gradebook of moodle"),
        (["--lms", "sakai", "book.csv", "--out", "out"], "the platforms are canvas"),
    ],
)
def test_wrong_usage_is_said_before_anything_is_graded(week, monkeypatch, options, said):
    monkeypatch.chdir(week[0])
    with pytest.raises(UsageError, match=re.escape(said)):
        parse(["batch", "class", *options, "--store", "other.sqlite"])()
    assert not Path("other.sqlite").exists()
