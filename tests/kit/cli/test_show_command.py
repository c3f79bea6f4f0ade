"""`python -m grader show` as a person types it."""

import io
import os
import signal
import subprocess
import sys

import pytest
from PIL import Image

from grader.cli.main import main
from grader.course.course import find_course

COURSE = find_course()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def run(*arguments: str, **environment: str):
    return subprocess.run(
        [sys.executable, "-m", "grader", "show", *arguments],
        cwd=COURSE.root,
        env=os.environ | {"COLUMNS": "80"} | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_command_shows_and_saves(tmp_path):
    ran = run("pooling", "--submission", "solutions", "--save", str(tmp_path / "pooling.png"))
    assert ran.returncode == 0, ran.stderr
    assert "after max_pool2d" in ran.stdout
    assert ran.stderr == ""
    assert opened((tmp_path / "pooling.png").read_bytes()).width == 1200


def test_the_command_says_where_a_function_fails_its_checks(tmp_path):
    (tmp_path / "padding.py").write_text("def same_padding(kernel_size):\n    return kernel_size")
    ran = run("padding", "--submission", str(tmp_path))
    assert ran.returncode == 0
    assert "same_padding is not right yet: this is what it makes." in ran.stdout


def test_the_command_takes_a_picture_and_an_archive(tmp_path):
    Image.new("L", (20, 12)).save(tmp_path / "night.png")
    ran = run("padding", "--submission", "solutions", "--image", str(tmp_path / "night.png"))
    assert "12 x 20, all 0" in ran.stdout
    assert "The picture: night.png." in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["conf"], "python -m grader show conv"),
        (["conv", "--save", "a.gif"], "--save a.gif: the name must end in .png or .svg."),
        (["conv", "--save", "nowhere/a.png"], "there is no such place to write a file to"),
        (["conv", "--save", "/proc/a.png"], "--save /proc/a.png cannot be written"),
        (["conv", "--image", "nowhere.png"], "--image nowhere.png: there is no such file"),
        (["conv", "--image", "99999"], "test pictures, from 0 to"),
        (["conv", "--submission", "nowhere"], "There is no nowhere"),
    ],
)
def test_wrong_usage_is_explained_with_exit_code_2(arguments, text, tmp_path):
    ran = run(*arguments, KERAS_HOME=str(tmp_path))
    assert ran.returncode == 2
    assert text in ran.stderr
    assert ran.stdout == ""
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("library", ["matplotlib", "PIL"])
def test_without_the_extra_saving_is_refused_before_anything_runs(library, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, library, None)
    assert main(["show", "conv", "--submission", "nowhere", "--save", "a.png"]) == 2
    assert "pip install -e '.[plots]'" in capsys.readouterr().err


def test_ctrl_c_ends_quietly(tmp_path):
    import pty  # not on Windows

    (tmp_path / "conv.py").write_text("def stamp(patch, kernel, bias=0.0):\n    while True: pass")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "grader", "show", "conv", "--submission", str(tmp_path)],
        cwd=COURSE.root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        shown = b""
        while b"conv.stamp" not in shown:
            shown += os.read(ours, 4096)
        process.send_signal(signal.SIGINT)
        out = process.stdout.read()
        assert process.wait(30) == 130
    os.close(ours)
    assert out == b""
    assert b"Traceback" not in shown
