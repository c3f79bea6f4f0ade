"""A submission is text. Nothing here imports, executes or decodes a line of it.

Whatever is handed in is read by a confined reader: `docs/submissions.md` says what it accepts.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from grader.errors import UsageError
from grader.language import _
from grader.records.report import HandedIn
from grader.sandbox.wire.messages import Source
from grader.sandbox.wire.reader_messages import NOTEBOOK, SCRIPT, Found, Note, Why
from grader.sandbox.worker.reader.file_names import named
from grader.sandbox.zygotes import Zygotes
from grader.submission.confined_reader import ReaderLost, find
from grader.submission.handed_in import handed_in
from grader.submission.notes import sentence, shown, what_became

MAX_SAID = 8
# Nothing can be said of one file of what was handed in, for all of it cannot be read.
_OF_ALL = (Why.DAMAGED, Why.OTHER_ARCHIVE, Why.MANY_FILES, Why.CLOSED, Why.SPECIAL)
_NOT_WORTH_SAYING = (
    Why.AS_EXPECTED, Why.STUB, Why.DOCUMENT, Why.COPY_OF_EDITOR, Why.NO_EXERCISE,
)  # fmt: skip


class Submission(Struct, frozen=True):
    """The files of one student: sources by exercise name, and why others could not be read.

    `place` is the folder or archive that they came from, `notes` are sentences about how it was
    read, `looked_at` what became of each file, `paths` where the source of an exercise lies in it.
    """

    name: str
    files: Mapping[str, Source]
    problems: dict[str, str]
    place: Path
    notes: tuple[str, ...] = ()
    looked_at: tuple[HandedIn, ...] = ()
    paths: Mapping[str, str] = {}

    def file(self, exercise: str) -> str:
        """The name of the file that an exercise is in, or should be."""
        notebook = f"{exercise}{NOTEBOOK}"
        if exercise in self.files:
            is_notebook = isinstance(self.files[exercise], tuple)
        else:
            is_notebook = self.paths.get(exercise, self.place.name).endswith(NOTEBOOK)
        return notebook if is_notebook else f"{exercise}{SCRIPT}"

    def path(self, exercise: str) -> Path:
        """Where the file of an exercise lies, or should."""
        if self.place.name == self.paths.get(exercise, self.file(exercise)):
            return self.place
        return self.place / self.paths.get(exercise, self.file(exercise))

    @property
    def nothing_found(self) -> bool:
        """Whether there is no file that could be an exercise, readable or not."""
        return not self.files and not any(each.exercise for each in self.looked_at)


class NothingFound(UsageError):
    """There is no exercise in what was handed in; the text says what there is."""


def read_submission(
    place: Path,
    exercises: Sequence[str],
    zygotes: Zygotes,
    kinds: Sequence[str] = (SCRIPT, NOTEBOOK),
    deep: bool = True,
) -> Submission:
    """Reads the exercises from a folder, an archive, a script or a notebook.

    Of several `kinds` of file for one exercise the first counts, unless nobody has written in it.
    Missing files are no error. Not `deep` means without the folders of a folder. Raises
    `UsageError` for a place that cannot be read at all.
    """
    given = handed_in(place, exercises, deep)
    try:
        found = find(zygotes, given, tuple(exercises), tuple(kinds))
    except ReaderLost as error:
        text = _("{place} cannot be read: {reason}.")
        raise ReaderLost(text.format(place=place, reason=error)) from error
    # Whatever a reader says, it is about these exercises.
    sources = {name: found.sources[name] for name in exercises if name in found.sources}
    _require_readable(place, found, exercises, given.single)
    looked_at = what_became(found.notes, place.name)
    notes = [sentence(each, place.name) for each in found.notes if _is_worth_saying(each)]
    problems = {name: _problem(name, found, place) for name in exercises if name not in sources}
    paths = {
        each.exercise: shown(each.path)
        for each in reversed(found.notes)
        if each.exercise and each.fate != "ignored"
    }
    read = Submission(
        _name(place), sources, problems, place, tuple(notes[:MAX_SAID]), looked_at, paths
    )
    return read if not read.nothing_found else _with_what_there_is(read, found)


def _is_worth_saying(note: Note) -> bool:
    """Whether a file is spoken of to everybody; one of two of a name is named by the other."""
    same_name = note.path.rpartition("/")[2] == note.other.rpartition("/")[2]
    twice = note.why is Why.OTHER_IS_READ and same_name
    return note.why not in _NOT_WORTH_SAYING and not twice


def _require_readable(place: Path, found: Found, exercises: Sequence[str], single: bool) -> None:
    if found.sources:
        return
    if all_of_it := next((each for each in found.notes if not each.path), None):
        kind = NothingFound if all_of_it.why is Why.OTHER_ARCHIVE else UsageError
        raise kind(sentence(all_of_it, str(place)))
    if single and place.suffix in (SCRIPT, NOTEBOOK) and not named(place.name, tuple(exercises)):
        text = _("{place} is not named after an exercise. Expected one of: {names}.")
        names = ", ".join(f"{name}{place.suffix}" for name in exercises)
        raise NothingFound(text.format(place=place, names=names))
    if single and len(found.notes) == 1 and not found.notes[0].exercise:
        raise NothingFound(sentence(found.notes[0], str(place)))


def _problem(exercise: str, found: Found, place: Path) -> str:
    """Why there is no source of an exercise."""
    own = [each for each in found.notes if each.exercise == exercise]
    if own:
        return sentence(own[0], place.name).rstrip(".")
    return _("{file} is not in the submission").format(file=f"{exercise}{SCRIPT}")


def _with_what_there_is(read: Submission, found: Found) -> Submission:
    there = [each.path for each in read.looked_at]
    text = _("Nothing that can be graded was found: there is no file such as {file}.")
    note = text.format(file=f"{next(iter(read.problems))}{SCRIPT}")
    if there:
        more = len(there) - MAX_SAID + found.unlisted
        names = there[:MAX_SAID]
        if more > 0:
            names.append(_("and {count} more").format(count=more))
        note += " " + _("Found: {names}.").format(names=", ".join(names))
    return replace(read, notes=(note, *read.notes))


def named_by(place: Path, exercises: Sequence[str]) -> list[str]:
    """The exercise whose file a place is; none for a place that may hold all of them."""
    found = None if place.is_dir() else named(place.name, tuple(exercises))
    return [found.exercise] if found else []


def _name(place: Path) -> str:
    name = place.resolve().name
    return name if place.is_dir() else name.partition(".")[0]
