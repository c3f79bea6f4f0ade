"""Lists and opens everything that holds a secret, by every path it can think of."""

import os
from pathlib import Path

from accomplice import HOME, KIT, NEIGHBOUR, attempt_each


def stamp(*args, **kwargs):
    attempt_each(
        moved=lambda: (os.chdir(KIT), Path("solutions/conv.py").read_text()[-99:]),
        hidden=lambda: Path(f"{KIT}/tests/hidden/test_conv.py").read_text()[-99:],
        home=lambda: Path(f"{HOME}/secret.txt").read_text(),
        neighbour=lambda: Path(f"{NEIGHBOUR}/conv.py").read_text()[-99:],
        beside=lambda: Path(f"{NEIGHBOUR}/../attacker/secret.txt").read_text(),
        listing=lambda: os.listdir(KIT),
        walk=lambda: list(os.scandir(os.path.expanduser("~root"))),
        passwords=lambda: Path("/etc/passwd").read_text()[:99],
    )
