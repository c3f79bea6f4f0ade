"""Whoever stops the grader waits for nothing, least of all for an import."""

import shutil
import signal

import pytest

from grader.course.course import find_course
from pseudo_terminal import Terminal

COURSE = find_course()
# Where a process is waited for at all, it is for longer than a test lasts.
PROGRAM = """
import sys
import grader.sandbox.zygotes as zygotes
from grader.cli.main import main
zygotes.STOP_SECONDS = 10_000.0
sys.exit(main({arguments}))
"""


@pytest.fixture
def importing(tmp_path):
    """Runs the grader over a cnn.py that is done; here the import of TensorFlow has no end."""
    endless = tmp_path / "path" / "tensorflow" / "__init__.py"
    endless.parent.mkdir(parents=True)
    endless.write_text("import time\ntime.sleep(10_000)\n")
    (tmp_path / "exercises").mkdir()
    shutil.copy(COURSE.solutions / "cnn.py", tmp_path / "exercises")
    terminals = []

    def run(*arguments: str):
        program = PROGRAM.format(arguments=list(arguments))
        path = f"{COURSE.root}:{tmp_path / 'path'}"
        terminals.append(Terminal(tmp_path, "-c", program, columns=100, PYTHONPATH=path))
        terminals[-1].shows("TensorFlow takes a few seconds")
        return terminals[-1]

    yield run
    for terminal in terminals:
        terminal.close()


def test_q_ends_watch_in_the_middle_of_an_import(importing):
    terminal = importing("watch", "cnn")
    terminal.press("q")
    assert terminal.ends() == 0
    assert terminal.is_as_before


def test_a_save_in_the_middle_of_an_import_starts_over(importing, tmp_path):
    terminal = importing("watch", "cnn")
    file = tmp_path / "exercises" / "cnn.py"
    file.write_text(file.read_text() + "\n\ndef conv_params(*sizes):\n    return 0\n")
    terminal.shows("fix conv_params", "TensorFlow takes a few seconds")
    terminal.press("q")
    assert terminal.ends() == 0


def test_ctrl_c_ends_a_grading_in_the_middle_of_an_import(importing):
    terminal = importing("cnn.build_model")
    terminal.process.send_signal(signal.SIGINT)
    assert terminal.ends() == 130
    assert b"Stopped. Nothing was graded." in terminal.written
    assert b"Traceback" not in terminal.written


def test_ctrl_c_ends_a_show_in_the_middle_of_an_import(importing):
    terminal = importing("show", "cnn")
    terminal.process.send_signal(signal.SIGINT)
    assert terminal.ends() == 130
    assert b"Traceback" not in terminal.written


def test_ctrl_c_while_pictures_are_made_leaves_the_page_without_them(tmp_path):
    wait = "first = relu\ndef relu(x):\n    while x.shape == (28, 27): pass\n    return first(x)\n"
    source = (COURSE.solutions / "conv.py").read_text(encoding="utf-8")
    (tmp_path / "conv.py").write_text(f"{source}\n\n{wait}", encoding="utf-8")
    grade = ("-m", "grader", "conv", "--submission", ".", "--html", "page.html")
    terminal = Terminal(tmp_path, *grade, lines=50)
    try:
        terminal.shows("25.0 / 25.0", "conv.relu")
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.ends() == 0
    finally:
        terminal.close()
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "You stopped the grader before all pictures were made." in page
