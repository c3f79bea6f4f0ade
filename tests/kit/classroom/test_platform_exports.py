"""What platforms export of a class: whose each hand-in is, which version, and when it was made."""

import os
import subprocess
import zipfile
from datetime import UTC, datetime

import pytest

from grader.classroom.batch.class_zip import opened
from grader.classroom.batch.entries import ClassPlace, find_entries
from grader.classroom.batch.key import Conditions
from grader.classroom.batch.reading import Reading
from grader.classroom.roster.roster import Roster, Student
from grader.errors import UsageError
from handed_in import zygotes

EXERCISES = ["conv", "padding"]
TIME = 1_000_000_000
MINJI, JUN = Student("Minji Kim", "S1", "mkim@u.kr", "mkim"), Student("Jun Lee", "S2", "jlee@u.kr")
TWO = Student("Jun Lee", "S3", "jun@u.kr", "77")
METADATA = """---
submission_11:
  :submitters:
  - :name: M. Kim
    :sid: S1
    :email: mkim@u.kr
  - :name: Jun Lee
    :sid: S2
    :email: jlee@u.kr
  :created_at: 2026-11-02 15:58:23.000000000 Z
"""


def put(folder, **files):
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        os.utime(file, (TIME, TIME))
    return folder


def entries(folder, *students, zipped=False):
    place = ClassPlace(folder, EXERCISES, roster=Roster(students), zipped=zipped)
    return [each.entry for each in find_entries(place)]


def sources(folder, *students):
    place = ClassPlace(folder, EXERCISES, roster=Roster(students))
    found = Reading(place, Conditions("checks", "full", 1, "en"), zygotes()).all()
    return {
        (each.entry.name, name): source.decode()
        for each in found
        for name, source in (each.submission.files if each.submission else {}).items()
    }


def zipped(place, files, date=(2026, 11, 2, 15, 58, 22)):
    with zipfile.ZipFile(place, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, date), text)
    return place


@pytest.mark.parametrize(
    "files",
    [
        {"Minji Kim_101_assignsubmission_file_/conv.py": "a = 1",
         "Minji Kim_101_assignsubmission_file_/padding.py": "b = 1",
         "Minji Kim_101_assignsubmission_onlinetext_/onlinetext.html": "<p>"},
        {"Minji Kim_101_assignsubmission_file_conv.py": "a = 1",
         "Minji Kim_101_assignsubmission_file_padding.py": "b = 1",
         "Minji Kim_101_assignsubmission_onlinetext_.html": "<p>"},
        {"kimminji_5_61_conv.py": "a = 0", "kimminji_LATE_5_67_conv-1.py": "a = 1",
         "kimminji_5_62_padding.py": "b = 1"},
        {"12-3 - Minji Kim - Nov 12, 2026 1023 AM/conv.py": "a = 1",
         "12-3 - Minji Kim - Nov 12, 2026 1023 AM/padding.py": "b = 1"},
        {"Week_mkim_attempt_2026-11-02-15-58-23_conv.py": "a = 1",
         "Week_mkim_attempt_2026-11-02-15-58-23_padding.py": "b = 1",
         "Week_mkim_attempt_2026-11-02-15-58-23.txt": "Name: Minji"},
        {"Minji Kim - conv.py": "a = 1", "Minji Kim - padding.py": "b = 1"},
        {"2026_S1_Minji/conv.py": "a = 1", "2026_S1_Minji/padding.py": "b = 1"},
    ],
)  # fmt: skip
def test_the_files_of_a_student_are_one_hand_in(tmp_path, files):
    put(tmp_path, **files)
    assert [each.name for each in entries(tmp_path, MINJI, JUN)] == ["Minji Kim"]
    assert sources(tmp_path, MINJI, JUN) == {
        ("Minji Kim", "conv"): "a = 1",
        ("Minji Kim", "padding"): "b = 1",
    }


def test_hand_ins_at_different_times_are_versions(tmp_path):
    for day in ("Nov 12", "Nov 13"):
        put(tmp_path / f"12-3 - Minji Kim - {day}, 2026 1023 AM", **{"conv.py": day})
    first, second = entries(tmp_path, MINJI)
    assert first.name == second.name == "Minji Kim"
    assert first.submitted_at < second.submitted_at
    assert second.dated_by == "platform"


def test_gradescopes_folders_are_those_of_all_who_worked_in_a_group(tmp_path):
    put(tmp_path, **{"submission_11/conv.py": "a = 1", "submission_metadata.yml": METADATA})
    found = entries(tmp_path, MINJI, JUN)
    assert sorted(each.name for each in found) == ["Jun Lee", "Minji Kim"]
    assert {each.submitted_at for each in found} == {datetime(2026, 11, 2, 15, 58, 23, tzinfo=UTC)}
    (tmp_path / "submission_metadata.yml").write_text("- [")
    with pytest.raises(UsageError, match=r"submission_metadata\.yml cannot be read"):
        entries(tmp_path)


