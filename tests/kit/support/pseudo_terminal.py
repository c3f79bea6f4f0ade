"""A program in a pseudo-terminal, and its screen as a person sees it."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pyte

SECONDS = 120.0  # for a machine that has a lot to do
OTHER_SCREEN, FIRST_SCREEN = b"\x1b[?1049h", b"\x1b[?1049l"


class Terminal:
    """Runs `python ...` in `folder`; `written` is all that it wrote."""

    def __init__(
        self, folder: Path, *arguments: str, columns: int = 80, lines: int = 24, **environment: str
    ) -> None:
        self._ours, self._theirs = pty.openpty()
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self.written = b""
        self.resize(columns, lines)
        self._before = termios.tcgetattr(self._theirs)
        inherited = {
            name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ
        }
        self.process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=folder,
            env=inherited | {"TERM": "xterm-256color", "LANG": "C.UTF-8"} | environment,
            stdin=self._theirs,
            stdout=self._theirs,
            stderr=self._theirs,
            start_new_session=True,
        )

    def resize(self, columns: int, lines: int) -> None:
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, size)
        self._screen.resize(lines, columns)

    def press(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    @property
    def lines(self) -> list[str]:
        """What is on the screen now."""
        return [line.rstrip() for line in self._screen.display]

    def shows(self, *texts: str) -> str:
        """Waits until all of this is on the screen at once, and gives the whole screen."""
        return self._until(lambda screen: all(text in screen for text in texts), f"{texts}")

    def shows_no(self, text: str) -> str:
        """Waits until this is not on the screen any more."""
        return self._until(lambda screen: text not in screen, f"anything but {text!r}")

    def writes(self, *parts: bytes) -> None:
        """Waits until these are written one after the other, from now on."""
        begins = len(self.written)

        def fits(_: str) -> bool:
            places = [self.written.find(part, begins) for part in parts]
            return -1 not in places and places == sorted(places)

        self._until(fits, f"{parts}")

    def _until(self, fits, what: str) -> str:
        deadline = time.monotonic() + SECONDS
        while not fits("\n".join(self.lines)):
            self._read(0.05)
            waits = self.process.poll() is None and time.monotonic() < deadline
            assert waits, f"wanted {what}, got:\n" + "\n".join(self.lines)
        return "\n".join(self.lines)

    def _read(self, seconds: float) -> None:
        if select.select([self._ours], [], [], seconds)[0]:
            data = os.read(self._ours, 65536)
            self.written += data
            self._stream.feed(data)

    def ends(self) -> int:
        """Waits for the end of the program and gives its exit code."""
        deadline = time.monotonic() + SECONDS
        while self.process.poll() is None:
            self._read(0.05)
            assert time.monotonic() < deadline, "\n".join(self.lines)
        self._read(0)
        return self.process.returncode

    @property
    def is_as_before(self) -> bool:
        """Whether keys work as they did, the first screen is back and the cursor is seen."""
        same = termios.tcgetattr(self._theirs) == self._before
        back = self.written.rfind(FIRST_SCREEN) > self.written.rfind(OTHER_SCREEN)
        seen = self.written.rfind(b"\x1b[?25h") > self.written.rfind(b"\x1b[?25l")
        return same and back and seen

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._ours)
        os.close(self._theirs)
