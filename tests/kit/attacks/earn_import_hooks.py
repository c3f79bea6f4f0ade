"""Puts itself in front of every import and pretends to be pytest, the suite and the reference."""

import sys
from types import ModuleType

from accomplice import attempt


class Always:
    def find_spec(self, name, path=None, target=None):
        attempt(f"import {name}")


def stamp(*args, **kwargs):
    sys.meta_path.insert(0, Always())
    for name in ("pytest", "solutions", "solutions.conv", "grader.checks", "reference_conv"):
        sys.modules[name] = ModuleType(name)
        sys.modules[name].same = lambda *args, **kwargs: None
    attempt("meta_path")
    import colorsys  # noqa: F401

    return 0.0
