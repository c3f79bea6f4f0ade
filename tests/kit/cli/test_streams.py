"""Exit codes and files are right whoever reads along, and whatever becomes of the grading."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.course.course import find_course

ROOT = find_course().root
COMMAND = [sys.executable, "-m", "grader", "conv.stamp", "--submission", "solutions"]


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = line.replace(
        "GRADER", f"{sys.executable} -m grader conv.stamp --submission solutions"
    )
    return subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("line", ["GRADER >&-", "GRADER >&- 2>&-", "GRADER <&- >&- 2>&-"])
def test_a_closed_stream_does_not_change_the_exit_code(line):
    ran = shell(f"{line}; echo $?")
    assert (ran.stdout, ran.stderr) == ("0\n", "")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_does_not_change_the_exit_code(unbuffered):
    ran = shell("(GRADER; echo $? >&2) | true", PYTHONUNBUFFERED=unbuffered)
    assert ran.stderr == "0\n"


@pytest.mark.parametrize("columns", ["0", "1", "-3", "many", ""])
def test_a_terminal_of_no_width_gets_a_report_of_80_columns(columns):
    ran = shell("GRADER", COLUMNS=columns)
    assert "done" in ran.stdout.splitlines()[1]
    assert max(map(len, ran.stdout.splitlines())) <= 80


def test_few_open_files_are_enough():
    ran = shell("ulimit -n 48; GRADER; echo $?")
    assert (ran.stdout.splitlines()[-1], ran.stderr) == ("0", "")


def test_a_full_disk_is_told_once_and_is_nobodys_fault():
    ran = shell("GRADER >/dev/full; echo $?")
    assert ran.stdout == "3\n"
    assert "No space left on device. Make room and try again." in ran.stderr
    assert ran.stderr.count("\n") == 1


INTERRUPTED = """
import runpy, sys

class Interrupt:
    def find_spec(self, name, path, target=None):
        if name == {name!r}:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupt())
sys.path.insert(0, "")
runpy.run_module("grader", run_name="__main__")
"""


@pytest.mark.parametrize("name", ["grader.cli.main", "grader.cli.commands", "grader.errors"])
def test_an_interrupt_while_the_grader_is_imported_says_nothing(name):
    command = [sys.executable, "-c", INTERRUPTED.format(name=name)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "")


def test_an_installed_kit_grades_the_exercises_that_one_stands_in(tmp_path):
    folder = tmp_path / "mine" / "exercises"
    folder.mkdir(parents=True)
    code = "def stamp(patch, kernel, bias=0.0):\n    return float((patch * kernel).sum())\n"
    (folder / "conv.py").write_text(code)
    (folder / "notes").mkdir()
    for place in (folder, folder / "notes"):
        command = [sys.executable, "-m", "grader", "conv.stamp"]
        ran = subprocess.run(
            command,
            cwd=place,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert ran.returncode == 1
        assert str(folder)[:40] in " ".join(ran.stdout.split())
    assert (tmp_path / "mine" / ".grader").is_dir()


@pytest.mark.parametrize("what", ["nowhere.zip", "damaged.zip"])
def test_files_are_written_where_nothing_can_be_graded(what, tmp_path):
    (tmp_path / "damaged.zip").write_bytes(b"PK no zip")
    forms = {form: tmp_path / f"out.{form}" for form in ("json", "gradescope", "junit", "markdown")}
    options = [part for form, path in forms.items() for part in (f"--{form}", str(path))]
    place = tmp_path / what
    command = [sys.executable, "-m", "grader", "--submission", str(place), *options]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 2
    written = {form: path.read_text(encoding="utf-8") for form, path in forms.items()}
    assert json.loads(written["json"])["score"] == json.loads(written["gradescope"])["score"] == 0.0
    assert all(Path(what).stem in text for text in written.values())
