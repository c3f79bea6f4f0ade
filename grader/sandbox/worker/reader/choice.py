"""Which file is read for each exercise, and what is said of the others."""

import errno
import os
from collections.abc import Iterable, Iterator
from typing import Literal

from grader.sandbox.wire.messages import Source
from grader.sandbox.wire.reader_messages import MAX_NOTES, NOTEBOOK, Found, Note, Why
from grader.sandbox.worker.reader import file_names
from grader.sandbox.worker.reader.contents import Contents, File
from grader.sandbox.worker.reader.file_names import Named, order
from grader.sandbox.worker.reader.remote import Closed
from grader.sandbox.worker.reader.texts import MAX_NOTEBOOK, Problem, is_untouched, source_of

MAX_CANDIDATES = 20  # for one exercise
_CLOSED = os.strerror(errno.EACCES)
MAX_OTHERS = 20  # files that are no exercise, named one by one


def choose(given: Contents, exercises: tuple[str, ...], kinds: tuple[str, ...]) -> Found:
    """Reads a file for each exercise, and says of each file what became of it."""
    found, others = _candidates(given.files, exercises, kinds)
    sources: dict[str, Source] = {}
    notes = list(given.notes)
    for exercise, each in found.items():
        chosen = _chosen(each)
        if chosen is not None and chosen.source is not None:
            sources[exercise] = chosen.source
        notes += (_note(exercise, one, chosen, each) for one in each)
    told = list(_others(others))
    notes += told[:MAX_OTHERS]
    return Found(sources, tuple(notes[:MAX_NOTES]), len(told[MAX_OTHERS:]))


class _Candidate:
    """A file that may be an exercise. It is read when its content is first asked for."""

    def __init__(self, file: File, named: Named, kinds: tuple[str, ...]) -> None:
        self.file = file
        self.named = named
        self._kinds = kinds
        self.was_read = False
        self._source: Source | None = None
        self._problem: Problem | None = None
        self._untouched: bool | None = None

    @property
    def source(self) -> Source | None:
        if not self.was_read:
            self.was_read = True
            try:
                self._source = self._read()
            except Problem as problem:
                self._problem = problem
            except Closed as error:
                self._problem = Problem(Why.CLOSED, text=str(error))
        return self._source

    @property
    def problem(self) -> Problem | None:
        """Why it cannot be read, as far as it was tried."""
        return self._problem

    @property
    def is_written(self) -> bool:
        """Whether it can be read, and somebody has written in it."""
        if self.source is None:
            return False
        if self._untouched is None:
            self._untouched = is_untouched(self.source, self.named.exercise)
        return not self._untouched

    @property
    def is_known_as_written(self) -> bool:
        """Whether it was needed to know, and somebody has written in it."""
        return self._untouched is False

    def _read(self) -> Source:
        if self.file.problem not in (None, Why.CLOSED):
            raise Problem(self.file.problem or Why.SPECIAL)
        return source_of(self.named.kind, self.file.content(MAX_NOTEBOOK), self._kinds)


def _candidates(
    files: Iterable[File], exercises: tuple[str, ...], kinds: tuple[str, ...]
) -> tuple[dict[str, list[_Candidate]], list[File]]:
    """The files that may be an exercise, the one to be read first first, and all others."""
    seen = [each for each in files if not any(map(file_names.is_passed_over, each.parts))]
    homes = file_names.homes([each.parts for each in seen], exercises)
    found: dict[str, list[_Candidate]] = {name: [] for name in exercises}
    others = []
    for file in seen:
        named = file_names.named(file.parts[-1], exercises)
        if named and named.kind in kinds and not file_names.is_beside(file.parts, homes):
            found[named.exercise].append(_Candidate(file, named, kinds))
        else:
            others.append(file)
    for exercise, each in found.items():
        each.sort(key=lambda one: order(one.file.parts, one.named, kinds))
        others += (one.file for one in each[MAX_CANDIDATES:])
        found[exercise] = each[:MAX_CANDIDATES]
    return found, others


def _chosen(candidates: list[_Candidate]) -> _Candidate | None:
    """The candidate that is read: of the right name and more than a stub, if there is one.

    A similar name counts where there is no other, or where all others are stubs. None where several
    are similar, and nobody knows which one is meant.
    """
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    exact = [each for each in candidates if each.named.exact]
    similar = [each for each in candidates if not each.named.exact]
    if written := next((each for each in exact if each.is_written), None):
        return written
    if len(written_similar := _different(each for each in similar if each.is_written)) == 1:
        return written_similar[0]
    readable = [each for each in exact if each.source is not None]
    if exact:
        return (readable or exact)[0]
    some = _different(each for each in similar if each.source is not None)
    return some[0] if len(some) == 1 else None


def _different(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """One of those that are equal."""
    found: dict[Source | None, _Candidate] = {}
    for each in candidates:
        found.setdefault(each.source, each)
    return list(found.values())


def _note(
    exercise: str, one: _Candidate, chosen: _Candidate | None, all_of_it: list[_Candidate]
) -> Note:
    path, problem = one.file.path, one.problem
    if problem is not None:
        return Note(path, "not_read", problem.why, exercise, "", problem.line, problem.text)
    others = [each for each in all_of_it if each is not one]
    if one is chosen:
        why, other = _why(one, all_of_it[: all_of_it.index(one)], others)
        return Note(path, "graded", why, exercise, other)
    if chosen is not None and chosen.source is not None:
        is_stub = chosen.is_known_as_written and one.was_read and not one.is_written
        why = Why.STUB if is_stub else Why.OTHER_IS_READ
        return Note(path, "ignored", why, exercise, chosen.file.path)
    return Note(path, "not_read", Why.SEVERAL, exercise, others[0].file.path if others else "")


def _why(one: _Candidate, before: list[_Candidate], others: list[_Candidate]) -> tuple[Why, str]:
    """Why a file is read, and a file that is not read in its place."""
    stub = next((each for each in before if each.source is not None), None)
    if stub is not None:
        return Why.NOT_A_STUB, stub.file.path
    is_notebook = isinstance(one.source, tuple)
    if is_notebook != (one.named.kind == NOTEBOOK):
        return Why.IS_NOTEBOOK if is_notebook else Why.IS_SCRIPT, ""
    if not one.named.exact:
        return Why.RENAMED, ""
    same = next((each for each in others if each.file.parts[-1] == one.file.parts[-1]), None)
    return (Why.NEARER, same.file.path) if same else (Why.AS_EXPECTED, "")


def _others(files: Iterable[File]) -> Iterator[Note]:
    for file in files:
        fate, why = _of_no_exercise(file)
        yield Note(file.path, fate, why, text=_CLOSED if why is Why.CLOSED else "")


def _of_no_exercise(file: File) -> tuple[Literal["not_read", "ignored"], Why]:
    name = file.parts[-1].lower()
    if file.problem in (Why.CLOSED, Why.LINK):
        return "not_read", file.problem
    if file_names.is_archive(name):
        return "not_read", Why.INNER_ARCHIVE
    if name.endswith(file_names.OTHER_ARCHIVES):
        return "not_read", Why.OTHER_ARCHIVE
    if file_names.is_of_editor(name):
        return "ignored", Why.COPY_OF_EDITOR
    if name.endswith(file_names.DOCUMENTS):
        return "ignored", Why.DOCUMENT
    return "ignored", Why.NO_EXERCISE
