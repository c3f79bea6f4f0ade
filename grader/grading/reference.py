"""Loads reference solutions. They run on the trusted side only."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from grader.errors import CannotGrade


def load_module(path: Path, name: str) -> ModuleType:
    """The module in the file `path`, imported as `name`. Raises `CannotGrade`."""
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise CannotGrade(f"The reference {path} is not there.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
