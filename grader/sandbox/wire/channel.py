"""Messages over a stream socket: a length of four bytes, then MessagePack.

Every read has a bound on its size, and on the trusted side a deadline.
"""

import socket
import time
from contextlib import suppress
from typing import Any, Generic, TypeVar

import msgspec
from msgspec.msgpack import Decoder, Encoder

MAX_FRAME = 16 * 2**20
_LENGTH = 4  # bytes before each message
READ_AHEAD = 2**16  # bytes, where nothing but messages comes through a socket

_ENCODER = Encoder()

In = TypeVar("In")
Out = TypeVar("Out")


class ChannelClosed(Exception):
    """The other side is gone."""


class ChannelTimeout(Exception):
    """The other side did not answer in time."""


class ChannelRubbish(Exception):
    """The other side sent something that is no message."""


class Channel(Generic[Out, In]):
    """One end of a conversation that sends `Out` and receives `In`.

    A decoder takes longer to make than many messages to decode, and serves any number of channels.
    """

    def __init__(self, sock: socket.socket, incoming: Decoder[In], read_ahead: int = 0) -> None:
        self.socket = sock
        self._decoder = incoming
        self._read_ahead = read_ahead
        self._data = bytearray()
        self.received = 0  # bytes
        self._timeout = sock.gettimeout()

    def send(self, message: Out, seconds: float | None = None) -> None:
        """Sends one message; raises `ChannelClosed` or `ChannelTimeout`."""
        encoded = frame(message)
        try:
            self._wait_no_longer_than(seconds)
            self.socket.sendall(encoded)
        except TimeoutError as error:
            raise ChannelTimeout from error
        except OSError as error:
            raise ChannelClosed from error

    def receive(self, seconds: float | None = None) -> In:
        """The next message; raises `ChannelClosed`, `ChannelTimeout` or `ChannelRubbish`."""
        deadline = None if seconds is None else time.monotonic() + seconds
        left = self._fill(_LENGTH, seconds, deadline)
        size = int.from_bytes(self._data[:_LENGTH], "big")
        if size > MAX_FRAME:
            raise ChannelRubbish(f"a frame of {size} bytes")
        end = _LENGTH + size
        self._fill(end, left, deadline)
        encoded = self._data[_LENGTH:end]
        del self._data[:end]
        try:
            return self._decoder.decode(encoded)
        except (msgspec.MsgspecError, RecursionError, ValueError) as error:
            raise ChannelRubbish(str(error)) from error

    def waiting(self) -> bool:
        """Whether something can be read that nobody asked for yet."""
        if self._data:
            return True
        try:
            self._wait_no_longer_than(0)
            return bool(self.socket.recv(1, socket.MSG_PEEK))
        except OSError:
            return False

    def hang_up(self) -> None:
        """Ends the conversation for both sides, and a wait of another thread with it."""
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.socket.close()

    def _fill(self, size: int, seconds: float | None, deadline: float | None) -> float | None:
        """Reads until there are `size` bytes, and returns what is left of the seconds."""
        while len(self._data) < size:
            self._data += self._chunk(size - len(self._data), seconds)
            if deadline is not None:
                seconds = max(0.0, deadline - time.monotonic())
        return seconds

    def _chunk(self, size: int, seconds: float | None) -> bytes:
        try:
            self._wait_no_longer_than(seconds)
            chunk = self.socket.recv(min(max(size, self._read_ahead), 2**20))
        except (TimeoutError, BlockingIOError) as error:
            raise ChannelTimeout from error
        except OSError as error:
            raise ChannelClosed from error
        if not chunk:
            raise ChannelClosed
        self.received += len(chunk)
        return chunk

    def _wait_no_longer_than(self, seconds: float | None) -> None:
        """Each change costs a system call."""
        if seconds != self._timeout:
            self.socket.settimeout(seconds)
            self._timeout = seconds


def frame(message: Any) -> bytes:
    """A message as it crosses."""
    encoded = _ENCODER.encode(message)
    return len(encoded).to_bytes(_LENGTH, "big") + encoded
