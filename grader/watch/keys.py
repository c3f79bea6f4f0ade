"""Reads single keys, and puts the terminal back as it was."""

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from grader.watch.events import Pressed

SUSPEND = "\x1a"

_WAIT_SECONDS = 0.1
# What a terminal sends for the keys that move, and the codes of Windows.
_MOVES = {
    "A": "up", "B": "down", "H": "home", "F": "end", "1~": "home", "4~": "end", "5~": "pageup",
    "6~": "pagedown", "7~": "home", "8~": "end",
}  # fmt: skip
_WINDOWS = {
    "H": "up", "P": "down", "G": "home", "O": "end", "I": "pageup", "Q": "pagedown",
}  # fmt: skip
_NAMED = {"\r": "enter", "\n": "enter", "\x1b": "escape", " ": "pagedown"}
_KEY = re.compile(r"\x1b(?:\[|O)([0-9;]*[A-Za-z~])|(\x1b[^\[O]?)|(.)", re.DOTALL)
# The letters on the same keys of a Korean keyboard.
_KOREAN = str.maketrans("ㅗㅜㅣㅍㄱㅂ", "hnlvrq")


def pressed(text: str) -> Iterator[Pressed]:
    """Yields the keys in what a terminal sent at once; other control keys are passed over."""
    for move, escape, sign in _KEY.findall(text):
        if move in _MOVES:
            yield Pressed(_MOVES[move])
        elif escape == "\x1b":
            yield Pressed("escape")
        elif sign:
            yield Pressed(_NAMED.get(sign, sign.lower().translate(_KOREAN)))


@contextmanager
def listening(tell: Callable[[Pressed], None]) -> Iterator[None]:
    """Every key is told; afterwards the terminal is as before."""
    over = Event()
    thread = Thread(target=_read_keys, args=(tell, over), name="keys", daemon=True)
    with _single_keys():
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def _read_keys(tell: Callable[[Pressed], None], over: Event) -> None:
    """Tells every key until it is over, or until the terminal is gone."""
    while not over.is_set():
        try:
            text = _read()
        except OSError:
            text = None
        if text is None:
            tell(Pressed(""))
            return
        for key in pressed(text):
            tell(key)


if sys.platform == "win32":
    import msvcrt

    @contextmanager
    def _single_keys() -> Iterator[None]:
        """Windows reads single keys without being asked to."""
        yield

    def _read() -> str | None:
        """Returns what was typed within a short time; None when no more can come."""
        if not msvcrt.kbhit():
            time.sleep(_WAIT_SECONDS)
            return ""
        key = msvcrt.getwch()
        if key in "\x00\xe0":  # a function key: its second half says which
            name = _WINDOWS.get(msvcrt.getwch(), "")
            return next((f"\x1b[{code}" for code, move in _MOVES.items() if move == name), "")
        return key

else:
    import select
    import termios

    @contextmanager
    def _single_keys() -> Iterator[None]:
        """The terminal gives each key at once and shows none; afterwards it is as before.

        Ctrl-C still interrupts. Ctrl-Z comes as a key, so that the screen can be left first.
        """
        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
        changed = termios.tcgetattr(terminal)
        changed[3] &= ~(termios.ECHO | termios.ICANON)
        changed[6][termios.VMIN], changed[6][termios.VTIME] = 1, 0
        changed[6][termios.VSUSP] = os.fpathconf(terminal, "PC_VDISABLE").to_bytes(1, "big")
        try:
            termios.tcsetattr(terminal, termios.TCSADRAIN, changed)
            yield
        finally:
            termios.tcsetattr(terminal, termios.TCSAFLUSH, before)

    def _read() -> str | None:
        """Returns what was typed within a short time; None when no more can come."""
        if not select.select([sys.stdin], [], [], _WAIT_SECONDS)[0]:
            return ""
        return os.read(sys.stdin.fileno(), 1024).decode(errors="replace") or None
