"""`python -m grader batch` as an instructor or a CI job runs it, with real grading processes."""

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from rich.console import Console

import graded_class as school
from grader.classroom.batch.entries import ClassPlace
from grader.classroom.batch.job_messages import Setup
from grader.classroom.batch.key import Conditions
from grader.classroom.batch.local_executor import LocalExecutor, open_local_executor
from grader.classroom.batch.reading import Reading
from grader.classroom.batch.schedule import Batch
from grader.classroom.store.store import open_store
from grader.grading.seed import SEED
from grader.records.tally import EntryState, Happened, Tally
from grader.render.batch_summary import progress_line, summary
from grader.sandbox.levels import reached
from grader.sandbox.shared import open_shared_zygotes
from grader.sandbox.zygotes import open_zygotes
from handed_in import zygotes
from places import KIT
from pseudo_terminal import Terminal

COURSE, RIGHT, WRONG, SLOW = school.COURSE, school.RIGHT, school.WRONG, school.SLOW
numbered, grades, count = school.numbered, school.grades, school.count
ATTACKS = (
    "crash_killed_by_itself",
    "crash_segfault",
    "earn_patched_numpy_comparisons",
    "escape_fork",
    "inject_surrogates",
    "tamper_with_processes",
)
PATIENCE = 90.0


@pytest.fixture
def place(tmp_path):
    return tmp_path / "grades.sqlite"


@pytest.fixture
def students(tmp_path):
    return school.Students(tmp_path / "class")


def command(folder, place, *options):
    line = [sys.executable, "-m", "grader", "batch", str(folder), "--store", str(place), *options]
    return {"args": line, "cwd": COURSE.root, "text": True}


def batch(folder, place, *options):
    return subprocess.run(**command(folder, place, *options), capture_output=True, timeout=PATIENCE)


