"""What a student's code prints, kept up to a bound."""

import io
import sys
from typing import Any

KEEP = 4000


class Capture(io.RawIOBase):
    """A sink that remembers the first `KEEP` bytes since `take` and forgets the rest."""

    def __init__(self) -> None:
        self._kept = bytearray()
        self._dropped = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        size = memoryview(data).nbytes
        kept = bytes(data[: KEEP - len(self._kept)])
        self._kept += kept
        self._dropped += size - len(kept)
        return size

    def take(self) -> str:
        """What was written since the last time."""
        if not self._kept:
            return ""
        text = self._kept.decode("utf-8", "replace")
        if self._dropped:
            text += f"\n... and {self._dropped} bytes more"
        self._kept.clear()
        self._dropped = 0
        return text


def capture_output() -> Capture:
    """Points `sys.stdout` and `sys.stderr` at one capture, and `sys.stdin` at its end."""
    capture = Capture()
    sys.stdout = _text(capture)
    sys.stderr = _text(capture)
    sys.stdin = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    return capture


def _text(capture: Capture) -> io.TextIOWrapper:
    buffer = io.BufferedWriter(capture)
    return io.TextIOWrapper(buffer, "utf-8", "backslashreplace", write_through=True)


def flush_output() -> None:
    """Brings what is still buffered into the capture; a stream the student replaced is theirs."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            continue
