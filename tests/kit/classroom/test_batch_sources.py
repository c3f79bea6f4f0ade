"""What counts as a submission of a class, whose it is, and when it was handed in."""

import io
import os
import tarfile
import zipfile
from datetime import UTC, datetime

import pytest

from grader.classroom.batch.entries import ClassPlace, count_entries, find_entries
from grader.classroom.batch.key import Conditions, course_digest, key_of
from grader.classroom.batch.reading import Reading
from grader.classroom.store.records import NOTHING_FOUND
from grader.course.course import Course
from grader.errors import UsageError
from grader.submission.submission import Submission
from handed_in import zygotes

EXERCISES = ["conv", "padding"]
NOTEBOOK = '{"nbformat": 4, "cells": [{"cell_type": "code", "source": "y = 2"}]}'
CONDITIONS = Conditions("checks", "full", 1, "en")


def put(folder, file="conv.py", text="x = 1\n", changed=1_000_000_000):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text, encoding="utf-8")
    os.utime(folder / file, (changed, changed))


def put_zip(path, **files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"work/{name}.py", text)


def put_tar(path, **files):
    with tarfile.open(path, "w:gz") as archive:
        for name, text in files.items():
            info = tarfile.TarInfo(f"{name}.py")
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text.encode()))


def places(folder):
    return [
        (each.entry.name, each.entry.place) for each in find_entries(ClassPlace(folder, EXERCISES))
    ]


def read(folder):
    reading = Reading(ClassPlace(folder, EXERCISES), CONDITIONS, zygotes())
    return {each.entry.place: each for each in reading.all()}


def test_folders_and_archives_are_submissions_named_after_them(tmp_path):
    put(tmp_path / "anna")
    put_zip(tmp_path / "ben.lee.zip", conv="b")
    put_tar(tmp_path / "cleo.tar.gz", conv="c")
    put(tmp_path / "dan", "padding.ipynb", NOTEBOOK)
    (tmp_path / "grades.csv").write_text("not handed in")
    (tmp_path / ".git").mkdir()
    assert [name for name, place in places(tmp_path)] == ["anna", "ben.lee", "cleo", "dan"]
    assert count_entries(ClassPlace(tmp_path, EXERCISES)) == 4
    found = read(tmp_path)
    assert found["dan"].submission.files == {"padding": (b"y = 2",)}
    assert found["anna"].submission.files == {"conv": b"x = 1\n"}
    assert found["ben.lee.zip"].submission.files == {"conv": b"b"}
    assert found["cleo.tar.gz"].submission.files == {"conv": b"c"}


def test_nbgraders_folders_are_one_entry_for_each_assignment_at_its_time(tmp_path):
    submitted = tmp_path / "submitted"
    put(submitted / "anna" / "first", text="1")
    (submitted / "anna" / "first" / "timestamp.txt").write_text(
        "2024-11-02 15:58:23.948203 America/Los_Angeles"
    )
    put(submitted / "anna" / "second", text="2")
    entries = [each.entry for each in find_entries(ClassPlace(submitted, EXERCISES))]
    assert [(entry.name, entry.place) for entry in entries] == [
        ("anna", "anna/first"),
        ("anna", "anna/second"),
    ]
    assert entries[0].submitted_at == datetime(2024, 11, 2, 22, 58, 23, tzinfo=UTC)
    assert entries[1].submitted_at == datetime.fromtimestamp(1_000_000_000, UTC)


def test_the_clones_of_github_classroom_are_named_after_their_students(tmp_path):
    clones = tmp_path / "hw1-submissions"
    put(clones / "hw1-anna" / "exercises")
    (clones / "hw1-anna" / ".git").mkdir()
    put(clones / "hw1-ben-hw1-b")
    assert places(clones) == [("anna", "hw1-anna"), ("ben-hw1-b", "hw1-ben-hw1-b")]


def test_moodles_folders_may_hold_an_archive(tmp_path):
    folder = tmp_path / "Anna Kim_12345_assignsubmission_file"
    folder.mkdir()
    put_zip(folder / "work.zip", conv="a")
    assert places(tmp_path) == [("Anna Kim", f"{folder.name}/work.zip")]


def test_two_submissions_of_one_name_are_kept_apart_by_time_and_place(tmp_path):
    put(tmp_path / "anna", changed=1_000_000_000)
    put_zip(tmp_path / "anna.zip", conv="late")
    os.utime(tmp_path / "anna.zip", (1_100_000_000, 1_100_000_000))
    early, late = (each.entry for each in find_entries(ClassPlace(tmp_path, EXERCISES)))
    assert (early.name, late.name) == ("anna", "anna")
    assert early.submitted_at < late.submitted_at


