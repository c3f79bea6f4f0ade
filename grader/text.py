"""Text that came from a student, made fit to be shown."""

import re

# Control and formatting characters, and lone surrogates: what could steer a terminal.
_UNPRINTABLE = re.compile(
    "[^\n\x20-\x7e\xa0-\u061b\u061d-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\uf900-\ufefe"
    "\uff00-\ufff8\ufffc-\U000e0000\U000e0100-\U0010ffff]"
)


def printable(text: str) -> str:
    """`text` without control sequences; line breaks stay."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\t", "    ").replace("\r\n", "\n"))


def shortened(text: str, limit: int) -> str:
    """Printable text of at most `limit` characters."""
    shown = printable(text).strip()
    return shown if len(shown) <= limit else f"{shown[: limit - 3]}..."
