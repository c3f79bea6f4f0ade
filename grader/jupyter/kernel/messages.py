"""What a kernel and the process that judges for it say to each other, over two pipes.

A message is a length of four bytes, then MessagePack.
"""

from typing import IO, Any

import msgspec
from msgspec import Struct


class CheckRequest(Struct, frozen=True, tag="request"):
    """Judges a function by its public checks. There is one `Shown` for each request.

    `cells` is the code that ran in the kernel, `folder` where the notebook lies.
    """

    exercise: str
    function: str
    cells: tuple[str, ...]
    folder: str
    language: str


class StopRequest(Struct, frozen=True, tag="stop"):
    """Gives up what was submitted."""


class Shown(Struct, frozen=True):
    """The report for its student, in two forms."""

    text: str
    html: str
    passed: bool = False


def send(stream: IO[bytes], message: Struct) -> None:
    """Raises `OSError` where nobody listens any more."""
    frame = msgspec.msgpack.encode(message)
    stream.write(len(frame).to_bytes(4, "big") + frame)
    stream.flush()


def receive(stream: IO[bytes], kind: Any) -> Any:
    """The next message; None at the end."""
    head = stream.read(4)
    size = int.from_bytes(head, "big")
    frame = stream.read(size)
    if len(head) < 4 or len(frame) < size:
        return None
    return msgspec.msgpack.decode(frame, type=kind)