def started(folder, place, *options):
    return subprocess.Popen(
        **command(folder, place, *options), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def until(holds):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "this did not happen"
        time.sleep(0.02)


def descendants(pid):
    """The processes that a process has started, and those that these have started."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*"):
        with suppress(OSError):
            for child in (task / "children").read_text().split():
                found += [int(child), *descendants(int(child))]
    return found


def is_running(pid):
    with suppress(OSError):
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    return False


def test_grades_are_those_of_a_single_grading_and_the_exit_code_is_0(students, place, grade_folder):
    folder = students(anna=RIGHT, ben=WRONG, cleo="def relu(x:", dan=RIGHT + "\n")
    ran = batch(folder, place, "--jobs", "2", "--seed", str(SEED))
    assert (ran.returncode, ran.stderr) == (0, "")
    for name, report in grades(place).items():
        assert report == school.timeless(grade_folder(folder / name))


def test_the_summary_says_what_came_of_the_class(students, place):
    folder = students(anna=RIGHT, ben=WRONG, cleo=WRONG)
    (folder / "dan.zip").write_bytes(b"PK nothing")
    ran = batch(folder, place)
    lines = ran.stdout.splitlines()
    assert lines[0].startswith("4 submissions in 0:")
    assert lines[0].endswith(": graded 2, known before 1, unreadable 1")
    assert lines[1].startswith("points: mean 1")
    assert lines[2].startswith("slowest: ")
    assert lines[3] == "Could not be read, and have 0 points:"
    assert lines[4].startswith("  dan: dan.zip cannot be read as a zip or tar archive")
    assert lines[5] == f"grades: {place}"
    assert not {"\x1b", "\r"} & set(ran.stdout + ran.stderr)


def test_equal_files_are_graded_once_and_known_ones_not_again(students, place):
    folder = students(anna=RIGHT, ben=RIGHT, cleo=WRONG)
    assert "graded 2, known before 1" in batch(folder, place).stdout
    assert "graded 0, known before 3" in batch(folder, place).stdout
    (folder / "cleo" / "conv.py").write_text(RIGHT + "\n\n")
    assert "graded 1, known before 2" in batch(folder, place).stdout
    assert "graded 2, known before 1" in batch(folder, place, "--regrade").stdout
    assert "graded 2, known before 1" in batch(folder, place, "--seed", "7").stdout


@pytest.mark.batches
def test_after_a_kill_in_the_middle_a_second_start_gives_each_grade_once(students, place, tmp_path):
    folder = students(**numbered(8), slow=SLOW.replace("2.5", "0.01"))
    assert batch(folder, tmp_path / "undisturbed.sqlite").returncode == 0
    running = started(folder, place, "--jobs", "2")
    until(lambda: count(place) >= 2)
    children = descendants(running.pid)
    running.kill()
    running.communicate()
    until(lambda: not any(map(is_running, children)))
    kept = count(place)
    again = batch(folder, place)
    assert again.returncode == 0
    assert f"graded {9 - kept}, known before {kept}" in again.stdout
    assert grades(place) == grades(tmp_path / "undisturbed.sqlite")


@pytest.mark.batches
def test_ctrl_c_ends_everything_and_says_what_is_kept(students, place):
    running = started(students(anna=RIGHT, slow=SLOW, slower=SLOW + "\n"), place)
    until(lambda: count(place) == 1)
    children = descendants(running.pid)
    running.send_signal(signal.SIGINT)
    said = running.communicate(timeout=PATIENCE)[1]
    assert running.returncode == 130
    assert f"1 of 3 submissions are done, and their grades are kept in {place}" in said
    assert not any(map(is_running, children))


@pytest.mark.batches
def test_two_batches_on_one_store_at_once_give_each_grade_once(students, place, tmp_path):
    folder = students(**numbered(5), wrong=WRONG)
    running = [started(folder, place, "--jobs", "1") for _ in range(2)]
    assert [each.communicate(timeout=PATIENCE)[1] for each in running] == ["", ""]
    assert [each.returncode for each in running] == [0, 0]
    assert batch(folder, tmp_path / "undisturbed.sqlite").returncode == 0
    assert grades(place) == grades(tmp_path / "undisturbed.sqlite")
    assert count(place) == 6


@pytest.mark.batches
def test_hostile_submissions_change_nothing_for_the_others(students, place, tmp_path):
    hostile = {f"{name}": (KIT / "attacks" / f"{name}.py").read_text() for name in ATTACKS}
    others = {"a_right": RIGHT, "f_wrong": WRONG, "z_right": RIGHT + "\n"}
    folder = students(**hostile, **others)
    assert batch(folder, place, "--jobs", "2").returncode == 0
    for name in ATTACKS:
        shutil.rmtree(folder / name)
    assert batch(folder, tmp_path / "without.sqlite").returncode == 0
    without = grades(tmp_path / "without.sqlite")
    assert {name: grades(place)[name] for name in others} == without


class Killers(LocalExecutor):
    """An executor of which a process is killed when it grades what sleeps, `most` times."""

    most = 0

    def wait(self, seconds):
        for job in self._jobs:
            if self.most and job.ready and job.tasks and b"sleep" in job.tasks[0].files["conv"]:
                self.most -= 1
                os.kill(job.process.pid, signal.SIGKILL)
        return super().wait(0.05)


def killed(folder, place, most):
    """What happens when grading processes are killed."""
    told = []
    setup = Setup(str(COURSE.root), True, SEED, "en")
    conditions = Conditions("course", "full", SEED, "en")
    read = Reading(ClassPlace(folder, list(COURSE.points)), conditions, zygotes()).all()
    with open_store(str(place)) as store, open_shared_zygotes() as shared:
        executor = Killers(1, setup, shared)
        executor.most = most
        try:
            Batch(executor, store, told.append, None).run(read)
        finally:
            executor.close()
    return {each.name: (each.state, each.problem) for each in told}


@pytest.mark.batches
def test_what_a_killed_process_had_is_graded_by_another(students, place):
    folder = students(**numbered(3), slow=SLOW.replace("2.5", "0.3"))
    assert set(killed(folder, place, 1).values()) == {(EntryState.GRADED, "")}
    assert len(grades(place)) == 4


@pytest.mark.batches
def test_what_waits_behind_a_slow_one_is_graded_by_a_process_that_has_nothing_to_do(
    students, place
):
    folder = students(a_slow=SLOW.replace("2.5", "0.5"), **numbered(4))
    running = started(folder, place, "--jobs", "2")
    until(lambda: count(place) == 4)
    assert "a_slow" not in grades(place)
    running.communicate(timeout=PATIENCE)
    assert (running.returncode, len(grades(place))) == (0, 5)


@pytest.mark.batches
def test_a_submission_that_costs_two_processes_is_a_fault_and_the_others_have_grades(
    students, place
):
    folder = students(a_slow=SLOW, ben=RIGHT, cleo=WRONG)
    told = killed(folder, place, 2)
    assert told["a_slow"] == (EntryState.FAULTY, "the grading process was killed (SIGKILL)")
    assert told["ben"] == told["cleo"] == (EntryState.GRADED, "")
    with open_store(str(place)) as store:
        results = {each.entry.name: each for each in store.results()}
    assert results["a_slow"].report is None
    assert results["a_slow"].problem == "the grading process was killed (SIGKILL)"


@pytest.mark.batches
def test_a_crew_shares_one_process_for_each_library_and_tensorflow_is_not_imported_for_nothing(
    students,
):
    setup = Setup(str(COURSE.root), True, SEED, "en")
    folder, conditions = students(**numbered(4)), Conditions("", "full", SEED, "en")
    read = Reading(ClassPlace(folder, list(COURSE.points)), conditions, zygotes()).all()
    with open_shared_zygotes() as shared, open_local_executor(2, setup, shared) as jobs:

        class Nowhere:
            known = keep = note = lambda *_: None

        Batch(jobs, Nowhere(), lambda _: None, None).run(read)
        assert len(jobs._jobs) == 2
        assert [len(started_for(name)) for name in ("numpy", "tensorflow")] == [1, 1]


def started_for(library):
    """The processes that were started for a library: those of them that no other one forked."""
    mine = [pid for pid in descendants(os.getpid()) if runs(pid, "fork_server", f"'{library}'")]
    parents = {pid: int(Path(f"/proc/{pid}/stat").read_text().split()[3]) for pid in mine}
    return [pid for pid in mine if parents[pid] not in mine]


def test_a_grader_whose_shared_zygote_is_gone_starts_one_of_its_own():
    with open_shared_zygotes() as shared, open_zygotes(True, shared.lines("numpy")) as zygotes:
        level = reached(zygotes)
        gone = [each for each in descendants(os.getpid()) if runs(each, "fork_server")]
        assert gone
        for pid in gone:
            os.kill(pid, signal.SIGKILL)
        until(lambda: not any(map(is_running, gone)))
        assert reached(zygotes) == level


def runs(pid, *words):
    with suppress(OSError):
        line = Path(f"/proc/{pid}/cmdline").read_text()
        return all(word in line for word in words)
    return False


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--store", "nowhere/grades.sqlite"], "No grades can be kept in"),
        (["--jobs", "0"], "a whole number from 1 to"),
    ],
)
def test_wrong_usage_is_said_before_anything_is_graded(students, place, options, said):
    ran = batch(students(anna=RIGHT), place, *options)
    assert ran.returncode == 2
    assert said in ran.stderr
    assert ran.stdout == ""


def test_a_folder_without_submissions_is_wrong_usage(tmp_path, place):
    ran = batch(tmp_path, place)
    assert ran.returncode == 2
    assert "There are no submissions in" in ran.stderr
    assert not place.exists()


def test_a_terminal_shows_how_far_how_fast_and_what_became_of_them(students, place):
    folder = students(**numbered(3), slow=SLOW)
    line = ["-m", "grader", "batch", str(folder), "--store", str(place)]
    terminal = Terminal(COURSE.root, *line, columns=80)
    terminal.shows("3/4", "/s", "graded 3, known before 0", "slowest: student")
    terminal.process.send_signal(signal.SIGINT)
    assert terminal.ends() == 130
    assert b"Stopped. 3 of 4 submissions are done" in terminal.written
    terminal.close()


def test_a_log_gets_a_line_that_says_the_same():
    tally = Tally(10)
    for number in range(4):
        tally.add(Happened(f"{number}", EntryState.GRADED, 5.0, 10.0, 1.0))
    line = "4 of 10: graded 4, known before 0; 2.0 per second, 0:03 left; slowest: "
    assert progress_line(tally, 2.0) == line + "0 1.0 s, 1 1.0 s, 2 1.0 s"


def test_names_and_reasons_are_shown_inert():
    tally = Tally(1)
    tally.add(Happened("a\x1b[2Jna", EntryState.UNREADABLE, problem="\x1b]0;title\x07\n[bold]x"))
    console = Console(width=80, file=io.StringIO(), force_terminal=True)
    console.print(summary(tally, 1.0, "grades.sqlite"))
    shown = console.file.getvalue()
    assert "\x07" not in shown
    assert "\x1b" not in shown
    assert "  ana: \ufffd]0;title\ufffd [bold]x\n" in shown
