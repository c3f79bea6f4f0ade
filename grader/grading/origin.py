"""Finds out whether a failure comes from elsewhere: a function not written yet, a broken file."""

from pathlib import PurePath

from grader.checks.answer import Answer
from grader.records.report import Origin
from grader.sandbox.wire.messages import Place, Source
from grader.submission.submission import Submission
from grader.text import printable

MAX_SHOWN = 200  # characters of a line


def origin_of(answer: Answer) -> Origin | None:
    """Returns what a call ran into: a function that is not written yet, or a broken file."""
    raised = answer.raised
    if raised is None:
        return None
    if raised.cause is not None and "SyntaxError" in raised.cause.kinds and raised.cause.places:
        place = raised.cause.places[-1]
        return Origin("unloadable", PurePath(place.file).stem, place.file, "", place.line)
    if "NotImplementedError" not in raised.kinds or not raised.places:
        return None
    place = raised.places[-1]
    if place.function == answer.function or not place.function.isidentifier():
        return None
    return Origin("unwritten", PurePath(place.file).stem, place.file, place.function, place.line)


def unloadable(exercise: str, submission: Submission, place: Place | None) -> Origin:
    """Returns the origin of a file that cannot be imported: its own line, or that of a file it
    imports; `place` is where the exception was raised, if there was one."""
    if place is None:
        return Origin("unloadable", exercise, submission.file(exercise))
    stem = PurePath(place.file).stem
    blamed = stem if stem in submission.files else exercise
    shown = _shown(submission.files.get(blamed, b""), place)
    return Origin("unloadable", blamed, submission.file(blamed), "", place.line, shown)


def _shown(source: Source, place: Place) -> str:
    """The line of a place as it stands in the source, and below it a caret at its column."""
    if isinstance(source, bytes):
        part = source
    else:
        part = source[place.cell - 1] if 0 < place.cell <= len(source) else b""
    lines = part.split(b"\n")
    if not 0 < place.line <= len(lines):
        return ""
    text = lines[place.line - 1].decode(errors="replace").rstrip().expandtabs(1)
    bare = text.lstrip()
    line = printable(bare)[:MAX_SHOWN]
    column = place.column - 1 - (len(text) - len(bare))
    return f"{line}\n{' ' * column}^" if 0 <= column <= len(line) else line
