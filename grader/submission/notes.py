"""Says in a sentence what became of a file that was handed in."""

from collections.abc import Iterable

from grader.language import N_, _
from grader.records.report import HandedIn
from grader.sandbox.wire.messages import Position
from grader.sandbox.wire.reader_messages import Note, Why
from grader.text import shortened

MAX_SAID = 5
_LONGEST_PATH = 200
_LONGEST_TEXT = 200

# `{file}` is the file that is spoken of, `{other}` another one, `{exercise}` what it is for.
_SENTENCES = {
    Why.AS_EXPECTED: "",
    Why.RENAMED: N_("{file} was read as {exercise}. Name it {exercise}.py or {exercise}.ipynb."),
    Why.IS_NOTEBOOK: N_("{file} is a notebook and was read as one. Name it {exercise}.ipynb."),
    Why.IS_SCRIPT: N_("{file} is no notebook and was read as a script. Name it {exercise}.py."),
    Why.NEARER: N_("{file} was read. There is another one: {other}."),
    Why.NOT_A_STUB: N_("{file} was read, for nothing is written in {other} yet."),
    Why.OTHER_IS_READ: N_("{file} was not read, because there is {other}."),
    Why.STUB: N_("{file} was not read, for nothing is written in it yet and there is {other}."),
    Why.SEVERAL: N_(
        "{file} was not read: nobody knows whether it is meant, or {other}. "
        "Name one of them {exercise}.py."
    ),
    Why.ENCODING: N_(
        "{file} cannot be read: it is not saved as UTF-8, see line {line}. Save it once more as "
        "UTF-8: in VS Code click on the encoding at the bottom right, in Notepad choose it "
        "below the name in Save as."
    ),
    Why.DECLARATION: N_(
        "{file} cannot be read: it is not saved in the encoding that line {line} names. Delete "
        "that line, and save the file as UTF-8."
    ),
    Why.BINARY: N_(
        "{file} cannot be read: it is not a text that is saved as UTF-8, see line {line}. "
        "Hand in the file that you edit."
    ),
    Why.LARGE: N_("{file} is larger than {text} KiB."),
    Why.LINK: N_("{file} cannot be read: it is a link, and links are not followed."),
    Why.SPECIAL: N_("{file} is not a file."),
    Why.CLOSED: N_("{file} cannot be read: {text}."),
    Why.NO_NOTEBOOK: N_(
        "{file} cannot be read as a notebook ({text}). Save it once more in Jupyter."
    ),
    Why.OLD_NOTEBOOK: N_(
        "{file} is not a notebook of format 4. Open it in Jupyter and save it once more."
    ),
    Why.MANY_CELLS: N_("{file} has more than {text} cells of code."),
    Why.MUCH_CODE: N_("The code in {file} is larger than {text} KiB."),
    Why.DAMAGED: N_("{file} cannot be read as a zip or tar archive: {text}."),
    Why.PACKED: N_(
        "{file} cannot be taken out of the archive: {text}. Pack it once more, as an ordinary zip "
        "file without a password."
    ),
    Why.OTHER_ARCHIVE: N_("{file} is an archive that cannot be opened here. Hand in a zip file."),
    Why.INNER_ARCHIVE: N_(
        "{file} was not opened: only an archive that lies alone is. Hand in the files themselves."
    ),
    Why.MANY_FILES: N_(
        "{file} has more than {text} files. Hand in the files of the exercises and nothing else."
    ),
    Why.DOCUMENT: N_("{file} is neither a .py file nor a notebook."),
    Why.COPY_OF_EDITOR: N_("{file} is a copy that a program has made."),
    Why.NO_EXERCISE: N_("{file} is not named after an exercise."),
}
_UTF16 = "UTF-16"


def sentence(note: Note, place: str) -> str:
    """What is said of a file, nothing where all is as expected; `place` is where it lies."""
    text = _(_SENTENCES[note.why]) if _SENTENCES[note.why] else ""
    if note.why is Why.ENCODING and note.text:
        text += " " + _("It seems to be saved as {text}.")
    return text.format(
        file=shown(note.path) or shown(place),
        other=shown(note.other),
        exercise=note.exercise,
        line=note.line,
        text=shortened(note.text, _LONGEST_TEXT).replace("\n", " ") or "?",
    )


def shown(path: str) -> str:
    """A path in one line that can be shown."""
    return shortened(path, _LONGEST_PATH).replace("\n", " ")


def what_became(notes: Iterable[Note], place: str) -> tuple[HandedIn, ...]:
    """The files as a report tells of them."""
    return tuple(
        HandedIn(_path(note, place), note.fate, sentence(note, place), shown(note.exercise))
        for note in notes
    )


def _path(note: Note, place: str) -> str:
    """Where all is as expected nobody needs to know the folder, and equal work is graded once."""
    path = note.path.rpartition("/")[2] if note.why is Why.AS_EXPECTED else note.path
    return shown(path) or shown(place)


def left_out_note(file: str, positions: tuple[Position, ...]) -> str:
    """Says where a file holds what is not Python; that did not run."""
    places = [_position(each) for each in positions[:MAX_SAID]]
    if len(positions) > MAX_SAID:
        places.append("...")
    text = _("What is not Python was left out of {file}: {places}.")
    return text.format(file=file, places="; ".join(places))


def failed_note(file: str, error: str) -> str:
    """Says that a line of a script failed; the others ran."""
    text = _("A line of {file} failed while it was imported: {error}. What else it defines counts.")
    return text.format(file=file, error=" ".join(error.split()))


def _position(position: Position) -> str:
    if not position.cell:
        return _("line {line}").format(line=position.line)
    if not position.line:
        return _("cell {cell}").format(cell=position.cell)
    return _("cell {cell}, line {line}").format(cell=position.cell, line=position.line)