def test_in_a_folder_without_any_exercise_nothing_is_found(tmp_path):
    put(tmp_path / "anna")
    (tmp_path / "ben").mkdir()
    put(tmp_path / "cleo", "homework.docx")
    found = read(tmp_path)
    assert {found[name].key for name in ("ben", "cleo")} == {NOTHING_FOUND}
    assert found["cleo"].problem.endswith("there is no file such as conv.py. Found: homework.docx.")


def test_what_cannot_be_read_has_a_reason(tmp_path):
    put(tmp_path / "anna")
    (tmp_path / "ben.zip").write_bytes(b"PK nothing")
    (tmp_path / "fay.ipynb").write_text(NOTEBOOK)
    os.mkfifo(tmp_path / "cleo.zip")
    (tmp_path / "dan").symlink_to(tmp_path / "anna")
    (tmp_path / "eve").mkdir()
    (tmp_path / "eve" / "exercises").symlink_to(tmp_path / "anna")
    found = read(tmp_path)
    assert found["ben.zip"].problem.startswith("ben.zip cannot be read as a zip or tar archive")
    assert "\n" not in found["ben.zip"].problem
    assert found["fay.ipynb"].problem.startswith("fay.ipynb is not named after an exercise")
    assert found["cleo.zip"].problem == "cleo.zip is not a file."
    assert found["dan"].problem == "dan is a link, and links are not followed."
    assert found["eve"].key == NOTHING_FOUND


def test_a_name_is_shown_as_one_inert_line(tmp_path):
    put(tmp_path / "\x1b[31man\nna\udcff")
    ((name, place),) = places(tmp_path)
    assert name.isprintable()
    assert read(tmp_path)[place].submission.files


def test_a_place_without_submissions_is_an_error_that_says_what_was_looked_for(tmp_path):
    (tmp_path / "photos").mkdir()
    with pytest.raises(UsageError, match=r"no submissions in .*a folder or a zip.*conv\.py"):
        count_entries(ClassPlace(tmp_path, EXERCISES))
    with pytest.raises(UsageError, match="is not a folder"):
        count_entries(ClassPlace(tmp_path / "nowhere", EXERCISES))
    put(tmp_path / "photos")
    with pytest.raises(UsageError, match=r"one submission.*--submission"):
        count_entries(ClassPlace(tmp_path / "photos", EXERCISES))


def test_equal_files_have_equal_keys_whoever_handed_them_in(tmp_path):
    put(tmp_path / "anna", changed=1)
    put_zip(tmp_path / "ben.zip", conv="x = 1\n")
    put(tmp_path / "cleo", text="x = 2\n")
    found = read(tmp_path)
    assert found["anna"].key == found["ben.zip"].key != found["cleo"].key


@pytest.mark.parametrize(
    "other",
    [
        Conditions("other checks", "full", 1, "en"),
        Conditions("checks", "partial", 1, "en"),
        Conditions("checks", "full", 2, "en"),
        Conditions("checks", "full", 1, "ko"),
        Conditions("checks", "full", 1, "en", "another version"),
    ],
)
def test_a_key_changes_with_whatever_can_change_the_grade(tmp_path, other):
    submission = Submission("anna", {"conv": b""}, {}, tmp_path)
    assert key_of(submission, CONDITIONS) != key_of(submission, other)


def test_the_digest_of_a_course_changes_with_its_checks_solutions_and_points(tmp_path):
    root = tmp_path / "kit"
    put(root / "tests" / "public", "test_conv.py")
    put(root / "solutions", "conv.py")
    course = Course(root, {"conv": 25.0})
    before = course_digest(course)
    put(root / "tests" / "kit", "test_grader.py")
    assert course_digest(course) == before
    assert course_digest(Course(root, {"conv": 30.0})) != before
    for folder, file in (("tests/feedback/conv", "hints.toml"), ("tests/public", "test_conv.py")):
        put(root / folder, file, "changed")
        assert course_digest(course) != before
        before = course_digest(course)
    put(root / "solutions", "conv.py", "changed")
    assert course_digest(course) != before


def test_a_fault_in_reading_is_the_graders_and_stops_nobody(tmp_path, monkeypatch):
    def fails(*_):
        raise MemoryError("no more")

    put(tmp_path / "anna")
    monkeypatch.setattr("grader.classroom.batch.reading.read_submission", fails)
    found = read(tmp_path)["anna"]
    assert (found.key, found.problem) == ("", "MemoryError: no more")
