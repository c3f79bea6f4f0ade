"""Finds what is alike among the latest hand-ins of a class. Confined readers give the tokens."""

import hashlib
from collections.abc import Iterable, Iterator, Set
from concurrent.futures import ThreadPoolExecutor

import msgspec

from grader.classroom.copies.groups import Work, groups
from grader.course.course import Course
from grader.course.worksheet import worksheet
from grader.records.likeness import AlikeExercise
from grader.sandbox.wire.messages import Source
from grader.sandbox.wire.reader_messages import Tokens
from grader.sandbox.zygotes import Zygotes
from grader.stubs import quick
from grader.submission.confined_reader import ReaderLost, find_tokens

READERS = 4
HandedInWork = tuple[str, str, Source]  # student, exercise, source


def find_alike(
    course: Course, works: Iterable[HandedInWork], zygotes: Zygotes
) -> Iterator[AlikeExercise]:
    """Yields for each exercise the groups of students whose files are alike.

    What the stub, the lesson and the solution have in common with a file counts for nothing.
    """

    by_exercise: dict[str, list[tuple[str, Source]]] = {}
    for student, exercise, source in works:
        by_exercise.setdefault(exercise, []).append((student, source))
    for exercise in course.points:
        handed_in = by_exercise.get(exercise, [])
        given = [*_known(course, exercise)]
        tokens = _tokens(zygotes, {*given, *(source for _student, source in handed_in)})
        read = [_work(student, source, tokens[source]) for student, source in handed_in]
        found = groups(read, [tokens[source].tokens for source in given])
        shown = {
            name for group in found for pair in group.pairs for name in (pair.left, pair.right)
        }
        texts = {name: _lines(source) for name, source in handed_in if name in shown}
        yield AlikeExercise(exercise, tuple(found), texts)


def _tokens(zygotes: Zygotes, sources: Set[Source]) -> dict[Source, Tokens]:
    """The tokens of each source, none where a reader is lost over it."""

    def tokens_of(source: Source) -> Tokens:
        try:
            return find_tokens(zygotes, source)
        except ReaderLost:
            return Tokens((), ())

    with ThreadPoolExecutor(READERS) as pool:
        return dict(zip(sources, pool.map(tokens_of, sources), strict=True))


def _known(course: Course, exercise: str) -> Iterator[bytes]:
    solution = course.solutions / f"{exercise}.py"
    yield worksheet(course, exercise).encode()
    if solution.is_file():
        text = solution.read_text(encoding="utf-8")
        yield text.encode()
        yield quick(text).encode()


def _work(student: str, source: Source, found: Tokens) -> Work:
    digest = hashlib.sha256(msgspec.msgpack.encode(source)).digest()
    return Work(student, digest, found.tokens, found.lines)


def _lines(source: Source) -> tuple[str, ...]:
    parts = (source,) if isinstance(source, bytes) else source
    return tuple(b"\n".join(parts).decode("utf-8", "replace").split("\n"))
