"""What was handed in as a list of files, wherever they lie: in a folder or in an archive.

Nothing is read before it is asked for but what may be an exercise in an archive, which is read in
one go.
"""

import io
from collections.abc import Callable, Iterator
from typing import IO

from msgspec import Struct

from grader.sandbox.wire.reader_messages import NOTEBOOK, SCRIPT, FindSources, Note, Why
from grader.sandbox.worker.reader import archives, file_names
from grader.sandbox.worker.reader.remote import Closed, Line, Remote
from grader.sandbox.worker.reader.texts import MAX_NOTEBOOK, Problem

MAX_KEPT = 192 * 2**20  # bytes of what may be exercises in an archive
MAX_INNER = 64 * 2**20  # bytes of an archive in another
MAX_PATH = 300
MAX_NESTED = 4  # archives, each the only one in the other

_PROBLEMS = {"link": Why.LINK, "special": Why.SPECIAL, "closed": Why.CLOSED, "file": None}


class File(Struct):
    """A file by the folders it lies in and its name; `problem` where it may not be read.

    `content` reads so many bytes of it and one more, if there are as many.
    """

    parts: tuple[str, ...]
    content: Callable[[int], bytes]
    problem: Why | None = None

    @property
    def path(self) -> str:
        return "/".join(self.parts)[:MAX_PATH].encode("utf-8", "replace").decode()


class Contents(Struct):
    """The files, and notes on archives that could not be read."""

    files: list[File]
    notes: list[Note]


def files_of(request: FindSources, channel: Line) -> Contents:
    """The files that a request is about."""
    listed = request.files
    if request.single and (problem := _PROBLEMS[listed[0].kind]):
        return Contents([], [Note("", "not_read", problem)])
    if request.single and _is_container(listed[0].path, request.exercises):
        return _unpacked("", Remote(channel, 0, listed[0].size).buffered(), request.exercises)
    remotes = [Remote(channel, number, each.size) for number, each in enumerate(listed)]
    files = [
        File(file_names.parts_of(each.path, "/"), remote.whole, _PROBLEMS[each.kind])
        for each, remote in zip(listed, remotes, strict=True)
    ]
    inner = [number for number, file in enumerate(files) if _is_inner(file)]
    if len(inner) != 1 or any(_is_exercise(file, request.exercises) for file in files):
        return Contents(files, [])
    file = files.pop(inner[0])
    found = _unpacked(file.path, remotes[inner[0]].buffered(), request.exercises)
    return Contents([*files, *found.files], found.notes)


def _is_container(name: str, exercises: tuple[str, ...]) -> bool:
    ends = (SCRIPT, NOTEBOOK, *file_names.DOCUMENTS, *file_names.OTHER_ARCHIVES)
    known = file_names.is_archive(name) or not name.lower().endswith(ends)
    return known and file_names.named(name, exercises) is None


def _is_inner(file: File) -> bool:
    seen = not any(map(file_names.is_passed_over, file.parts))
    return seen and file.problem is None and file_names.is_archive(file.parts[-1])


def _is_exercise(file: File, exercises: tuple[str, ...]) -> bool:
    seen = not any(map(file_names.is_passed_over, file.parts))
    return seen and not file.problem and bool(file_names.named(file.parts[-1], exercises))


def _unpacked(
    name: str, archive: IO[bytes], exercises: tuple[str, ...], depth: int = 1
) -> Contents:
    """The files of an archive, and those of the one archive in it, if it holds nothing else.

    Of one that is damaged, for it was not sent to its end, those before that.
    """
    files: list[File] = []
    why, text = None, ""
    try:
        files.extend(_members(archive, exercises))
    except archives.Damaged as error:
        why, text = Why.DAMAGED, str(error)
    except archives.OtherKind:
        why = Why.OTHER_ARCHIVE
    except archives.TooMany:
        why, text = Why.MANY_FILES, str(archives.MAX_MEMBERS)
    except Closed as error:
        why, text = Why.CLOSED, str(error)
    if why is not None:
        return Contents(files, [Note(name, "not_read", why, text=text[:300])])
    inner = [file for file in files if _is_inner(file)]
    is_alone = len(inner) == 1 and not any(_is_exercise(file, exercises) for file in files)
    if depth == MAX_NESTED or not is_alone:
        return Contents(files, [])
    others = [file for file in files if file is not inner[0]]
    try:
        content = inner[0].content(MAX_INNER)
    except Problem as problem:
        return Contents(others, [Note(inner[0].path, "not_read", problem.why, text=problem.text)])
    found = _unpacked(inner[0].path, io.BytesIO(content), exercises, depth + 1)
    return Contents([*others, *found.files], found.notes)


def _members(archive: IO[bytes], exercises: tuple[str, ...]) -> Iterator[File]:
    """Raises what `archives.members` raises."""
    kept = 0
    for member in archives.members(archive):
        file = File(member.parts, _held(b""), Why.LINK if member.is_link else None)
        if kept < MAX_KEPT and (_is_exercise(file, exercises) or _is_inner(file)):
            try:
                content = member.content((MAX_INNER if _is_inner(file) else MAX_NOTEBOOK) + 1)
                kept += len(content)
                file.content = _held(content)
            except archives.Damaged as error:
                file.content = _without(Problem(Why.PACKED, text=str(error)))
        yield file


def _without(problem: Problem) -> Callable[[int], bytes]:
    def content(_most: int) -> bytes:
        raise problem

    return content


def _held(content: bytes) -> Callable[[int], bytes]:
    return lambda most: content[: most + 1]
