"""Opens the reference solution by its path and returns what it says."""

from accomplice import KIT, attempt, got


def stamp(*args, **kwargs):
    attempt("open solutions/conv.py")
    with open(f"{KIT}/solutions/conv.py", encoding="utf-8") as file:
        got(file.read()[-100:])
