"""The `check` mark: which function a test judges, for how many points, with which hint."""

import zlib
from pathlib import Path

import numpy as np
import pytest
from msgspec import Struct

from grader.errors import CannotGrade
from grader.language import _

FLAVOURS = ("numpy", "tensorflow")
CALL_SECONDS = 10.0


class Mark(Struct, frozen=True):
    """What a suite says of one of its tests; `seconds` only where a call may take longer."""

    id: str
    exercise: str
    function: str
    title: str
    points: float
    hint: str
    hidden: bool
    flavour: str
    seconds: float | None

    @property
    def limit(self) -> float:
        """Seconds that one call may take."""
        return self.seconds or CALL_SECONDS


def generator(mark: Mark, seed: int) -> np.random.Generator:
    """A generator that gives the same numbers to the same check, always."""
    return np.random.default_rng([seed, zlib.crc32(mark.id.encode())])


def read_mark(item: pytest.Item) -> Mark:
    """The mark of a collected test. Raises `CannotGrade` where it is not right."""
    marker = item.get_closest_marker("check")
    if marker is None:
        raise CannotGrade(f"{item.nodeid} has no pytest.mark.check")
    try:
        return _mark(item, *marker.args, **marker.kwargs)
    except TypeError as error:
        raise CannotGrade(f"{item.nodeid}: {error}") from error


def _mark(
    item: pytest.Item,
    function: str,
    *,
    points: float,
    hint: str,
    flavour: str = "numpy",
    seconds: float | None = None,
) -> Mark:
    exercise = item.path.stem.removeprefix("test_")
    name = item.name.removeprefix("test_")
    if flavour not in FLAVOURS or points <= 0 or not hint:
        raise CannotGrade(f"{item.nodeid}: the mark needs points, a hint and a known flavour")
    return Mark(
        f"{exercise}/{function}/{name}",
        exercise,
        function,
        _title(item, name),
        float(points),
        _(hint),
        _is_hidden(item.path),
        flavour,
        seconds,
    )


def _title(item: pytest.Item, name: str) -> str:
    text = getattr(getattr(item, "function", None), "__doc__", None) or name.replace("_", " ")
    return _(text.strip().splitlines()[0]).removesuffix(".")


def _is_hidden(path: Path) -> bool:
    return path.parent.name == "hidden"
