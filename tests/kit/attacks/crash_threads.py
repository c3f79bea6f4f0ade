"""Starts hundreds of threads with the smallest stack.

How many there can be depends on the user: root is exempt from the limit on them. What counts is
that nobody else's grade suffers and that nothing is left.
"""

import threading

from accomplice import attempt


def stamp(*args, **kwargs):
    attempt("threads")
    threading.stack_size(32 * 1024)
    end = threading.Event()
    started = 0
    try:
        while started < 300:
            threading.Thread(target=end.wait, daemon=True).start()
            started += 1
    except RuntimeError as error:
        print(error)
    end.set()
