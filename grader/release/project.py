"""The `pyproject.toml` of a student's copy: what installs the grader, and the points."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from grader.errors import CannotGrade

_POINTS = "tool.grader.points"
_KEPT = ("grader", "setuptools")  # of the tools' tables
_TABLE = re.compile(r"(?=^\[)", re.MULTILINE)
_EXTRA = re.compile(r"^dev\s*=\s*\[.*?\]\n", re.MULTILINE | re.DOTALL)
_COMMENT_OF_NEXT = re.compile(r"(?:^#.*\n)+\Z", re.MULTILINE)


def without_development(text: str) -> str:
    """Removes the extra `dev` and the settings of its tools from the text of a `pyproject.toml`.

    Raises `CannotGrade` where that cannot be told from the text.
    """
    kept = [table for table in _tables(text) if not _is_a_tools(table)]
    shorter = _EXTRA.sub("", "".join(kept)).rstrip() + "\n"
    try:
        found = tomllib.loads(shorter)
    except tomllib.TOMLDecodeError:
        found = {}
    if found != _wanted(tomllib.loads(text)):
        raise CannotGrade(
            "pyproject.toml is laid out in a way that release cannot shorten.\n"
            'Write each table under a [header] of its own, and dev = ["...", "..."] in '
            "[project.optional-dependencies]."
        )
    return shorter


def with_points(text: str, points: Mapping[str, float]) -> str:
    """Leaves of the table of points only the lines of these exercises.

    Raises `CannotGrade` where that cannot be told from the text.
    """
    changed = "".join(_without_others(table, points) for table in _tables(text))
    if tomllib.loads(changed)["tool"]["grader"]["points"] != points:
        raise CannotGrade(
            "pyproject.toml is laid out in a way that release cannot shorten.\n"
            "Write each exercise on a line of its own under [tool.grader.points]."
        )
    return changed


def _without_others(table: str, points: Mapping[str, float]) -> str:
    if not re.search(rf"^\[{re.escape(_POINTS)}\]", table, re.MULTILINE):
        return table
    lines = table.splitlines(keepends=True)
    kept = (line for line in lines if (name := _key(line)) is None or name in points)
    return "".join(kept)


def _key(line: str) -> str | None:
    found = re.match(r"""\s*["']?([\w-]+)["']?\s*=""", line)
    return found and found[1]


def _tables(text: str) -> list[str]:
    """The tables of a TOML text, each with its header and the comments above it."""
    parts = _TABLE.split(text)
    tables = []
    comment = ""
    for part in parts:
        above, comment = comment, "".join(_COMMENT_OF_NEXT.findall(part))
        tables.append(above + part.removesuffix(comment))
    return tables


def _is_a_tools(table: str) -> bool:
    header = re.search(r"^\[+tool\.([\w-]+)", table, re.MULTILINE)
    return header is not None and header[1] not in _KEPT


def _wanted(project: dict[str, Any]) -> dict[str, Any]:
    project["project"].get("optional-dependencies", {}).pop("dev", None)
    tools = {name: table for name, table in project["tool"].items() if name in _KEPT}
    return {**project, "tool": tools}
