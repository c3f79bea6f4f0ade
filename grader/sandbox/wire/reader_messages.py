"""The messages between the trusted side and a reader: a worker that reads what was handed in.

The trusted side says which files there are and hands over the bytes that are asked for; the reader
looks into them. What comes back is plain data: names, bounded text, and what became of each file.
"""

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct

from grader.sandbox.wire.messages import Confined, Source
from grader.sandbox.wire.packed import Name

SCRIPT, NOTEBOOK = ".py", ".ipynb"

MAX_PIECE = 2**20  # bytes of a file that cross at a time
MAX_LISTED = 20_000
MAX_NOTES = 200
MAX_CODE = 2**20  # bytes in all code cells of a notebook
MAX_TOKENS = 100_000

Path = Annotated[str, Meta(max_length=1000)]
Sign = Annotated[str, Meta(max_length=20)]
Line = Annotated[int, Meta(ge=0, lt=2**31)]
Kind = Literal["file", "link", "special", "closed"]


class Listed(Struct, frozen=True):
    """A file of a folder, by its path in it; `closed` is one that may not be read."""

    path: Path
    size: int
    kind: Kind = "file"


class FindSources(Struct, frozen=True, tag="read"):
    """Finds the exercises in these files. Of several `kinds` of file the first is preferred.

    A `single` file is what was handed in itself: an archive, or the file of an exercise.
    """

    files: tuple[Listed, ...]
    exercises: tuple[str, ...]
    kinds: tuple[str, ...]
    single: bool = False


class ReadCells(Struct, frozen=True, tag="read_cells"):
    """Reads all cells of a notebook, and of their metadata what has one of these names."""

    size: int
    kept: tuple[str, ...]


class ReadUses(Struct, frozen=True, tag="read_uses"):
    """Finds which names each function of an exercise uses, of those that it may build on."""

    source: Source
    exercise: str
    functions: dict[str, tuple[str, ...]]


class ReadTokens(Struct, frozen=True, tag="read_tokens"):
    """Reads the tokens of an exercise."""

    source: Source


class Fetch(Struct, frozen=True, tag="fetch"):
    """Asks for a piece of a file, by its number in the list."""

    file: Annotated[int, Meta(ge=0, lt=2**31)]
    offset: Annotated[int, Meta(ge=0, lt=2**62)]
    size: Annotated[int, Meta(ge=0, le=MAX_PIECE)]


class Piece(Struct, frozen=True, tag="piece"):
    """What was asked for, less at the end of the file; `problem` is why it cannot be read."""

    data: bytes
    problem: str = ""


class Why(StrEnum):
    """What is said of a file, beside whether it is graded."""

    AS_EXPECTED = "as_expected"
    RENAMED = "renamed"  # its name is nearly that of an exercise, and there is no other
    IS_NOTEBOOK = "is_notebook"  # and is named as a script is
    IS_SCRIPT = "is_script"  # and is named as a notebook is
    NEARER = "nearer"  # there are others of its name, deeper or beside `exercises`
    NOT_A_STUB = "not_a_stub"  # there is another that nobody has written in
    OTHER_IS_READ = "other_is_read"
    STUB = "stub"  # nobody has written in it, and there is another
    SEVERAL = "several"  # nearly of the name, as others are: nobody knows which one is meant
    ENCODING = "encoding"  # no UTF-8, from a line on; `text` is an encoding that fits
    DECLARATION = "declaration"  # of an encoding that there is not, or that does not fit
    BINARY = "binary"
    LARGE = "large"
    LINK = "link"
    SPECIAL = "special"
    CLOSED = "closed"  # may not be read; `text` says why
    NO_NOTEBOOK = "no_notebook"
    OLD_NOTEBOOK = "old_notebook"
    MANY_CELLS = "many_cells"
    MUCH_CODE = "much_code"
    DAMAGED = "damaged"  # an archive that cannot be read; `text` says why
    PACKED = "packed"  # a file that cannot be taken out of its archive; `text` says why
    OTHER_ARCHIVE = "other_archive"
    INNER_ARCHIVE = "inner_archive"
    MANY_FILES = "many_files"
    DOCUMENT = "document"
    NO_EXERCISE = "no_exercise"
    COPY_OF_EDITOR = "copy_of_editor"


class Note(Struct, frozen=True):
    """A file that was looked at, what became of it, and why. `other` is another file."""

    path: Path
    fate: Literal["graded", "not_read", "ignored"]
    why: Why
    exercise: Name = ""
    other: Path = ""
    line: Annotated[int, Meta(ge=0, lt=2**31)] = 0
    text: Name = ""


class Found(Struct, frozen=True, tag="found"):
    """The source of each exercise that there is, and a note on each file that was looked at."""

    sources: Annotated[dict[Name, Source], Meta(max_length=100)]
    notes: Annotated[tuple[Note, ...], Meta(max_length=MAX_NOTES + 1)]
    unlisted: Annotated[int, Meta(ge=0, lt=2**31)] = 0


Scalar = None | bool | int | float | Annotated[str, Meta(max_length=10_000)]


class NotebookCell(Struct, frozen=True):
    """A cell of a notebook: its type, its text, and the metadata that were asked for."""

    kind: Name
    text: str
    kept: Annotated[dict[Name, dict[Name, Scalar]], Meta(max_length=10)] = {}


class Cells(Struct, frozen=True, tag="cells"):
    """The cells of a notebook; a `note` where there are none, or not all of them."""

    cells: Annotated[tuple[NotebookCell, ...], Meta(max_length=10_000)] = ()
    note: Note | None = None


class Uses(Struct, frozen=True, tag="uses"):
    """For each function the names that its code, or a helper of its, uses.

    `outside` are those that stand outside of all functions, where imports do.
    """

    functions: Annotated[dict[Name, tuple[Name, ...]], Meta(max_length=2000)]
    outside: Annotated[tuple[Name, ...], Meta(max_length=2000)] = ()


class Tokens(Struct, frozen=True, tag="tokens"):
    """The tokens of a source, names and texts all alike, and the line that each stands in."""

    tokens: Annotated[tuple[Sign, ...], Meta(max_length=MAX_TOKENS)]
    lines: Annotated[tuple[Line, ...], Meta(max_length=MAX_TOKENS)]


class OutOfMemory(Struct, frozen=True, tag="out_of_memory"):
    """There was not enough memory to read it."""


ToReader = FindSources | ReadCells | ReadUses | ReadTokens | Piece
FromReader = Confined | Fetch | Found | Cells | Uses | Tokens | OutOfMemory
