"""Brings the catalogues of translations up to date with the texts of the kit.

`python -m grader.catalog` reads every text, adds the new ones to `grader/locale/*/*.po`, drops
those that are gone, and compiles. It needs Babel (extra `dev`).
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from grader.grading.course import Course, find_course
from grader.hints import read_hints
from grader.language import CATALOGUES, LANGUAGES
from grader.lesson import texts

KEYWORDS = {"_": None, "plural": (1, 2)}
DOMAIN = "grader"

Message = str | tuple[str, str]


def messages(course: Course) -> Iterator[Message]:
    """Every text that a student can read, once."""
    found = (*_in_code(course), *_in_suites(course), *_in_tables(course), *_in_lessons(course))
    yield from dict.fromkeys(found)


def _in_code(course: Course) -> Iterator[Message]:
    for file in sorted([*course.root.glob("grader/**/*.py"), *course.root.glob("tests/*/*.py")]):
        if "kit" not in file.parts:
            for _line, message, _comments, _context in extract_from_file(
                "python", str(file), KEYWORDS
            ):
                yield message if isinstance(message, str) else (message[0], message[1])


def _in_suites(course: Course) -> Iterator[str]:
    """Titles and hints of checks."""
    for file in course.suite_files(list(course.points)):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield (ast.get_docstring(node) or "").splitlines()[0]
                yield from _keyword(node, "hint")


def _keyword(node: ast.FunctionDef, name: str) -> Iterator[str]:
    calls = (each for each in node.decorator_list if isinstance(each, ast.Call))
    for keyword in (keyword for call in calls for keyword in call.keywords):
        if keyword.arg == name:
            yield ast.literal_eval(keyword.value)


def _in_tables(course: Course) -> Iterator[str]:
    """Hints of functions, and the sentences of known mistakes."""
    for functions in read_hints(course.hints).values():
        for hints in functions.values():
            yield from (hints.question, hints.look)
    tables = ("grader/diagnosis/*.py", "tests/misconceptions/*.py", "tests/symptoms/*.py")
    for file in (file for table in tables for file in sorted(course.root.glob(table))):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SENTENCES":
                yield from ast.literal_eval(node.value).values()


def _in_lessons(course: Course) -> Iterator[str]:
    for name in course.points:
        yield from texts((course.exercises / f"{name}.py").read_text(encoding="utf-8"))


def update(course: Course, language: str) -> list[Any]:
    """Writes the catalogue of a language; the messages that it does not translate yet."""
    place = CATALOGUES[0] / language / "LC_MESSAGES"
    place.mkdir(parents=True, exist_ok=True)
    catalog = read_catalog(language)
    fresh = Catalog(language, DOMAIN, charset="utf-8")
    for message in messages(course):
        known = catalog.get(message if isinstance(message, str) else message[0])
        fresh.add(message, known.string if known else None)
    _write(fresh, place / f"{DOMAIN}.po", place / f"{DOMAIN}.mo")
    return [each.id for each in fresh if each.id and not _is_translated(each.string)]


def read_catalog(language: str) -> Catalog:
    """The catalogue as it is; an empty one where there is none."""
    file = CATALOGUES[0] / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not file.is_file():
        return Catalog(language, DOMAIN)
    with file.open("rb") as stream:
        return read_po(stream, language, DOMAIN)


def _write(catalog: Catalog, po: Path, mo: Path) -> None:
    with po.open("wb") as stream:
        write_po(stream, catalog, width=100, no_location=True, omit_header=False)
    with mo.open("wb") as stream:
        write_mo(stream, catalog)


def _is_translated(string: Any) -> bool:
    return bool(string) and all(string)


if __name__ == "__main__":
    kit = find_course()
    for language in LANGUAGES[1:]:
        update(kit, language)
