"""Makes symbolic and hard links to the solutions in its own folder and reads through them."""

import os
import shutil

from accomplice import KIT, attempt_each


def _through(link):
    link(f"{KIT}/solutions/conv.py", f"{link.__name__}.py")
    with open(f"{link.__name__}.py") as file:
        return file.read()[-99:]


def stamp(*args, **kwargs):
    attempt_each(
        hard=lambda: _through(os.link),
        symbolic=lambda: _through(os.symlink),
        moved=lambda: _through(os.rename),
        copied=lambda: _through(shutil.copy),
        folder=lambda: os.symlink(KIT, "kit") or os.listdir("kit"),
    )
