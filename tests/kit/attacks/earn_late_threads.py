"""Leaves a thread behind that answers when nobody asks any more."""

import threading
import time

from accomplice import attempt, send


def later():
    time.sleep(0.02)
    send({"type": "returned", "value": 2.0, "arguments": [], "printed": ""})


def stamp(*args, **kwargs):
    attempt("a late answer")
    threading.Thread(target=later, daemon=True).start()
    return 0.0
