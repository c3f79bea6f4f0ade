"""An exception of a student's code as plain data."""

import traceback
from types import TracebackType

from grader.protocol.messages import Place, Raised

MAX_TEXT = 500
MAX_PLACES = 20
MAX_KINDS = 20


def describe(error: BaseException, printed: str, own_files: frozenset[str]) -> Raised:
    """What `error` is, what it says, and the lines of the submission it went through."""
    kinds = [str(kind.__name__)[:100] for kind in type(error).__mro__[:MAX_KINDS]]
    places = _syntax_place(error) or _places(error.__traceback__, own_files)
    return Raised(kinds, _text(error), places, printed)


def _text(error: BaseException) -> str:
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
    except Exception:
        text = ""
    return str(text)[:MAX_TEXT].encode("utf-8", "backslashreplace").decode()


def _syntax_place(error: BaseException) -> list[Place]:
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        return [Place(str(error.filename), error.lineno, "")]
    return []


def _places(trace: TracebackType | None, own_files: frozenset[str]) -> list[Place]:
    frames = (
        Place(frame.f_code.co_filename, line, frame.f_code.co_name)
        for frame, line in traceback.walk_tb(trace)
        if frame.f_code.co_filename in own_files
    )
    kept: list[Place] = []
    for place in frames:
        kept.append(place)
        del kept[:-MAX_PLACES]
    return kept
