"""Places as links: where a terminal has them, and nowhere else."""

import io
import os
import re
import subprocess
import sys

import pytest
from rich.console import Console
from rich.text import Text

from grader.cli.file_links import file_links
from grader.course.course import find_course
from grader.render.links import Linked
from grader.submission.submission import Submission

COURSE = find_course()
LINK = re.compile("\x1b\\]8;[^;]*;([^\x1b]*)\x1b\\\\([^\x1b]*)\x1b\\]8;;\x1b\\\\")
FILES = {"exercises/conv.py": "file:///home/mina/exercises/conv.py", "conv.py": "file:///conv.py"}


def shown(text, **options):
    console = Console(file=io.StringIO(), width=80, _environ={}, **options)
    console.print(Linked(Text(text), FILES))
    return console.file.getvalue()


def links(text):
    return LINK.findall(shown(text, force_terminal=True, color_system="standard"))


def test_a_place_is_a_link_to_its_line():
    found = links("next: fix conv2d in exercises/conv.py:41, see conv.py:7")
    assert found == [
        (f"{FILES['exercises/conv.py']}#41", "exercises/conv.py:41"),
        ("file:///conv.py#7", "conv.py:7"),
    ]


@pytest.mark.parametrize("text", ["conv.py", "myconv.py:3", "other/conv.py:3", "conv2.py:3", ":3"])
def test_what_names_no_file_of_the_student_is_no_link(text):
    assert links(text) == []


def test_the_text_is_the_same_with_and_without_links():
    text = "fix exercises/conv.py:41 and conv.py:7."
    assert shown(text) == f"{text}\n"
    assert LINK.sub(r"\2", shown(text, force_terminal=True, color_system="standard")) == f"{text}\n"


@pytest.mark.parametrize(("terminal", "term"), [(False, "xterm"), (True, "dumb"), (True, "linux")])
def test_there_are_no_addresses_where_nobody_can_follow_them(monkeypatch, terminal, term):
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
    assert file_links(Submission("", {}, {}, COURSE.exercises), COURSE.points) == {}


@pytest.mark.linux
def test_the_report_has_links_in_a_terminal_and_none_in_a_pipe():
    from pseudo_terminal import Terminal

    terminal = Terminal(COURSE.root, "-m", "grader", "padding.same_padding")
    try:
        terminal.ends()
    finally:
        terminal.close()
    address = (COURSE.exercises / "padding.py").as_uri()
    assert f";{address}#".encode() in terminal.written
    piped = subprocess.run(
        [sys.executable, "-m", "grader", "padding.same_padding"],
        cwd=COURSE.root,
        env=os.environ | {"FORCE_COLOR": "1"},
        capture_output=True,
        check=False,
    )
    assert re.search(rb"exercises/padding.py:\d+", piped.stdout)
    assert b"\x1b]8;" not in piped.stdout
