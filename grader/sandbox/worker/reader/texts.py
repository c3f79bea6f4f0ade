"""What is in a script or a notebook: whether it can be read, its cells, whether it is a stub."""

import ast
import codecs
import importlib.util
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import msgspec
from msgspec import Struct

from grader.sandbox.wire.messages import Source
from grader.sandbox.wire.reader_messages import (
    MAX_CODE,
    NOTEBOOK,
    SCRIPT,
    Cells,
    Note,
    NotebookCell,
    Scalar,
    Why,
)
from grader.sandbox.worker.ipython import parse
from grader.sandbox.worker.loader import is_stub

MAX_FILE = 2**20
MAX_NUMBER = 2**53
MAX_NOTEBOOK = 128 * 2**20  # with all outputs, which are not kept
MAX_CELLS = 2_000
MAX_SHOWN = 20_000  # characters of a cell, where there are too many for all

_NO_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError)
_BOMS = {
    codecs.BOM_UTF32_LE: "UTF-32",  # begins as UTF-16 does
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


class Problem(Exception):
    """Why a file cannot be read: the line, and what more there is to say."""

    def __init__(self, why: Why, line: int = 0, text: str = "") -> None:
        self.why = why
        self.line = line
        self.text = text[:200]


def source_of(kind: str, content: bytes, kinds: tuple[str, ...] = ()) -> Source:
    """A script as it is, or the code cells of a notebook. Raises `Problem`.

    Its name says of which kind it is, unless it is clearly of another one of these `kinds`.
    """
    if kind == NOTEBOOK:
        try:
            return _code_cells(content)
        except Problem:
            if SCRIPT not in kinds or not _is_script(content):
                raise
    elif NOTEBOOK in kinds and content[:MAX_FILE].lstrip().startswith(b"{"):
        with suppress(Problem):
            return _code_cells(content)
    if len(content) > MAX_FILE:
        raise Problem(Why.LARGE, text=str(MAX_FILE // 1024))
    _require_text(content)
    return content


def _is_script(content: bytes) -> bool:
    """Whether there is Python of which somebody makes use."""
    try:
        return len(content) <= MAX_FILE and any(map(_is_definition, ast.parse(content).body))
    except _NO_PYTHON:
        return False


def _is_definition(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom)


def _require_text(content: bytes) -> None:
    """Raises `Problem` unless Python can decode a script."""
    if marked := next((name for bom, name in _BOMS.items() if content.startswith(bom)), None):
        raise Problem(Why.ENCODING, 1, marked)
    if b"\0" in content:
        share = content.count(b"\0") / len(content)
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        fits = "UTF-32" if share > 2 / 3 else "UTF-16"
        raise Problem(Why.ENCODING, line, fits) if share > 1 / 3 else Problem(Why.BINARY, line)
    try:
        importlib.util.decode_source(content)
        return
    except (UnicodeError, SyntaxError, LookupError):
        pass
    try:
        content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Problem(Why.ENCODING, line, _fitting(content)) from None
    head = content.split(b"\n", 2)[:2]
    line = next((i for i, each in enumerate(head, 1) if b"coding" in each), 1)
    raise Problem(Why.DECLARATION, line)


def _fitting(content: bytes) -> str:
    """An encoding of Korean Windows, where the file is Python in that."""
    if len(content) > MAX_FILE:
        return ""
    try:
        ast.parse(content.decode("cp949"))
    except _NO_PYTHON:
        return ""
    return "CP949"


class _Cell(Struct):
    cell_type: str = ""
    source: str | list[str] | None = None

    @property
    def text(self) -> str:
        return self.source if isinstance(self.source, str) else "".join(self.source or ())


class _FullCell(_Cell):
    metadata: Any = None


class _Notebook(Struct):
    """What is read of nbformat 4. Outputs and metadata are skipped and never kept."""

    cells: list[_Cell] | None = None


class _FullNotebook(Struct):
    cells: list[_FullCell] | None = None


_DECODER = msgspec.json.Decoder(_Notebook)
_FULL_DECODER = msgspec.json.Decoder(_FullNotebook)


def _code_cells(content: bytes) -> tuple[bytes, ...]:
    if len(content) > MAX_NOTEBOOK:
        raise Problem(Why.LARGE, text=str(MAX_NOTEBOOK // 1024))
    cells = [each.text for each in _cells(content, _DECODER) if each.cell_type == "code"]
    if len(cells) > MAX_CELLS:
        raise Problem(Why.MANY_CELLS, text=str(MAX_CELLS))
    encoded = tuple(each.encode() for each in cells)
    if sum(map(len, encoded)) > MAX_CODE:
        raise Problem(Why.MUCH_CODE, text=str(MAX_CODE // 1024))
    return encoded


def all_cells(content: bytes, kept: tuple[str, ...]) -> Cells:
    """Every cell of a notebook; those with metadata that are `kept` where it is too large.

    Raises `Problem`.
    """
    if len(content) > MAX_NOTEBOOK:
        raise Problem(Why.LARGE, text=str(MAX_NOTEBOOK // 1024))
    cells = [_clean(each, kept) for each in _cells(content, _FULL_DECODER)]
    if len(cells) <= MAX_CELLS and sum(len(each.text) for each in cells) <= MAX_CODE:
        return Cells(tuple(cells))
    known = [each for each in cells if each.kept][:MAX_CELLS]
    short = (NotebookCell(each.kind, each.text[:MAX_SHOWN], each.kept) for each in known)
    return Cells(tuple(short), Note("", "not_read", Why.MUCH_CODE, text=str(MAX_CODE // 1024)))


def _clean(cell: _FullCell, kept: tuple[str, ...]) -> NotebookCell:
    text = cell.text.encode("utf-8", "replace").decode()
    metadata = cell.metadata if isinstance(cell.metadata, dict) else {}
    wanted = {name: _scalars(metadata.get(name)) for name in kept}
    about = {name: value for name, value in wanted.items() if value is not None}
    return NotebookCell(cell.cell_type[:100], text, about)


def _scalars(value: object) -> dict[str, Scalar] | None:
    if not isinstance(value, dict):
        return None
    return {
        name[:500]: each[:10_000] if isinstance(each, str) else each
        for name, each in list(value.items())[:100]
        if each is None
        or isinstance(each, (float, str))
        or (isinstance(each, int) and abs(each) <= MAX_NUMBER)  # larger ones do not cross
    }


def _cells(content: bytes, decoder: msgspec.json.Decoder[Any]) -> list[Any]:
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        cells = decoder.decode(content).cells
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        cells = _lenient(content, decoder, str(error))
    if cells is None:
        raise Problem(Why.OLD_NOTEBOOK)
    return list(cells)


def _lenient(content: bytes, decoder: msgspec.json.Decoder[Any], why: str) -> Any:
    """The cells where outputs are no JSON: Python writes NaN and Infinity, which Jupyter keeps."""
    try:
        loaded = json.loads(content, parse_int=_no_number, parse_float=_no_number)
        slim = {"cells": _slim(loaded.get("cells"))} if isinstance(loaded, dict) else loaded
        text = json.dumps(slim, ensure_ascii=False)
        return decoder.decode(text.encode("utf-8", "replace")).cells  # half of a pair is no sign
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Problem(Why.ENCODING, line, _fitting(content)) from None
    except (ValueError, RecursionError, msgspec.MsgspecError):
        raise Problem(Why.NO_NOTEBOOK, text=why) from None


def _no_number(_digits: str) -> int:
    """Numbers stand in outputs and counters alone, and a long one takes long to read."""
    return 0


def _slim(cells: object) -> object:
    if not isinstance(cells, list) or not all(isinstance(each, dict) for each in cells):
        return cells
    return [{name: each[name] for name in _WANTED if name in each} for each in cells]


_WANTED = ("cell_type", "source", "metadata")


def is_untouched(source: Source, exercise: str = "") -> bool:
    """Whether there are functions, and each is still a stub; or nothing at all."""
    nodes = [node for tree in trees(source, exercise) for node in tree]
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    text = source if isinstance(source, bytes) else b"\n".join(source)
    return all(map(is_stub, functions)) if functions else b"def " not in text


def trees(source: Source, exercise: str) -> Iterator[list[ast.stmt]]:
    """The statements of the script of an exercise, or of its cells that are Python."""
    for part in (source,) if isinstance(source, bytes) else source:
        try:
            yield ast.parse(part).body
        except _NO_PYTHON:
            with suppress(*_NO_PYTHON):
                yield parse(part.decode(errors="replace"), exercise)[0]
