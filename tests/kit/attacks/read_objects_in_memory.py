"""Walks all objects, frames and modules in search of expected values, suites and secrets."""

import gc
import sys

from accomplice import attempt, got


def stamp(*args, **kwargs):
    attempt("gc")
    frame = sys._getframe()
    while frame := frame.f_back:
        if {"expected", "reference", "mark", "item"} & set(frame.f_locals):
            got(frame.f_code.co_name)
    for name in sys.modules:
        if name.startswith(("solutions", "tests", "pytest", "grader.checks", "grader.grading")):
            got(name)
    for thing in gc.get_objects():
        if isinstance(thing, dict) and any("canary" in str(key) for key in list(thing)[:50]):
            got(thing)
