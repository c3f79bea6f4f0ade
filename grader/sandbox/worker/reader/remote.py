"""A file on the trusted side, of which pieces are asked for."""

import io

from grader.sandbox.wire.channel import Channel
from grader.sandbox.wire.reader_messages import MAX_PIECE, Fetch, FromReader, Piece, ToReader

Line = Channel[FromReader, ToReader]


class Closed(Exception):
    """The trusted side could not read a file either; the text says why."""


class Remote(io.RawIOBase):
    """A file on the other side, of which pieces are asked for."""

    def __init__(self, channel: Line, number: int, size: int) -> None:
        self._channel = channel
        self._number = number
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise OSError("a place before the beginning")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._piece(min(len(view), MAX_PIECE))
        view[: len(data)] = data
        return len(data)

    def whole(self, most: int) -> bytes:
        """All of it, but no more than a byte over `most`."""
        self._at = 0
        pieces, left = [], most + 1
        while left and (data := self._piece(min(left, MAX_PIECE))):
            pieces.append(data)
            left -= len(data)
            if self._at >= self._size:
                break
        return b"".join(pieces)

    def buffered(self) -> io.BufferedReader:
        return io.BufferedReader(self, MAX_PIECE)

    def _piece(self, size: int) -> bytes:
        self._channel.send(Fetch(self._number, min(self._at, 2**62 - 1), size))
        piece = self._channel.receive()
        assert isinstance(piece, Piece)
        if piece.problem:
            raise Closed(piece.problem)
        self._at += len(piece.data)
        return piece.data
