"""Asks a confined reader. What it answers is data; what it does not answer costs one submission."""

import time
from collections.abc import Mapping
from typing import TypeVar

from grader.errors import CannotGrade, UsageError
from grader.language import _
from grader.sandbox.wire import debug
from grader.sandbox.wire.channel import ChannelClosed, ChannelRubbish, ChannelTimeout
from grader.sandbox.wire.messages import Confined, Source
from grader.sandbox.wire.reader_messages import (
    Cells,
    Fetch,
    FindSources,
    Found,
    FromReader,
    OutOfMemory,
    ReadCells,
    ReadTokens,
    ReadUses,
    Tokens,
    ToReader,
    Uses,
)
from grader.sandbox.zygotes import START_SECONDS, ReaderProcess, Zygotes
from grader.submission.handed_in import OpenedPlace

READ_SECONDS = 60.0  # however busy the machine; a reader's own time is bounded as well
MAX_SERVED = 2**31  # bytes
_TRIES = 2

Answer = TypeVar("Answer", bound=FromReader)


class ReaderLost(UsageError):
    """The reader did not come to an end with what it was given."""


def find(
    zygotes: Zygotes, given: OpenedPlace, exercises: tuple[str, ...], kinds: tuple[str, ...]
) -> Found:
    """The sources among files that were handed in. Raises `ReaderLost`."""
    request = FindSources(given.files, exercises, kinds, given.single)
    return _asked(zygotes, request, Found, given)


def read_cells(zygotes: Zygotes, given: OpenedPlace, kept: tuple[str, ...]) -> Cells:
    """The cells of a notebook with these of their metadata. Raises `ReaderLost`."""
    return _asked(zygotes, ReadCells(given.files[0].size, kept), Cells, given)


def find_uses(
    zygotes: Zygotes, source: Source, exercise: str, functions: Mapping[str, tuple[str, ...]]
) -> Uses:
    """For each function those of its names that its code uses; none where that is not known."""
    try:
        return _asked(zygotes, ReadUses(source, exercise, dict(functions)), Uses)
    except ReaderLost:
        return Uses({})


def find_tokens(zygotes: Zygotes, source: Source) -> Tokens:
    """The tokens of an exercise. Raises `ReaderLost`."""
    return _asked(zygotes, ReadTokens(source), Tokens)


def _asked(
    zygotes: Zygotes, request: ToReader, kind: type[Answer], given: OpenedPlace | None = None
) -> Answer:
    reader = _greeted(zygotes)
    began = time.monotonic()
    answer: FromReader | None = None
    try:
        answer = _answer(reader, request, given)
    except (ChannelClosed, ChannelTimeout, ChannelRubbish):
        pass
    finally:
        debug.log("reader", type(request).__name__, began)
        reader.channel.close()
        exit_code = reader.stop()
        if given is not None:
            given.close()
    if isinstance(answer, kind):
        return answer
    killed = exit_code < 0 or isinstance(answer, OutOfMemory)
    raise ReaderLost(_too_much() if killed else _("what is in it cannot be understood"))


def _greeted(zygotes: Zygotes) -> ReaderProcess:
    """A reader that is there. Raises `CannotGrade`: before it greets, it has read nothing."""
    for _try in range(_TRIES):
        reader = zygotes.start_reader()
        try:
            if isinstance(reader.channel.receive(START_SECONDS), Confined):
                return reader
        except (ChannelClosed, ChannelTimeout, ChannelRubbish):
            pass
        reader.channel.close()
        reader.stop()  # says why, where it never came to life
    raise CannotGrade(_("A worker process does not start: python -m grader doctor"))


def _answer(reader: ReaderProcess, request: ToReader, given: OpenedPlace | None) -> FromReader:
    deadline = time.monotonic() + READ_SECONDS
    served = 0
    reader.channel.send(request, READ_SECONDS)
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or served > MAX_SERVED:
            raise ChannelTimeout
        answer = reader.channel.receive(left)
        if not isinstance(answer, Fetch):
            return answer
        if given is None:
            raise ChannelRubbish("a piece of nothing")
        piece = given.piece(answer.file, answer.offset, answer.size)
        served += len(piece.data) + 1000
        reader.channel.send(piece, left)


def _too_much() -> str:
    return _(
        "it takes more time or memory to read than there is for one submission. Hand in the "
        "files of the exercises and nothing else"
    )
