"""A submission is text. Nothing here imports or executes a line of it."""

import os
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from grader.errors import UsageError
from grader.language import _
from grader.sandbox.wire.messages import Source

MAX_FILE = 2**20
MAX_NOTEBOOK = 16 * 2**20  # the pictures among its outputs count

SCRIPT, NOTEBOOK = ".py", ".ipynb"
_LIMITS = {SCRIPT: MAX_FILE, NOTEBOOK: MAX_NOTEBOOK}

_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_NO_WAITING = getattr(os, "O_NONBLOCK", 0)  # for a named pipe that nobody writes to


class Submission(Struct, frozen=True):
    """The files of one student: sources by exercise name, and why others could not be read.

    `place` is the folder or archive that they came from, `notes` are sentences about what was not
    read there.
    """

    name: str
    files: Mapping[str, Source]
    problems: dict[str, str]
    place: Path
    notes: tuple[str, ...] = ()

    def file(self, exercise: str) -> str:
        """The name of the file that an exercise is in, or should be."""
        notebook = f"{exercise}{NOTEBOOK}"
        is_notebook = isinstance(self.files.get(exercise), tuple) or self.place.name == notebook
        # What is said about a file that cannot be read names it.
        is_notebook |= notebook in self.problems.get(exercise, "")
        return notebook if is_notebook else f"{exercise}.py"


def read_submission(
    place: Path, exercises: list[str], kinds: Sequence[str] = (SCRIPT, NOTEBOOK)
) -> Submission:
    """Reads `<exercise>.py` of every exercise from a folder, a zip or a tar archive.

    Of several `kinds` of file for one exercise the first counts: by default a notebook is read
    where there is no script. `place` may also be one notebook. Missing files are no error. Raises
    `UsageError` for a place that cannot be read at all.
    """
    limits = {f"{name}{kind}": _LIMITS[kind] for kind in kinds for name in exercises}
    found = _found(place, limits)
    sources = {name: _source(name, found, limits, kinds) for name in exercises}
    problems = {name: source for name, source in sources.items() if isinstance(source, str)}
    files = {name: source for name, source in sources.items() if not isinstance(source, str)}
    there = ([f"{name}{kind}" for kind in kinds if f"{name}{kind}" in found] for name in exercises)
    notes = tuple(_passed_over(*each) for each in there if len(each) > 1)
    return Submission(_name(place), files, problems, place, notes)


def _passed_over(file: str, other: str) -> str:
    return _("{other} was not read, because there is {file}.").format(other=other, file=file)


def named_by(place: Path) -> list[str]:
    """The exercise whose notebook a place is; none for a place that may hold all of them."""
    return [place.stem] if _is_notebook(place) else []


def _is_notebook(place: Path) -> bool:
    return place.suffix == NOTEBOOK and not place.is_dir()


def _source(
    exercise: str,
    found: Mapping[str, bytes | str],
    limits: Mapping[str, int],
    kinds: Sequence[str],
) -> Source | str:
    """The source of an exercise, or why there is none."""
    files = [f"{exercise}{kind}" for kind in kinds]
    file = next((file for file in files if file in found), files[0])
    content = found.get(file, _missing(file))
    if isinstance(content, str):
        return content
    if len(content) > limits[file]:
        text = _("{file} is larger than {size} KiB")
        return text.format(file=file, size=limits[file] // 1024)
    if file.endswith(SCRIPT):
        return content
    from grader.submission.notebook import code_cells

    return code_cells(file, content)


def _name(place: Path) -> str:
    name = place.resolve().name
    return name if place.is_dir() else name.partition(".")[0]


def _found(place: Path, limits: Mapping[str, int]) -> Mapping[str, bytes | str]:
    """The content of each file that is there, up to one byte more than its limit, or a problem."""
    if place.is_dir():
        return _folder(place, limits)
    if not place.exists():
        text = _("There is no {place}. Name the folder or archive that holds conv.py.")
        raise UsageError(text.format(place=place))
    if not _is_notebook(place):
        from grader.submission.archive import read_archive

        return read_archive(place, limits)
    if place.name not in limits:
        text = _("{place} is not named after an exercise. Expected one of: {names}.")
        names = ", ".join(name for name in limits if name.endswith(NOTEBOOK))
        raise UsageError(text.format(place=place, names=names))
    return _folder(place.parent, {place.name: limits[place.name]})


def _folder(folder: Path, limits: Mapping[str, int]) -> dict[str, bytes | str]:
    contents = {file: read_file(folder / file, limit) for file, limit in limits.items()}
    return {file: content for file, content in contents.items() if content is not None}


def read_file(path: Path, limit: int) -> bytes | str | None:
    """The content of a file, up to a byte more than `limit`; why it cannot be read; or None.

    There is None where there is no such file. Links are not followed.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | _NO_LINKS | _NO_WAITING)
        with open(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return _("{file} is not a file").format(file=path.name)
            return file.read(limit + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        text = _("{file} cannot be read: {reason}")
        if path.is_symlink():
            text = _("{file} cannot be read: {reason} (links are not followed)")
        return text.format(file=path.name, reason=error.strerror or error)


def _missing(file: str) -> str:
    return _("{file} is not in the submission").format(file=file)
