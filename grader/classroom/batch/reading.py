"""Reads several submissions at a time, each in a confined process of its own.

What cannot be read has a reason, and is no exception.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from msgspec.structs import replace

from grader.classroom.batch.entries import ClassPlace, EntryPlace, find_entries, inert
from grader.classroom.batch.key import Conditions, key_of
from grader.classroom.store.records import NOTHING_FOUND, Entry
from grader.errors import UsageError
from grader.language import _
from grader.sandbox.wire.reader_messages import NOTEBOOK, SCRIPT
from grader.sandbox.zygotes import Zygotes
from grader.submission.submission import (
    NothingFound,
    Submission,
    read_submission,
)
from grader.text import shortened

READERS = 4
_LONGEST_REASON = 1000

NO_KEY = ""


class ReadEntry(Struct, frozen=True):
    """An entry with its submission and the key of its grade, or the `problem` of reading it.

    What cannot be read has no key, where there is nothing to grade it is `NOTHING_FOUND`, and where
    reading failed by a fault of the grader `NO_KEY`.
    """

    entry: Entry
    submission: Submission | None
    key: str | None
    problem: str = ""


class Reading(Struct, frozen=True):
    """What is read of a class, and with what. Of an assignment of nbgrader only notebooks are."""

    place: ClassPlace
    conditions: Conditions
    zygotes: Zygotes

    def all(self) -> Iterator[ReadEntry]:
        """Every entry, in the order in which they are read; only a few are in memory.

        One that takes its time does not keep the others waiting.
        """
        pool = ThreadPoolExecutor(READERS, thread_name_prefix="reading")
        places = find_entries(self.place)
        waiting: set[Future[ReadEntry]] = set()
        try:
            for place in places:
                waiting.add(pool.submit(self._read, place))
                if len(waiting) >= READERS:
                    done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    yield from (each.result() for each in done)
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (each.result() for each in done)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _read(self, place: EntryPlace) -> ReadEntry:
        entry = place.entry
        try:
            return self._sorted(entry, self._submission(place))
        except NothingFound as error:
            return ReadEntry(entry, None, NOTHING_FOUND, self._told(error))
        except UsageError as error:
            return ReadEntry(entry, None, None, self._told(error))
        except Exception as error:  # it must not cost the others their grades
            return ReadEntry(entry, None, NO_KEY, self._told(f"{type(error).__name__}: {error}"))

    def _submission(self, place: EntryPlace) -> Submission:
        """The submission behind an entry. Raises `UsageError`, with the reason."""
        of_nbgrader = self.place.assignment is not None
        kinds: Sequence[str] = (NOTEBOOK,) if of_nbgrader else (SCRIPT, NOTEBOOK)
        if place.path.is_symlink():
            text = _("{place} is a link, and links are not followed.")
            raise UsageError(text.format(place=inert(place.entry.place)))
        with _as_one(place) as path:
            try:
                read = read_submission(path, self.place.exercises, self.zygotes, kinds)
            except UsageError as error:
                where = inert(place.entry.place)
                raise type(error)(str(error).replace(os.fspath(path), where)) from error
        return replace(read, name=place.entry.name, place=place.path)

    def _sorted(self, entry: Entry, found: Submission) -> ReadEntry:
        if found.nothing_found:
            return ReadEntry(entry, None, NOTHING_FOUND, self._told(" ".join(found.notes)))
        if not found.files:
            return ReadEntry(entry, None, None, self._told(" ".join(found.notes)))
        return ReadEntry(entry, found, key_of(found, self.conditions))

    def _told(self, problem: object) -> str:
        return shortened(str(problem).replace(f"{self.place.folder}/", ""), _LONGEST_REASON)


@contextmanager
def _as_one(place: EntryPlace) -> Iterator[Path]:
    """The path of an entry; several files are put into one folder. Links stay where they are."""
    if not place.files:
        yield place.path
        return
    with TemporaryDirectory(prefix="hand-in-") as made:
        folder = Path(made) / "handed_in"
        folder.mkdir()
        for name, file in place.files:
            if os.path.isfile(file) and not os.path.islink(file):
                shutil.copy2(file, folder / inert(name).replace("/", "_"))
        yield folder
