"""What of a cell is Python, or of a script that was one. The rest is for IPython: magics, help."""

import ast
import re
from pathlib import PureWindowsPath

# Cell magics below which Python stands.
_AROUND_PYTHON = frozenset({"capture", "prun", "time", "timeit"})

_WRITES_A_FILE = frozenset({"file", "writefile"})
MAX_LEFT_OUT = 100  # lines, for each is found by parsing all of it

_CELL_MAGIC = re.compile(r"%%(\w*)(.*)")
_LINE = re.compile(
    r"\s*(?:"
    r"[%!?]"  # %magic  !command  ?help
    r"|[^=!%#'\"]+=\s*[%!]"  # name = %magic  name = !command
    r"|[%\w.*\[\]-]+\?{1,2}\s*(?:#.*)?$"  # help?
    r")"
)


def parse(text: str, file: str) -> tuple[list[ast.stmt], list[int]]:
    """The statements of a cell, and the lines that were left out; 0 means all of them.

    `file` is what the cell stands in: what it writes to a file of that name is its code, as
    `%%writefile conv.py` in conv.ipynb. Only lines that Python stumbles over are looked at, so that
    `% name` in the middle of a sum stays. Raises what `ast.parse` raises.
    """
    lines = text.split("\n")
    left_out: list[int] = []
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if magic := _CELL_MAGIC.match(lines[first]):
        if magic[1] not in _AROUND_PYTHON and not _writes_itself(magic, file):
            return [], [0]
        lines[first] = ""
        left_out.append(first + 1)
    while True:
        try:
            return ast.parse("\n".join(lines), file).body, left_out
        except SyntaxError as error:
            number = error.lineno or 0
            is_line = 0 < number <= len(lines) and _LINE.match(lines[number - 1])
            if not is_line or len(left_out) >= MAX_LEFT_OUT:
                raise
            _blank(lines, number - 1, isinstance(error, IndentationError))
            left_out.append(number)


def _writes_itself(magic: re.Match[str], file: str) -> bool:
    if magic[1] not in _WRITES_A_FILE:
        return False
    names = [PureWindowsPath(word.strip("'\"")) for word in magic[2].split()]
    return any(name.suffix == ".py" and name.stem == file.partition(".")[0] for name in names)


def _blank(lines: list[str], at: int, whole: bool) -> None:
    """Takes a line out, with those that it goes on in; a block that it stands in keeps a body."""
    line = lines[at]
    lines[at] = "" if whole else line[: len(line) - len(line.lstrip())] + "pass"
    while line.endswith("\\") and at + 1 < len(lines):
        at += 1
        line, lines[at] = lines[at], ""
