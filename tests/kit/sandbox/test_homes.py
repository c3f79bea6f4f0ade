"""Temporary folders: those that are in use stay, those of a grader that was killed go."""

import os
import subprocess
import sys

import pytest

from grader.sandbox import homes
from grader.sandbox.homes import Home, remove_left_homes

KILLED = """
import os, signal, sys, tempfile
tempfile.tempdir = sys.argv[1]
from grader.sandbox.homes import Home
home = Home()
os.makedirs(f"{home.name}/workers/scratch")
os.kill(os.getpid(), signal.SIGKILL)
"""

pytestmark = pytest.mark.linux


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr(homes.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(homes, "YOUNG_SECONDS", -1.0)
    return tmp_path


def test_what_a_killed_grader_left_is_removed_by_the_next_one(temporary):
    subprocess.run([sys.executable, "-c", KILLED, temporary], check=False)
    (left,) = temporary.iterdir()
    assert left.name.startswith(homes.PREFIX)
    remove_left_homes()
    assert not left.exists()


def test_a_folder_in_use_stays(temporary):
    home = Home()
    remove_left_homes()
    assert os.path.isdir(home.name)
    home.remove()
    assert not os.path.exists(home.name)


def test_a_young_folder_stays_for_it_may_not_be_locked_yet(temporary, monkeypatch):
    monkeypatch.setattr(homes, "YOUNG_SECONDS", 60.0)
    young = temporary / "grader-young"
    young.mkdir()
    remove_left_homes()
    assert young.exists()


def test_no_link_is_followed(temporary, tmp_path_factory):
    precious = tmp_path_factory.mktemp("precious")
    (precious / "thesis").write_text("years of work")
    (temporary / "grader-link").symlink_to(precious)
    (temporary / "grader-left").mkdir()
    (temporary / "grader-left" / "inside").symlink_to(precious)
    remove_left_homes()
    assert (precious / "thesis").exists()
    assert {entry.name for entry in temporary.iterdir()} == {"grader-link"}


def test_other_peoples_files_stay(temporary):
    (temporary / "grader-notes.txt").write_text("mine")
    (temporary / "other").mkdir()
    remove_left_homes()
    assert len(list(temporary.iterdir())) == 2
