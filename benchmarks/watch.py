"""How long it takes from a save to its verdict on the screen of `python -m grader watch`.

    python benchmarks/watch.py [--saves 30]

A wrong function that prints the number of its save is saved again and again, and a
pseudo-terminal is read until that number shows. `train` is not begun, so nothing is trained.
"""

import argparse
import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 120.0
WRONG = {
    "conv": """
right = conv2d
def conv2d(image, kernel, bias=0.0):
    print("save number {}")
    return right(image, np.asarray(kernel)[::-1, ::-1], bias)
""",
    "cnn": """
right = build_model
def build_model(input_shape=(28, 28, 1), classes=10):
    print("save number {}")
    return right(input_shape, classes + 1)
def train(model, images, labels, epochs=5):
    raise NotImplementedError
""",
}


class Terminal:
    """`python -m grader watch EXERCISE` in a pseudo-terminal of 100 columns and 40 lines."""

    def __init__(self, folder: Path, exercise: str) -> None:
        self._end, other = pty.openpty()
        fcntl.ioctl(self._end, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "grader", "watch", exercise],
            cwd=folder,
            stdin=other,
            stdout=other,
            stderr=other,
            env=os.environ | {"TERM": "xterm-256color"},
        )
        os.close(other)

    def wait_for(self, text: str) -> None:
        """Reads until `text` is written."""
        shown, deadline = b"", time.monotonic() + PATIENCE
        while text.encode() not in shown:
            left = deadline - time.monotonic()
            if not select.select([self._end], [], [], max(0.0, left))[0]:
                raise SystemExit(f"{text!r} does not show within {PATIENCE:g} s")
            shown += os.read(self._end, 65536)

    def close(self) -> None:
        os.write(self._end, b"q")
        while select.select([self._end], [], [], 10)[0]:
            try:
                os.read(self._end, 65536)
            except OSError:
                break
        self._process.wait()
        os.close(self._end)


def measure(exercise: str, saves: int) -> list[float]:
    """Seconds from start to the first verdict, then from each save to its verdict."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "exercises", f"{exercise}.py")
        file.parent.mkdir()
        source = (ROOT / "solutions" / file.name).read_text(encoding="utf-8")
        file.write_text(source + WRONG[exercise].format("first"), encoding="utf-8")
        began = time.perf_counter()
        terminal = Terminal(Path(place), exercise)
        terminal.wait_for("save number first")
        seconds = [time.perf_counter() - began]
        for number in range(saves):
            time.sleep(0.5)  # nobody saves while a verdict is still being drawn
            began = time.perf_counter()
            file.write_text(source + WRONG[exercise].format(number), encoding="utf-8")
            terminal.wait_for(f"save number {number}")
            seconds.append(time.perf_counter() - began)
        terminal.close()
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--saves", type=int, default=30)
    saves = parser.parse_args().saves
    table = Table("from save to verdict", "start to verdict", "first save", "median", "worst")
    for exercise, function in (("conv", "conv2d"), ("cnn", "build_model")):
        start, *after = measure(exercise, saves)
        figures = (start, after[0], statistics.median(after), max(after))
        table.add_row(function, *(f"{one:.3f} s" for one in figures))
    Console().print(table)


if __name__ == "__main__":
    main()
