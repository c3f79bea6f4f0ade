"""Answers from atexit handlers, finalizers and excepthooks, when its process comes to its end."""
# Proof: crashed, error

import atexit
import sys
import weakref

from accomplice import send


def answer(*args):
    send({"type": "returned", "value": 2.0, "arguments": [], "printed": ""})


def stamp(*args, **kwargs):
    atexit.register(answer)
    weakref.finalize(stamp, answer)
    sys.excepthook = sys.unraisablehook = answer
    raise SystemExit(0)