def test_github_classroom_names_logins(tmp_path):
    clones = tmp_path / "hw1-submissions"
    put(clones, **{"hw1-mkim/conv.py": "a = 1", "hw1-stranger/conv.py": "a = 2"})
    assert [each.name for each in entries(clones, MINJI)] == ["Minji Kim", "stranger"]


def test_two_of_one_name_are_told_apart_or_belong_to_nobody(tmp_path):
    names = ("Jun Lee_77_assignsubmission_file_conv.py", "Jun Lee_78_assignsubmission_file_conv.py")
    put(tmp_path, **dict.fromkeys(names, "a = 1"))
    assert [each.name for each in entries(tmp_path)] == ["Jun Lee (77)", "Jun Lee (78)"]
    assert [each.name for each in entries(tmp_path, JUN, TWO)] == ["Jun Lee (S3)", "Jun Lee (78)"]


def test_one_zip_of_a_platform_is_read_as_it_is(tmp_path):
    files = {
        "hand ins/Minji Kim_1_assignsubmission_file_/conv.py": "a = 1",
        "hand ins/../../Jun Lee_2_assignsubmission_file_/conv.py": "a = 2",
        "hand ins/x_3_assignsubmission_file_/work.zip": "no archive",
    }
    with opened(zipped(tmp_path / "all.zip", files)) as folder:
        found = entries(folder, MINJI, JUN, zipped=True)
        inside = folder
    assert sorted(each.name for each in found) == ["Jun Lee", "Minji Kim", "x"]
    assert {each.dated_by for each in found} == {"zip"}
    local = datetime(2026, 11, 2, 15, 58, 22).astimezone(UTC)
    assert {each.submitted_at for each in found} == {min(local, datetime.now(UTC))}
    assert not inside.exists()
    assert [each.name for each in tmp_path.iterdir()] == ["all.zip"]


def test_names_in_korean_are_read_from_a_zip_that_does_not_say_how_they_are_written(tmp_path):
    name = "김민지_1_assignsubmission_file_/conv.py"
    place = tmp_path / "all.zip"
    stand_in = "x" * len(name.encode("cp949"))
    zipped(place, {stand_in: "a = 1"})
    place.write_bytes(place.read_bytes().replace(stand_in.encode(), name.encode("cp949")))
    with opened(place) as folder:
        assert [each.name for each in entries(folder)] == ["김민지"]


def test_what_is_no_zip_is_said(tmp_path):
    (tmp_path / "all.zip").write_bytes(b"PK")
    with pytest.raises(UsageError, match=r"all\.zip cannot be read"), opened(tmp_path / "all.zip"):
        pass


@pytest.fixture
def clone(tmp_path):
    """A clone of last week whose own settings would run a program."""
    folder = tmp_path / "clones" / "hw1-mkim"
    put(folder, **{"conv.py": "a = 1"})
    date = "2026-11-02T15:58:23Z"
    environment = {**os.environ, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    own = ["-c", "user.name=m", "-c", "user.email=m@u.kr"]
    for command in (["init", "-q"], ["add", "."], [*own, "commit", "-qm", "work"]):
        subprocess.run(["git", *command], cwd=folder, env=environment, check=True)
    with (folder / ".git" / "config").open("a") as file:
        file.write(
            f'[core]\n\tfsmonitor = "touch {tmp_path}/ran"\n\tpager = "touch {tmp_path}/ran"\n'
        )
    return folder


@pytest.mark.parametrize("packed", [False, True])
def test_a_clone_was_handed_in_at_its_last_commit_and_runs_nothing(clone, tmp_path, packed):
    if packed:
        subprocess.run(["git", "gc", "-q"], cwd=clone, check=True)
    (tmp_path / "ran").unlink(missing_ok=True)
    (entry,) = entries(clone.parent)
    assert entry.submitted_at == datetime(2026, 11, 2, 15, 58, 23, tzinfo=UTC)
    assert entry.dated_by == "commit"
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "head", ["ref: refs/heads/../../../x", "ref: refs/heads/none", "--help", ""]
)
def test_a_clone_without_a_commit_has_the_time_of_its_files(clone, head):
    (clone / ".git" / "HEAD").write_text(head)
    (entry,) = entries(clone.parent)
    assert (entry.submitted_at, entry.dated_by) == (datetime.fromtimestamp(TIME, UTC), "file")
