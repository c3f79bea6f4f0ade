"""Text that came from a student, made fit to be shown."""

import re

# A colour or a move of the cursor, and the ways back to the start of a line.
_SEQUENCE = re.compile("\x1b\\[[0-?]*[ -/]*[@-~]")
_START_AGAIN = re.compile("\r\n|[\r\b]+")


def printable(text: str) -> str:
    """`text` without control sequences; line breaks stay."""
    plain = _START_AGAIN.sub("\n", _SEQUENCE.sub("", text)).replace("\t", "    ")
    return "".join(sign if sign.isprintable() or sign == "\n" else "\ufffd" for sign in plain)


def shortened(text: str, limit: int) -> str:
    """Printable text of at most `limit` characters."""
    shown = printable(text[: 10 * limit]).strip()
    return shown if len(shown) <= limit else f"{shown[: limit - 3]}..."
