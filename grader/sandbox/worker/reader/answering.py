"""A worker that reads what was handed in: it answers one request, and is gone."""

import os
import socket
from contextlib import suppress

from msgspec.msgpack import Decoder

from grader.sandbox.confinement.confine import Policy, confine
from grader.sandbox.wire import debug
from grader.sandbox.wire.channel import READ_AHEAD, Channel, ChannelClosed
from grader.sandbox.wire.interpreter import inherited, leave_root
from grader.sandbox.wire.messages import Confined, Fork
from grader.sandbox.wire.reader_messages import (
    Cells,
    FindSources,
    FromReader,
    Note,
    OutOfMemory,
    ReadCells,
    ReadTokens,
    ReadUses,
    ToReader,
    Why,
)
from grader.sandbox.worker.apart import SCRATCH, try_namespaces
from grader.sandbox.worker.policy import make_policy
from grader.sandbox.worker.reader.choice import choose
from grader.sandbox.worker.reader.contents import files_of
from grader.sandbox.worker.reader.remote import Closed, Line, Remote
from grader.sandbox.worker.reader.texts import MAX_NOTEBOOK, Problem, all_cells
from grader.sandbox.worker.reader.tokens import tokens
from grader.sandbox.worker.reader.uses import uses

MAX_TEXT = 200

_REQUESTS: Decoder[ToReader] = Decoder(ToReader)


def serve(end: socket.socket, order: Fork, policy: Policy) -> None:
    """Shuts this process in and answers one request. Never returns."""
    try:
        missing = confine(order.limits, policy, end.fileno(), order.barriers)
        channel: Line = Channel(end, _REQUESTS, READ_AHEAD)
        channel.send(Confined(missing))
        with suppress(ChannelClosed):
            channel.send(_answer(channel))
            channel.receive()  # until the other side hangs up
    except BaseException:
        debug.log_error()
    finally:
        os._exit(0)


def _answer(channel: Line) -> FromReader:
    request = channel.receive()
    try:
        match request:
            case FindSources():
                return choose(files_of(request, channel), request.exercises, request.kinds)
            case ReadCells():
                return _cells(request, channel)
            case ReadUses(source, exercise, functions):
                return uses(source, exercise, functions)
            case ReadTokens(source):
                return tokens(source)
            case _:
                raise RuntimeError("a piece came that nobody asked for")
    except MemoryError:
        return OutOfMemory()


def _cells(request: ReadCells, channel: Line) -> Cells:
    try:
        return all_cells(Remote(channel, 0, request.size).whole(MAX_NOTEBOOK), request.kept)
    except Problem as problem:
        note = Note("", "not_read", problem.why, line=problem.line, text=problem.text)
    except Closed as error:
        note = Note("", "not_read", Why.CLOSED, text=str(error)[:MAX_TEXT])
    return Cells(note=note)


def main(handle: int, _flavour: str, order: bytes) -> None:
    """The program of a process that is a single reader; `order` is its `Fork`, packed."""
    leave_root()
    end, apart = inherited(handle), try_namespaces()
    serve(end, Decoder(Fork).decode(order), make_policy(SCRATCH, apart, ()))
