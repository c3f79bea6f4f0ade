"""A Jupyter notebook as text: its cells of code, in their order. Nothing here reads Python."""

import msgspec
from msgspec import Struct

from grader.language import _
from grader.sandbox.wire.messages import Position

MAX_CODE = 2**20
MAX_CELLS = 2_000
MAX_SAID = 5

_MARK = b"\xef\xbb\xbf"  # some editors put it before UTF-8


class _Cell(Struct):
    cell_type: str
    source: str | list[str]


class _Notebook(Struct):
    """What is read of nbformat 4. Outputs and metadata are skipped and never kept."""

    nbformat: int = 0
    cells: list[_Cell] | None = None


_DECODER = msgspec.json.Decoder(_Notebook)


def code_cells(file: str, content: bytes) -> tuple[bytes, ...] | str:
    """The code cells of a notebook as UTF-8, or a sentence that says why there are none."""
    try:
        notebook = _DECODER.decode(content.removeprefix(_MARK))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        text = _("{file} cannot be read as a notebook ({reason}). Save it once more in Jupyter.")
        return text.format(file=file, reason=error)
    if notebook.cells is None:
        text = _("{file} is not a notebook of format 4. Open it in Jupyter and save it once more.")
        return text.format(file=file)
    cells = tuple(_text(cell) for cell in notebook.cells if cell.cell_type == "code")
    if len(cells) > MAX_CELLS:
        text = _("{file} has more than {count} cells of code")
        return text.format(file=file, count=MAX_CELLS)
    if sum(map(len, cells)) > MAX_CODE:
        text = _("the code in {file} is larger than {size} KiB")
        return text.format(file=file, size=MAX_CODE // 1024)
    return cells


def _text(cell: _Cell) -> bytes:
    source = cell.source
    return (source if isinstance(source, str) else "".join(source)).encode()


def left_out_note(file: str, positions: tuple[Position, ...]) -> str:
    """Says where a notebook holds what is not Python; that did not run."""
    places = [_position(each) for each in positions[:MAX_SAID]]
    if len(positions) > MAX_SAID:
        places.append("...")
    text = _("What is not Python was left out of {file}: {places}.")
    return text.format(file=file, places="; ".join(places))


def _position(position: Position) -> str:
    if not position.line:
        return _("cell {cell}").format(cell=position.cell)
    return _("cell {cell}, line {line}").format(cell=position.cell, line=position.line)
