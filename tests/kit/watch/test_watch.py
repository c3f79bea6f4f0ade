"""`python -m grader watch`, the real program in a pseudo-terminal."""

import json
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from grader.course.course import find_course
from pseudo_terminal import Terminal

COURSE = find_course()
FLIPPED = """
right = conv2d
def conv2d(image, kernel, bias=0.0):
    print({printed!r})
    return right(image, np.asarray(kernel)[::-1, ::-1], bias)
"""


class Student:
    """A folder with exercises, and `watch` in a terminal beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.terminals = []
        shutil.copytree(COURSE.exercises, folder / "exercises", ignore=_compiled)

    def file(self, exercise: str) -> Path:
        return self.folder / "exercises" / f"{exercise}.py"

    def save(self, exercise: str, source: str) -> None:
        self.file(exercise).write_text(source, encoding="utf-8")

    def solve(self, exercise: str, but: str = "") -> None:
        """Saves the solution with something else at its end."""
        solution = COURSE.solutions / f"{exercise}.py"
        self.save(exercise, f"{solution.read_text(encoding='utf-8')}\n\n{but}\n")

    def watch(self, *arguments: str, **options):
        return self.run("-m", "grader", "watch", *arguments, **options)

    def watch_course(self, root: Path):
        """Watches with the copy of a course in `root`."""
        return self.run("-c", PROGRAM.format(root=str(root)))

    def run(self, *arguments: str, **options):
        self.terminals.append(Terminal(self.folder, *arguments, **options))
        return self.terminals[-1]

    @property
    def journal(self) -> dict:
        return json.loads((self.folder / ".grader" / "journal.json").read_bytes())


PROGRAM = """
import sys
from pathlib import Path
import grader.cli.watch as command
from grader.cli.main import main
from grader.course.course import find_course
command.find_course = lambda: find_course(Path({root!r}))
sys.exit(main(["watch"]))
"""
_compiled = shutil.ignore_patterns("__pycache__")


@pytest.fixture
def student(tmp_path):
    (tmp_path / "work").mkdir()
    student = Student(tmp_path / "work")
    yield student
    for terminal in student.terminals:
        terminal.close()


def test_the_first_screen_says_where_to_begin_and_which_keys_there_are(student):
    terminal = student.watch()
    screen = terminal.shows("Checked at").splitlines()
    assert screen[0].startswith("conv ")
    assert "0.0 / 25.0  not started" in screen[1]
    assert "[ ] stamp  [ ] relu  [ ] conv2d" in screen[2]
    assert re.match(r"next: write stamp in exercises/conv.py:\d+", screen[3])
    assert screen[-1] == (
        "h next hint  n next exercise  l list  v view the pictures  r run again  q quit"
    )


def test_a_wrong_function_shows_call_answer_expected_diagnosis_and_hint(student):
    student.solve("conv", FLIPPED.format(printed="here"))
    screen = student.watch().shows("Checked at")
    assert "next: fix conv2d in exercises/conv.py:" in screen
    for label in ("called", "answer", "expected", "what", "why", "hint"):
        assert label in screen
    assert "kernel is flipped" in screen


def test_a_save_that_finishes_an_exercise_says_so_and_n_goes_on(student):
    student.solve("conv", FLIPPED.format(printed="here"))
    terminal = student.watch()
    terminal.shows("fix conv2d")
    student.solve("conv")
    screen = terminal.shows("conv is done", "v shows what you have built", "Checked at")
    assert screen.startswith("conv ")
    terminal.press("n")
    assert terminal.shows("write same_padding in exercises/padding.py").startswith("padding ")


def test_it_begins_with_the_first_exercise_that_is_not_done(student):
    student.solve("conv")
    student.solve("padding")
    assert student.watch().shows("write output_size").startswith("stride ")


def test_it_begins_with_the_exercise_that_is_named_and_stays_there(student):
    student.solve("padding")
    screen = student.watch("padding").shows("padding is done", "Checked at")
    assert screen.startswith("padding ")


def test_the_exercise_that_is_saved_is_the_one_that_is_checked(student):
    terminal = student.watch()
    terminal.shows("write stamp")
    stub = student.file("pooling").read_text(encoding="utf-8")
    student.save("pooling", f"{stub}\ndef flatten(maps): return maps\n")
    assert terminal.shows("fix flatten").startswith("pooling ")


def test_h_shows_one_hint_more_and_it_is_remembered(student):
    terminal = student.watch()
    terminal.shows("write stamp")
    terminal.press("h")
    assert "hint 2" not in terminal.shows("hint 1  If you lay a stencil")
    terminal.press("h")
    terminal.shows("hint 1  If you lay a stencil", "hint 2  Look at the worked example")
    assert student.journal["hints"] == {"conv.stamp": 2}
    terminal.press("q")
    terminal.ends()
    student.watch().shows("hint 1", "hint 2")


def test_a_korean_keyboard_has_the_same_keys(student):
    terminal = student.watch()
    terminal.shows("write stamp")
    terminal.press("ㅗ")
    terminal.shows("hint 1")


def test_the_total_of_all_exercises_is_in_sight(student):
    student.solve("padding")
    screen = student.watch().shows("3 of 20 functions, 15 of 100 points", "Checked at")
    assert screen.startswith("conv ")


def test_from_the_list_one_goes_to_any_function(student):
    student.solve("conv", FLIPPED.format(printed="here"))
    terminal = student.watch()
    terminal.shows("fix conv2d", "Checked at")
    terminal.press("h")
    terminal.shows("hint 1")
    terminal.press("l")
    screen = terminal.shows("> [!] conv2d  hints: 1")
    assert re.search(r"conv +[\d.]+ / 25\.0", screen)
    terminal.press("\x1b[A\x1b[A")
    terminal.shows("> [x] stamp")
    terminal.press("\r")
    terminal.shows("stamp is done. These checks pass:")
    terminal.press("l\x1b[6~\r")
    terminal.shows("write output_size", "Checked at")


def test_what_does_not_fit_is_reached_with_the_arrow_keys(student):
    student.solve("conv", FLIPPED.format(printed="here"))
    terminal = student.watch(lines=12, columns=40)
    assert "flipped" in terminal.shows("fix conv2d", "Checked at")
    assert "argument" not in terminal.shows("0 above")
    terminal.press("\x1b[F")
    terminal.shows("0 below", "more checks fail")
    terminal.press("\x1b[H")
    terminal.shows("0 above")


def test_a_third_h_is_answered(student):
    terminal = student.watch()
    terminal.shows("write stamp", "Checked at")
    terminal.press("hh")
    terminal.shows("hint 2")
    terminal.press("h")
    terminal.shows("These are all the hints.", "python -m grader read conv.stamp")


def test_n_goes_to_the_next_exercise(student):
    terminal = student.watch()
    terminal.shows("write stamp", "Checked at")
    terminal.press("n")
    terminal.shows("write same_padding", "Checked at")


def test_r_runs_again(student):
    student.solve("conv", "def stamp(patch, kernel, bias=0.0): return time.time_ns()")
    student.save("conv", "import time\n" + student.file("conv").read_text(encoding="utf-8"))
    terminal = student.watch()
    answer = re.search(r"got +(int \d+)", terminal.shows("fix stamp", "got", "Checked at"))[1]
    terminal.press("r")
    terminal.shows_no(answer)
    terminal.shows("fix stamp", "Checked at")


def test_v_shows_the_pictures_until_enter_is_pressed(student):
    student.solve("conv")
    terminal = student.watch("conv")
    terminal.shows("conv is done", "Checked at")
    terminal.press("v")
    terminal.shows("Press Enter to go back.")
    terminal.press("\n")
    terminal.shows("conv is done", "q quit")


def test_q_leaves_the_terminal_as_it_was(student):
    terminal = student.watch()
    terminal.shows("Checked at")
    terminal.press("q")
    assert terminal.ends() == 0
    assert terminal.is_as_before


def test_ctrl_z_leaves_the_screen_and_comes_back(student):
    terminal = student.watch()
    terminal.shows("Checked at")
    # No shell waits here, so the system does not stop the program.
    terminal.press("\x1a")
    terminal.writes(b"\x1b[?1049l", b"\x1b[?1049h", b"Checked at")
    terminal.press("q")
    assert terminal.ends() == 0
    assert terminal.is_as_before


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_the_terminal_as_it_was(student, sign):
    terminal = student.watch()
    terminal.shows("Checked at")
    terminal.process.send_signal(sign)
    assert terminal.ends() == 130
    assert terminal.is_as_before
    assert b"Traceback" not in terminal.written


def test_quitting_does_not_wait_for_a_function_that_runs_for_ever(student):
    student.solve("conv", "def stamp(patch, kernel, bias=0.0):\n    while True: pass")
    terminal = student.watch()
    terminal.shows("Checking stamp")
    terminal.press("q")
    assert terminal.ends() == 0


def test_a_change_of_size_redraws_the_screen(student):
    student.solve("conv", FLIPPED.format(printed="here"))
    terminal = student.watch()
    terminal.shows("Checked at")
    terminal.resize(60, 20)
    screen = terminal.shows("h hint  n next  l list  v view  r run  q quit").splitlines()
    assert len(screen) == 20
    assert screen[0].startswith("conv ─")
    assert "fix conv2d" in screen[4]


def test_a_save_in_the_middle_of_a_run_starts_over(student):
    student.solve("conv", "def stamp(patch, kernel, bias=0.0):\n    while True: pass")
    terminal = student.watch()
    terminal.shows("Checking stamp, 0 of ")
    student.solve("conv", FLIPPED.format(printed="here"))
    screen = terminal.shows("fix conv2d", "Checked at")
    assert "took too long" not in screen


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda file: file.unlink(), "conv.py is not in the submission"),
        (lambda file: (file.unlink(), file.mkdir()), "conv.py is not a file"),
        (lambda file: file.write_text("def stamp(:"), "conv.py cannot be imported: SyntaxError"),
        (lambda file: file.write_bytes(b"\xff\xfe\0"), "it is not saved as UTF-8, see line 1"),
        (lambda file: shutil.rmtree(file.parent), "The folder exercises is not there"),
    ],
)
def test_a_file_that_cannot_be_run_is_explained_and_can_come_back(student, spoil, sentence):
    terminal = student.watch()
    terminal.shows("write stamp")
    spoil(student.file("conv"))
    terminal.shows(sentence)
    shutil.rmtree(student.folder / "exercises", ignore_errors=True)
    shutil.copytree(COURSE.exercises, student.folder / "exercises", ignore=_compiled)
    terminal.shows("write stamp")


def test_escape_sequences_of_a_student_do_nothing(student):
    hostile = "\x1b[2J\x1b[31m\x1b]0;title\x07\x1b[?1049l" + "gone"
    student.solve("conv", FLIPPED.format(printed=hostile))
    terminal = student.watch(lines=40)
    terminal.shows("printed", "gone", "q quit")
    for sequence in (b"\x1b[2J", b"\x1b]0;", b"\x07", b"\x1b[?1049l"):
        assert sequence not in terminal.written


def test_colour_can_be_off(student):
    terminal = student.watch(NO_COLOR="1")
    terminal.shows("Checked at")
    assert not re.search(rb"\x1b\[[0-9;]*3[0-9]", terminal.written)


def test_a_folder_whose_changes_are_not_reported_is_looked_at(student):
    terminal = student.watch(WATCHFILES_FORCE_POLLING="1")
    terminal.shows("write stamp", "This folder reports no changes")
    student.solve("conv", FLIPPED.format(printed="here"))
    terminal.shows("fix conv2d")


def test_a_journal_that_cannot_be_written_costs_one_quiet_line(student):
    (student.folder / ".grader").write_text("something else")
    terminal = student.watch()
    terminal.shows("write stamp")
    terminal.press("h")
    terminal.shows("Your progress cannot be kept")


def test_an_exercise_that_does_not_exist_is_refused(student):
    terminal = student.watch("conf")
    assert terminal.ends() == 2
    assert b"python -m grader watch conv" in terminal.written


def test_a_terminal_that_cannot_be_drawn_on_is_refused(student):
    terminal = student.watch(TERM="dumb")
    assert terminal.ends() == 2
    assert b"use: python -m grader" in terminal.written


def test_without_a_terminal_it_says_what_to_use(student):
    command = [sys.executable, "-m", "grader", "watch"]
    ran = subprocess.run(command, cwd=student.folder, capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "grader: watch needs a terminal that it can draw on. Here, use: python -m grader\n"
    )


@pytest.fixture
def small_course(tmp_path):
    """The course with its first two exercises, and hidden checks that are not here."""
    root = tmp_path / "course"
    (root / "tests").mkdir(parents=True)
    (root / "pyproject.toml").write_text("[tool.grader.points]\nconv = 85\npadding = 15\n")
    for name in ("solutions", "tests/public", "tests/hidden", "tests/feedback"):
        (root / name).symlink_to(COURSE.root / name)
    (root / "tests" / "conftest.py").symlink_to(COURSE.root / "tests" / "conftest.py")
    return root


def test_when_all_is_done_it_shows_the_score_and_what_to_do_next(student, small_course):
    student.solve("conv")
    student.solve("padding", "def same_padding(kernel_size): return 0")
    terminal = student.watch_course(small_course)
    terminal.shows("fix same_padding")
    student.solve("padding")
    screen = terminal.shows("all done")
    assert re.search(r"total +40\.0 / 40\.0 +100%", screen)
    assert "All visible checks passed." in screen
    assert "60 more points come from hidden checks" in screen
    assert "Hand in the folder exercises" in screen
    student.solve("padding", "def same_padding(kernel_size): return 0")
    terminal.shows("fix same_padding")


def test_a_fault_of_the_kit_puts_the_terminal_back_and_is_explained(student, small_course):
    (small_course / "tests" / "public").unlink()
    (small_course / "tests" / "public").mkdir()
    (small_course / "tests" / "public" / "test_conv.py").write_text("import nothing_there\n")
    terminal = student.watch_course(small_course)
    assert terminal.ends() == 3
    assert terminal.is_as_before
    assert b"test_conv.py cannot be imported" in terminal.written
    assert b"Traceback" not in terminal.written
