"""The texts of a lesson in percent format: blocks of its markdown cells, and docstrings."""

import re
import textwrap
from collections.abc import Callable, Iterator

Translate = Callable[[str], str]

# A markdown cell without its marker: all its lines are comments.
_CELL = re.compile(r"(?<=# %% \[markdown\]\n)(?:#.*\n)+")
# Lines with text up to the next empty one; a fenced example is one block whatever is in it.
_BLOCK = re.compile(r"(?:^# ```.*\n(?:#.*\n)*?# ```$)|(?:^# .+$(?:\n# (?!```).+$)*)", re.MULTILINE)
_DOCSTRING = re.compile(r'^(?P<indent> +)"""(?P<text>.*?)"""$', re.MULTILINE | re.DOTALL)


def texts(source: str) -> Iterator[str]:
    """Every text of a lesson, as it is to be translated."""
    found: list[str] = []

    def collect(text: str) -> str:
        found.append(text)
        return text

    translated(source, collect)
    yield from found


def translated(source: str, translate: Translate) -> str:
    """The lesson with every text replaced by its translation."""

    def cell(found: re.Match[str]) -> str:
        return _BLOCK.sub(lambda block: _block(block, translate), found[0])

    cells = _CELL.sub(cell, source)
    return _DOCSTRING.sub(lambda docstring: _docstring(docstring, translate), cells)


def _block(block: re.Match[str], translate: Translate) -> str:
    text = "\n".join(line.removeprefix("#").removeprefix(" ") for line in block[0].split("\n"))
    return "\n".join(f"# {line}".rstrip() for line in translate(text).split("\n"))


def _docstring(docstring: re.Match[str], translate: Translate) -> str:
    indent = docstring["indent"]
    text = textwrap.dedent(indent + docstring["text"]).rstrip()
    lines = textwrap.indent(translate(text), indent).lstrip()
    closing = f"\n{indent}" if "\n" in lines else ""
    return f'{indent}"""{lines}{closing}"""'
