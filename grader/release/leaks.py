"""Looks for solutions and hidden checks in what students are about to get."""

import ast
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from grader.course.course import Course
from grader.errors import CannotGrade
from grader.release.bundle import RECORDED, Files
from grader.stubs import stubs

LONG = 24  # characters beside spaces; what is shorter, anyone may have written


class Secret(Struct, frozen=True):
    """A text that must not go out, without its white space; its kind, and where it stands."""

    text: bytes
    what: str
    place: str


def check_leaks(course: Course, files: Files) -> None:
    """Raises `CannotGrade` if a file has some of a solution, a hidden check or a known mistake."""
    secrets = [*_checks(course), *_mistakes(course), *_solutions(course)]
    for name, content in files.items():
        lines = [_squeezed(line) for line in _text(name, content).split(b"\n")]
        text, ends = b"".join(lines), list(accumulate(map(len, lines)))
        for secret in secrets:
            at = text.find(secret.text)
            if at >= 0:
                raise _leak(name, bisect_right(ends, at) + 1, secret)


def _leak(name: str, line: int, secret: Secret) -> CannotGrade:
    return CannotGrade(
        f"Nothing was released: {name}, line {line}, has {secret.what} of {secret.place}.\n"
        f"Students get {name}. Write that place in another way, or take it out."
    )


def _text(name: str, content: bytes) -> bytes:
    """Returns the text of a file; of recorded answers, each text in them on a line."""
    if name != RECORDED:
        return content
    return "\n".join(_strings(msgspec.msgpack.decode(zlib.decompress(content)))).encode()


def _strings(value: Any) -> Iterator[str]:
    """All texts in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(key)
            yield from _strings(item)


def _squeezed(text: bytes) -> bytes:
    return b"".join(text.split())


def _solutions(course: Course) -> Iterator[Secret]:
    """Every long line of a solution that does not stand in the stub, too."""
    shared = "\n".join(stubs(course).values()).encode().split(b"\n")
    given = {_squeezed(line) for line in shared}
    for file in sorted(course.solutions.glob("*.py")):
        inside = False
        for number, line in enumerate(file.read_bytes().split(b"\n"), 1):
            text = _squeezed(line)
            inside = text != b"###ENDSOLUTION" and (inside or text == b"###BEGINSOLUTION")
            if inside and len(text) >= LONG and text not in given:
                yield Secret(text, "a line", f"{_name(file, course)}, line {number}")


def _checks(course: Course) -> Iterator[Secret]:
    """The code of every hidden check, and its title where no public check has the same."""
    public = {
        _title(function) for file in course.public.glob("*.py") for function in _functions(file)
    }
    for file in sorted(course.hidden.glob("*.py")):
        for function in _functions(file):
            place = f"{_name(file, course)}, {function.name}"
            title = _title(function)
            if title and title not in public and function.name.startswith("test_"):
                yield Secret(_squeezed(title.encode()), "the title", place)
            yield from _code(file, function, place)


def _mistakes(course: Course) -> Iterator[Secret]:
    """The code of every known mistake."""
    for file in sorted((course.root / "tests" / "feedback").glob("**/*.py")):
        if file.parent.name in course.points and file != course.mistakes(file.parent.name):
            continue  # symptoms and scenes are released
        for function in _functions(file):
            yield from _code(file, function, f"{_name(file, course)}, {function.name}")


def _title(function: ast.FunctionDef) -> str:
    return (ast.get_docstring(function) or "").partition("\n")[0]


def _functions(file: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def _code(file: Path, function: ast.FunctionDef, place: str) -> Iterator[Secret]:
    """All of a function below its docstring, unless that is short."""
    lines = file.read_bytes().split(b"\n")
    first, last = function.body[ast.get_docstring(function) is not None :][:1], function.body[-1]
    if first:
        code = _squeezed(b"".join(lines[first[0].lineno - 1 : last.end_lineno]))
        if len(code) >= LONG:
            yield Secret(code, "the code", place)


def _name(file: Path, course: Course) -> str:
    return file.relative_to(course.root).as_posix()
