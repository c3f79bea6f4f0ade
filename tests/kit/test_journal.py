"""What is remembered beside the exercises, whatever became of the file."""

import json
import os
from pathlib import Path

import pytest

from grader.journal import FILE, FOLDER, Journal, journal_folder, read_journal, remember
from grader.records.report import Check, Status


def check(id: str, score: float, max_score: float = 2.0) -> Check:
    status = Status.PASSED if score else Status.FAILED
    return Check(id, "stamp", "", False, status, score, max_score, None, None, None, 0.0)


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / FOLDER


def write(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / FILE).write_bytes(content)


def test_it_lies_beside_the_exercises(tmp_path):
    (tmp_path / "exercises").mkdir()
    assert journal_folder(tmp_path / "exercises") == tmp_path / ".grader"


def test_the_best_score_of_each_check_is_kept(folder):
    remember(folder, checks=[check("conv/stamp/a", 2.0), check("conv/stamp/b", 0.0)])
    remember(folder, checks=[check("conv/stamp/a", 0.0), check("conv/stamp/b", 1.0)])
    journal = read_journal(folder)
    assert journal.best == {"conv/stamp/a": 2.0, "conv/stamp/b": 1.0}
    assert journal.points("conv") == 3.0
    assert journal.points("con") == 0.0


def test_hints_that_were_shown_are_never_forgotten(folder):
    remember(folder, hints={"conv.stamp": 2})
    remember(folder, hints={"conv.stamp": 1, "conv.relu": 1})
    assert read_journal(folder).hints == {"conv.stamp": 2, "conv.relu": 1}


def test_hints_and_scores_do_not_disturb_each_other(folder):
    remember(folder, hints={"conv.stamp": 1})
    remember(folder, checks=[check("conv/stamp/a", 2.0)])
    assert read_journal(folder) == Journal({"conv.stamp": 1}, {"conv/stamp/a": 2.0})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b'{"best": {"conv/stamp/a": "all"}}',
        b'{"best": {"conv/stamp/a": 1e300}}',
        b'{"best": {"conv/stamp/a": -3}}',
        b'{"hints": {"conv.stamp": 123456789012345678901234567890}}',
        b'{"x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b" " * 2**21,
    ],
)
def test_a_damaged_or_foreign_journal_counts_as_none_and_is_replaced(folder, content):
    write(folder, content)
    assert read_journal(folder) == Journal()
    assert remember(folder, hints={"conv.stamp": 1})
    written = json.loads((folder / FILE).read_bytes())
    assert written == {"hints": {"conv.stamp": 1}, "best": {}, "spots": {}}


def test_a_pipe_in_the_place_of_the_journal_does_not_block(folder):
    folder.mkdir()
    os.mkfifo(folder / FILE)
    assert read_journal(folder) == Journal()


def test_a_file_in_the_place_of_the_folder_matters_to_nobody(folder):
    folder.write_text("mine")
    assert read_journal(folder) == Journal()
    assert not remember(folder, hints={"conv.stamp": 1})
    assert folder.read_text() == "mine"


def test_what_is_known_already_is_not_written_again(folder):
    remember(folder, checks=[check("conv/stamp/a", 2.0)])
    before = (folder / FILE).stat().st_ino
    assert remember(folder, checks=[check("conv/stamp/a", 2.0)])
    assert (folder / FILE).stat().st_ino == before
    assert [file.name for file in folder.iterdir()] == [FILE]
