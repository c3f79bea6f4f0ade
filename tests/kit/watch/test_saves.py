"""A save is told once, whole, and however an editor makes it."""

import os
import shutil
import time
from queue import Empty, SimpleQueue
from threading import Event as Flag
from threading import Thread

import pytest

from grader.watch.events import Noticed, Saved
from grader.watch.files import watch_files

SECONDS = 60.0
TEXT = "def stamp(patch, kernel, bias=0.0):\n    return 0.0\n" * 100


class Watched:
    """A folder with `conv.py` and `padding.py`, and what is told of it."""

    def __init__(self, folder):
        self.folder = folder
        self.told = SimpleQueue()
        self.over = Flag()
        self.thread = Thread(
            target=watch_files, args=(folder, ["conv", "padding"], self.told.put, self.over)
        )

    @property
    def file(self):
        return self.folder / "conv.py"

    def start(self):
        self.thread.start()
        # Watching has begun once something is told.
        probe = self.folder / "padding.py"
        while True:
            os.utime(probe)
            try:
                while not isinstance(self.told.get(timeout=0.3), Saved):
                    pass
                break
            except Empty:
                continue
        self.drain()

    def drain(self):
        """Waits until nothing more is told for a while."""
        try:
            while True:
                self.told.get(timeout=0.5)
        except Empty:
            return

    def next(self):
        return self.told.get(timeout=SECONDS)


@pytest.fixture(params=["reported", "polled"])
def watched(request, tmp_path, monkeypatch):
    if request.param == "polled":
        monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "1")
    for name in ("conv.py", "padding.py"):
        (tmp_path / name).write_text("raise NotImplementedError\n")
    watched = Watched(tmp_path)
    watched.start()
    yield watched
    watched.over.set()
    watched.thread.join()


def write(file):
    file.write_text(TEXT)


def replace(file):
    draft = file.with_name(".conv.py.tmp")
    draft.write_text(TEXT)
    draft.replace(file)


def move_away_and_write(file):
    file.rename(f"{file}~")
    file.with_name("4913").touch()
    file.with_name("4913").unlink()
    file.write_text(TEXT)
    os.unlink(f"{file}~")


def truncate_and_write_slowly(file):
    with file.open("w") as opened:
        time.sleep(0.1)
        opened.write(TEXT)


@pytest.mark.parametrize("save", [write, replace, move_away_and_write, truncate_and_write_slowly])
def test_a_save_is_told_when_the_file_is_there(watched, save):
    save(watched.file)
    assert watched.next() == Saved(frozenset(["conv"]))
    assert watched.file.read_text() == TEXT


def test_a_burst_of_writes_is_told_when_it_is_over(watched):
    for number in range(20):
        watched.file.write_text(TEXT + f"# {number}\n")
    told = [watched.next()]
    try:
        while True:
            told.append(watched.told.get(timeout=0.5))
    except Empty:
        pass
    assert set(told) == {Saved(frozenset(["conv"]))}
    assert len(told) < 10


def test_files_that_are_no_exercises_are_not_told(watched):
    for name in ("conv.py~", ".conv.py.swp", "#conv.py#", "notes.txt", "conv.pyc"):
        (watched.folder / name).write_text(TEXT)
    write(watched.file)
    assert watched.next() == Saved(frozenset(["conv"]))


def test_a_removed_file_is_told(watched):
    watched.file.unlink()
    assert watched.next() == Saved(frozenset(["conv"]))


def test_a_folder_that_is_replaced_is_watched_all_the_same(watched):
    copy = watched.folder.with_name("copy")
    shutil.copytree(watched.folder, copy)
    shutil.rmtree(watched.folder)
    watched.drain()
    copy.rename(watched.folder)
    write(watched.file)
    while isinstance(event := watched.next(), Noticed) or "conv" not in event.names:
        pass
    assert watched.file.read_text() == TEXT
