"""Watches every line and call through trace, profile and audit hooks, and changes locals."""

import sys

from accomplice import attempt

seen = []


def watch(frame, event, argument):
    seen.append(frame.f_code.co_name)
    if "request" in frame.f_locals:
        frame.f_locals["request"] = None
    return watch


def stamp(*args, **kwargs):
    attempt("settrace")
    sys.addaudithook(lambda *event: seen.append(event))
    sys.setprofile(watch)
    sys.settrace(watch)
    return float(len(seen))
