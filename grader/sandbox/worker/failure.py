"""An exception of a student's code as plain data."""

import linecache
import opcode
import traceback
from collections.abc import Mapping
from types import TracebackType

from grader.sandbox.wire.messages import Place, Raised

MAX_TEXT = 500
MAX_PLACES = 20
MAX_KINDS = 20
MAX_LINE = 200
RAISE = opcode.opmap["RAISE_VARARGS"]


# What code of the submission runs under: the file, and the number of the cell in a notebook or 0.
OwnFiles = Mapping[str, tuple[str, int]]


def describe(
    error: BaseException, printed: str, own_files: OwnFiles, cause: Raised | None = None
) -> Raised:
    """What `error` is, what it says, and the lines of the submission it went through."""
    kinds = [str(kind.__name__)[:100] for kind in type(error).__mro__[:MAX_KINDS]]
    places = _syntax_place(error, own_files) or _places(error.__traceback__, own_files)
    own = _is_own(error.__traceback__, own_files)
    return Raised(kinds, _text(error), places, printed, cause, own)


def _is_own(trace: TracebackType | None, own_files: OwnFiles) -> bool:
    """Whether a `raise` or `assert` of the submission raised it, and nothing that it calls."""
    if trace is None:
        return False
    while trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code
    return code.co_filename in own_files and code.co_code[trace.tb_lasti] == RAISE


def _text(error: BaseException) -> str:
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
    except Exception:
        text = ""
    return str(text)[:MAX_TEXT].encode("utf-8", "backslashreplace").decode()


def _syntax_place(error: BaseException, own_files: OwnFiles) -> list[Place]:
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        column = error.offset if isinstance(error.offset, int) else 0
        return [_place(str(error.filename), error.lineno, "", own_files, column)]
    return []


def _place(name: str, line: int, function: str, own_files: OwnFiles, column: int = 0) -> Place:
    file, cell = own_files.get(name, (name, 0))
    return Place(file, line, function, cell, column, _line(name, line))


def _line(name: str, number: int) -> str:
    text = linecache.getline(name, number).strip()[:MAX_LINE]
    return text.encode("utf-8", "backslashreplace").decode()


def _places(trace: TracebackType | None, own_files: OwnFiles) -> list[Place]:
    frames = (
        _place(frame.f_code.co_filename, line, frame.f_code.co_name, own_files)
        for frame, line in traceback.walk_tb(trace)
        if frame.f_code.co_filename in own_files
    )
    kept: list[Place] = []
    for place in frames:
        kept.append(place)
        del kept[:-MAX_PLACES]
    return kept
