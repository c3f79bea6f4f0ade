"""From a graded class to what is alike in it: in a terminal, and on the page of the class."""

import subprocess
import sys
from pathlib import Path

import pytest

from grader.classroom.store.store import open_store
from grader.cli.commands import parse
from grader.errors import UsageError
from grader.sandbox.wire.reader_messages import Tokens
from grader.submission.confined_reader import find_tokens
from handed_in import zygotes
from places import SOLUTIONS

OWN = """
import numpy as np


def same_padding(kernel_size):
    if isinstance(kernel_size, bool) or int(kernel_size) != kernel_size:
        raise ValueError(f"kernel_size {kernel_size}")
    half, rest = divmod(int(kernel_size) - 1, 2)
    if rest or kernel_size < 1:
        raise ValueError(f"kernel_size {kernel_size}")
    return half


def zero_pad(image, padding):
    rows, columns = (padding, padding) if np.ndim(padding) == 0 else padding
    if min(rows, columns) < 0:
        raise ValueError(f"padding {padding}")
    height, width = image.shape[:2]
    shape = (height + 2 * rows, width + 2 * columns, *image.shape[2:])
    canvas = np.zeros(shape, dtype=image.dtype)
    for row in range(height):
        for column in range(width):
            canvas[row + rows, column + columns] = image[row, column]
    return canvas
"""
RENAMED = "# mine alone\n" + OWN.replace("canvas", "paper").replace("half", "p").replace(
    'f"', 'f"x'
)
SIMILAR = OWN.replace("    return half\n", "    print(half)\n    return half + 0\n")
OTHER = """
def same_padding(k):
    return [0, 0, 0, 1, 1, 2, 2, 3][k]


def zero_pad(a, p):
    return a
"""
CLASS = {
    "anna": OWN, "ben": OWN, "cho": RENAMED, "dan": SIMILAR, "eve": OTHER,
    "fay": (SOLUTIONS / "padding.py").read_text(encoding="utf-8"),
    "gus": (SOLUTIONS / "padding.py").read_text(encoding="utf-8"),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the store of a class."""
    folder = tmp_path_factory.mktemp("copies")
    for name, source in CLASS.items():
        (folder / "class" / name).mkdir(parents=True)
        (folder / "class" / name / "padding.py").write_text(source, encoding="utf-8")
    command = [sys.executable, "-m", "grader", "batch", "class", "padding"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert (ran.returncode, ran.stderr) == (0, "")
    return folder


def test_groups_are_named_with_their_places_and_nobody_is_accused(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "120")
    assert parse(["copies", "grades.sqlite"])() == 0
    said = capsys.readouterr().out
    assert "padding: equal: anna, ben\n" in said
    assert "padding: equal but for names and comments: anna, ben, cho\n" in said
    assert "padding: similar: anna, dan\n" in said
    assert "of the shorter file" in said
    assert said.count("canvas = np.zeros(shape, dtype=image.dtype)") == 2
    assert "nothing about why" in said
    assert not {"eve", "fay", "gus"} & set(said.replace(",", " ").split())


def test_the_page_of_the_class_has_them_too(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert parse(["class", "grades.sqlite", "--html", "class.html"])() == 0
    page = Path("class.html").read_text(encoding="utf-8")
    assert "padding: equal but for names and comments" in page
    assert page.count("canvas = np.zeros(shape, dtype=image.dtype)") == 2


def test_a_store_without_files_says_how_to_get_them(tmp_path):
    place = str(tmp_path / "grades.sqlite")
    with open_store(place):
        pass
    with pytest.raises(UsageError, match="The same batch once more"):
        parse(["copies", place])()


@pytest.mark.parametrize(
    "source", [b"", b"\xff\x00'", b"x = (", b"'''", b"(" * 10_000, (b"%%time", b"a")]
)
def test_what_is_no_python_has_the_tokens_that_it_begins_with(source):
    found = find_tokens(zygotes(), source)
    assert isinstance(found, Tokens)
    assert len(found.tokens) == len(found.lines)


def test_lines_go_on_from_cell_to_cell():
    found = find_tokens(zygotes(), (b"a = 1\nb = 2", b"'''a text'''\nc = 'x'"))
    assert found.tokens == ("n", "=", "1", "n", "=", "2", "n", "=", "s")
    assert found.lines == (1, 1, 1, 2, 2, 2, 4, 4, 4)
