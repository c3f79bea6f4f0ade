"""The tokens of a source, in which names, texts, comments and blank space make no difference."""

import io
import keyword
import tokenize
from collections.abc import Iterator
from contextlib import suppress

from grader.sandbox.wire.messages import Source
from grader.sandbox.wire.reader_messages import MAX_TOKENS, Tokens

NAME, TEXT = "n", "s"  # one sign for every name and for every text
_SHOWN = (tokenize.NUMBER, tokenize.OP)
_LONGEST = 20


def tokens(source: Source) -> Tokens:
    """The tokens of a script, or of all cells one below the other, and the line of each.

    What cannot be told apart into tokens ends its script or cell.
    """
    signs: list[str] = []
    lines: list[int] = []
    above = 0
    for part in (source,) if isinstance(source, bytes) else source:
        text = part.decode("utf-8", "replace")
        for sign, line in _signs(text):
            if len(signs) < MAX_TOKENS:
                signs.append(sign[:_LONGEST])
                lines.append(above + line)
        above += text.count("\n") + 1
    return Tokens(tuple(signs), tuple(lines))


def _signs(text: str) -> Iterator[tuple[str, int]]:
    before = tokenize.NEWLINE
    with suppress(tokenize.TokenError, SyntaxError, RecursionError):
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.NAME:
                yield token.string if keyword.iskeyword(token.string) else NAME, token.start[0]
            elif token.type == tokenize.STRING and before not in _BEGINNINGS:  # no docstring
                yield TEXT, token.start[0]
            elif token.type in _SHOWN:
                yield token.string, token.start[0]
            if token.type not in (tokenize.COMMENT, tokenize.NL):
                before = token.type


_BEGINNINGS = (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
