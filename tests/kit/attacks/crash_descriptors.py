"""Opens files and pipes until there are no more descriptors."""

import os

from accomplice import attempt, got

kept = []


def stamp(*args, **kwargs):
    attempt("descriptors")
    try:
        while len(kept) < 4000:
            kept.extend(os.pipe())
        got(f"{len(kept)} descriptors")
    except OSError as error:
        print(error)
