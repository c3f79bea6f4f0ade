"""Takes memory until there is no more, and keeps what it got when told so."""
# Proof: memory

import numpy as np

kept = []


def stamp(*args, **kwargs):
    while len(kept) < 100:
        try:
            kept.append(np.empty(2**33))
        except MemoryError:
            kept.append(np.empty(2**28, np.uint8))
