"""What a student has seen so far, kept beside the exercises. No grade depends on it."""

import os
from pathlib import Path

import msgspec
from msgspec import Struct

FOLDER = ".grader"
FILE = "journal.json"


class Journal(Struct, frozen=True):
    """How many hints of each function were shown, by `exercise.function`."""

    hints: dict[str, int] = {}


def read_journal(folder: Path) -> Journal:
    """The journal in `folder`; a new one where it is missing or damaged."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Journal)
    except (OSError, msgspec.DecodeError):
        return Journal()


def write_journal(folder: Path, journal: Journal) -> bool:
    """Replaces the journal whole; whether that was possible."""
    draft = folder / f"{FILE}.{os.getpid()}"
    try:
        folder.mkdir(exist_ok=True)
        draft.write_bytes(msgspec.json.encode(journal))
        draft.replace(folder / FILE)
    except OSError:
        return False
    return True
