"""Imports the solutions and suites by name, by path and by way of the import system's tools."""

import importlib
import importlib.util
import linecache
import runpy
import sys
import zipimport

from accomplice import KIT, attempt_each


def _from_file():
    spec = importlib.util.spec_from_file_location("reference", f"{KIT}/solutions/conv.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.CANARY


def stamp(*args, **kwargs):
    sys.path.insert(0, KIT)
    importlib.invalidate_caches()
    attempt_each(
        name=lambda: importlib.import_module("solutions.conv").CANARY,
        suite=lambda: importlib.import_module("tests.hidden.test_conv").CANARY,
        file=_from_file,
        runpy=lambda: runpy.run_path(f"{KIT}/solutions/conv.py")["CANARY"],
        zip=lambda: zipimport.zipimporter(f"{KIT}/solutions"),
        lines=lambda: linecache.getlines(f"{KIT}/solutions/conv.py")[0],
        grader=lambda: importlib.import_module("grader.checks.compare").same,
    )
