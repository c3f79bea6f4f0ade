"""Text that came from a student, made fit to be shown."""

import re

# Control and formatting characters, and lone surrogates: what could steer a terminal.
_UNPRINTABLE = re.compile(
    "[^\n\x20-\x7e\xa0-\u061b\u061d-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\uf900-\ufefe"
    "\uff00-\ufff8\ufffc-\U000e0000\U000e0100-\U0010ffff]"
)


# A colour or a move of the cursor, and the ways back to the start of a line.
_SEQUENCE = re.compile("\x1b\\[[0-?]*[ -/]*[@-~]")
_START_AGAIN = re.compile("\r\n|[\r\b]+")


def printable(text: str) -> str:
    """`text` without control sequences; line breaks stay."""
    plain = _START_AGAIN.sub("\n", _SEQUENCE.sub("", text)).replace("\t", "    ")
    return _UNPRINTABLE.sub("\ufffd", plain)


def shortened(text: str, limit: int) -> str:
    """Printable text of at most `limit` characters."""
    shown = printable(text).strip()
    return shown if len(shown) <= limit else f"{shown[: limit - 3]}..."
