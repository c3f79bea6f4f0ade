"""A submission is data: folders and archives are read as text, within limits."""

import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.sandbox.worker.reader.texts import MAX_FILE
from handed_in import read_submission

NAMES = ["conv", "padding"]
SOURCE = b"x = 1\n"


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return path


def tarred(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as opened:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            opened.addfile(info, io.BytesIO(content))
    return path


ARCHIVES = {"anna.zip": zipped, "anna.tar.gz": tarred}


def test_a_folder_gives_the_files_that_are_there(tmp_path):
    (tmp_path / "conv.py").write_bytes(SOURCE)
    (tmp_path / "notes.txt").write_bytes(b"no exercise")
    submission = read_submission(tmp_path, NAMES)
    assert submission.files == {"conv": SOURCE}
    assert submission.problems == {"padding": "padding.py is not in the submission"}
    assert submission.name == tmp_path.name


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_gives_the_files_that_lie_least_deep(name, tmp_path):
    files = {"work/conv.py": SOURCE, "work/old/conv.py": b"old", "work/deep/er/padding.py": b"y"}
    submission = read_submission(ARCHIVES[name](tmp_path / name, files), NAMES)
    assert submission.files == {"conv": SOURCE, "padding": b"y"}
    assert submission.name == "anna"


@pytest.mark.parametrize("name", ARCHIVES)
def test_of_a_file_that_is_there_twice_one_is_read_and_that_is_said(name, tmp_path):
    place = ARCHIVES[name](tmp_path / name, {"a/conv.py": SOURCE, "b/conv.py": b"x = 2"})
    submission = read_submission(place, NAMES)
    assert submission.files["conv"] == SOURCE
    assert submission.notes == ("a/conv.py was read. There is another one: b/conv.py.",)


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_file_too_large_is_a_problem_of_its_own(name, tmp_path):
    place = ARCHIVES[name](tmp_path / name, {"conv.py": b" " * 50 * MAX_FILE, "padding.py": SOURCE})
    submission = read_submission(place, NAMES)
    assert submission.files == {"padding": SOURCE}
    assert submission.problems == {"conv": "conv.py is larger than 1024 KiB"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"\x1f\x8b no gzip", b"text"])
def test_what_is_no_archive_is_refused_with_a_sentence(content, tmp_path):
    (tmp_path / "anna.zip").write_bytes(content)
    with pytest.raises(UsageError, match="cannot be read as a zip or tar archive"):
        read_submission(tmp_path / "anna.zip", NAMES)


def test_a_damaged_archive_is_refused_with_a_sentence(tmp_path):
    place = zipped(tmp_path / "anna.zip", {"conv.py": os.urandom(5000)})
    damaged = bytearray(place.read_bytes())
    damaged[100:200] = bytes(100)
    place.write_bytes(damaged)
    assert "cannot be taken out" in read_submission(place, NAMES).problems["conv"]
    place.write_bytes(damaged[:-50])
    with pytest.raises(UsageError, match="cannot be read"):
        read_submission(place, NAMES)


def test_links_in_a_folder_are_not_followed(tmp_path):
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "conv.py").symlink_to(tmp_path / "secret")
    submission = read_submission(tmp_path, NAMES)
    assert submission.files == {}
    assert "links are not followed" in submission.problems["conv"]


def test_links_in_an_archive_are_not_followed(tmp_path):
    with tarfile.open(tmp_path / "anna.tar", "w") as opened:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE):
            info = tarfile.TarInfo("conv.py")
            info.type, info.linkname = kind, "/etc/passwd"
            opened.addfile(info)
    assert read_submission(tmp_path / "anna.tar", NAMES).files == {}


def test_a_pipe_does_not_make_the_grader_wait(tmp_path):
    os.mkfifo(tmp_path / "conv.py")
    assert read_submission(tmp_path, NAMES).problems["conv"] == "conv.py is not a file"


def test_a_place_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UsageError, match="There is no"):
        read_submission(tmp_path / "nowhere", NAMES)
