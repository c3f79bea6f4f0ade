"""Whatever a class hands in, everybody is in the table, with the right points or the reason."""

import csv
import io
import subprocess
import sys
import tarfile
import unicodedata
import zipfile

import pytest

from grader.course.course import find_course
from notebook_files import notebook
from places import SOLUTIONS

ROOT = find_course().root
RIGHT = (SOLUTIONS / "conv.py").read_bytes()
STUB = (ROOT / "exercises" / "conv.py").read_bytes()
STUDENTS = 5  # in each shape


def folder(place, **files):
    place.mkdir(parents=True)
    for path, content in files.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(content)


def zipped(place, **files):
    with zipfile.ZipFile(place, "w") as archive:
        for path, content in files.items():
            info = zipfile.ZipInfo("x")
            info.filename = path  # as it is: some programs write backslashes
            archive.writestr(info, content)


def tarred(place, **files):
    with tarfile.open(place, "w:gz") as archive:
        for path, content in files.items():
            info = tarfile.TarInfo(path)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))


def powershell(path, name):
    zipped(path / f"{name}.zip", **{"work\\conv.py": RIGHT, "work\\": b"", "work\\data.csv": b"1"})


def ditto(path, name):
    zipped(
        path / f"{name}.zip",
        **{"hw/conv.py": RIGHT, "__MACOSX/hw/._conv.py": b"\0", "hw/.DS_Store": b"\0"},
    )


def with_environment(path, name):
    folder(
        path / name,
        **{
            "conv.py": RIGHT,
            ".venv/lib/conv.py": STUB,
            "venv/Lib/site-packages/conv.py": STUB,
            ".ipynb_checkpoints/conv-checkpoint.ipynb": b"{",
        },
    )


def repository(path, name):
    folder(
        path / name,
        **{
            "exercises/conv.py": RIGHT,
            "tests/kit/conv.py": STUB,
            "README.md": b"#",
            "grader/a.py": b"",
        },
    )


def solved_notebook(path, name):
    folder(path / name, **{"conv.py": STUB, "conv.ipynb": notebook(RIGHT.decode())})


def seven_zip(path, name):
    (path / f"{name}.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(100))


def korean_windows(path, name):
    folder(path / name, **{"conv.py": RIGHT + "# 끝\n".encode("cp949")})


# What is handed in, the points, the state, and what the reason says.
SHAPES = {
    "folder": (lambda path, name: folder(path / name, **{"conv.py": RIGHT}), 25.0, "graded", ""),
    "powershell": (powershell, 25.0, "graded", ""),
    "ditto": (ditto, 25.0, "graded", ""),
    "tar": (
        lambda path, name: tarred(path / f"{name}.tar.gz", **{"./a/b/c/conv.py": RIGHT}),
        25.0,
        "graded",
        "",
    ),
    "environment": (with_environment, 25.0, "graded", ""),
    "repository": (repository, 25.0, "graded", ""),
    "copy": (
        lambda path, name: folder(path / name, **{"conv (1).py": RIGHT}),
        25.0,
        "graded",
        "conv (1).py was read as conv. Name it conv.py",
    ),
    "notebook": (solved_notebook, 25.0, "graded", "conv.ipynb was read, for nothing is written in"),
    "7z": (seven_zip, None, "nothing found", "cannot be opened here. Hand in a zip file."),
    "docx": (
        lambda path, name: (path / f"{name}.docx").write_bytes(b"PK\x03\x04"),
        None,
        "nothing found",
        "is neither a .py file nor a notebook",
    ),
    "empty": (
        lambda path, name: folder(path / name), None, "nothing found", "no file such as conv.py"
    ),
    "cp949": (korean_windows, None, "unreadable", "It seems to be saved as CP949."),
}  # fmt: skip


def name_of(shape, number):
    return unicodedata.normalize("NFD" if number % 2 else "NFC", f"{shape} 김민지 {number}")


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    place = tmp_path_factory.mktemp("shapes")
    (place / "class").mkdir()
    for shape, (make, *_expected) in SHAPES.items():
        for number in range(STUDENTS):
            make(place / "class", name_of(shape, number))
    command = [sys.executable, "-m", "grader", "batch", "class", "--out", "out"]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, timeout=300)
    with (place / "out" / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    return done, rows, place / "out" / "students"


def test_everybody_is_in_the_table(ran):
    done, rows, pages = ran
    assert (done.returncode, done.stderr.count("fault")) == (0, 0)
    assert len(rows) == len(SHAPES) * STUDENTS == len(list(pages.iterdir()))


@pytest.mark.parametrize("shape", SHAPES)
def test_everybody_has_the_right_points_or_the_reason(shape, ran):
    _make, points, state, reason = SHAPES[shape]
    _done, rows, _pages = ran
    for number in range(STUDENTS):
        row = rows[unicodedata.normalize("NFC", name_of(shape, number))]
        assert row["state"] == state
        assert reason in row["reason"]
        if points is not None:
            assert float(row["conv"]) == points


def test_the_end_says_whom_to_look_at(ran):
    done = ran[0]
    assert "nothing found 15" in done.stdout
    assert "Look at these." in done.stdout
