"""Brings the catalogues of translations up to date with the texts of the kit.

`python -m grader.catalog` reads every text, adds the new ones to the `grader.po` of each language,
drops those that are gone, compiles, and names those that nobody has translated yet. It needs Babel
(extra `dev`).
"""

import ast
import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from grader import __version__
from grader.course.course import Course, find_course
from grader.course.hints import read_hints
from grader.course.lesson import parts, write_page
from grader.language import CATALOGUES, DOMAIN, LANGUAGES
from grader.stubs import stubs

Keywords = Mapping[str, tuple[int, ...] | None]

KEYWORDS: Keywords = {"_": None, "N_": None, "plural": (1, 2)}
MISTAKES: Keywords = {"mistake": (2,)}  # the sentence of a known mistake stands behind its id
SENTENCES = "SENTENCES"  # what tables of known mistakes are called

_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # the same texts make the same files
_UNUSED = (b'"Report-Msgid', b'"POT-Creation', b'"PO-Revision', b'"Last-Translator')

Message = str | tuple[str, str]
Place = tuple[Message, Path]  # a message and a file that says it


def messages(course: Course) -> tuple[dict[Message, list[str]], dict[Message, list[str]]]:
    """Every text that a student can read, of the whole kit and of the hidden checks alone.

    With each go the files that say it. Lessons are not among them: they have pages of their own.
    """
    shown = _located(course, _shown(course))
    hidden = _located(course, _in_suites(course.hidden))
    return shown, {text: files for text, files in hidden.items() if text not in shown}


def _located(course: Course, places: Iterable[Place]) -> dict[Message, list[str]]:
    found: dict[Message, list[str]] = {}
    for message, file in places:
        name = file.relative_to(course.root).as_posix()
        if name not in found.setdefault(message, []):
            found[message].append(name)
    return found


def _shown(course: Course) -> Iterator[Place]:
    grader, tests = course.root / "grader", course.root / "tests"

    def files(kind: Callable[[str], Path]) -> list[Path]:
        return [file for file in map(kind, course.points) if file.is_file()]

    yield from _called(sorted(grader.rglob("*.py")), "python")
    yield from _called(sorted(grader.rglob("*.html")), "jinja2")
    yield from _called([tests / "conftest.py", *files(course.scenes)], "python")
    yield from _in_suites(course.public)
    for exercise, functions in read_hints(course).items():
        for hints in functions.values():
            yield from ((text, course.hints(exercise)) for text in (hints.question, hints.look))
    tables = sorted((grader / "diagnosis").glob("*.py"))
    yield from _in_tables([*tables, *files(course.symptoms), *files(course.mistakes)])
    shared = [course.shared_steps] if course.shared_steps.is_file() else []
    yield from _called([*shared, *files(course.mistakes)], "python", MISTAKES)


def _called(files: Iterable[Path], method: str, keywords: Keywords = KEYWORDS) -> Iterator[Place]:
    """The texts that are handed to `_` and its like."""
    for file in files:
        for _line, message, _comments, _context in extract_from_file(method, file, keywords):
            yield (message if isinstance(message, str) else (message[0], message[1])), file


def _in_suites(folder: Path) -> Iterator[Place]:
    """Titles and hints of checks, and what they say."""
    files = sorted(folder.glob("test_*.py"))
    for file in files:
        nodes = ast.parse(file.read_text(encoding="utf-8")).body
        shared = dict(_constants(nodes))
        for node in nodes:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield (ast.get_docstring(node) or "").splitlines()[0], file
                yield from ((hint, file) for hint in _hints(node, shared))
    yield from _called(files, "python")


def _constants(nodes: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    """The texts that several checks share, by name."""
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            yield ast.unparse(node.targets[0]), str(node.value.value)


def _hints(node: ast.FunctionDef, shared: dict[str, str]) -> Iterator[str]:
    calls = (each for each in node.decorator_list if isinstance(each, ast.Call))
    for keyword in (keyword for call in calls for keyword in call.keywords):
        if keyword.arg == "hint":
            value = keyword.value
            yield shared[value.id] if isinstance(value, ast.Name) else ast.literal_eval(value)


def _in_tables(files: Iterable[Path]) -> Iterator[Place]:
    for file in files:
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == SENTENCES:
                yield from ((text, file) for text in ast.literal_eval(node.value).values())


def updated(known: Catalog, wanted: Mapping[Message, list[str]]) -> Catalog:
    """A catalogue of the wanted messages, translated where `known` has them."""
    locale = known.locale
    assert locale is not None
    catalog = Catalog(
        locale,
        DOMAIN,
        header_comment="# What a student reads. `python -m grader.catalog` adds new texts.",
        project="CNN exercise kit",
        version=__version__,
        creation_date=_DATE,
        language_team=locale.get_language_name("en"),
        fuzzy=False,
    )
    for message, files in wanted.items():
        same = known.get(message if isinstance(message, str) else message[0])
        # A line would be another one with every change of the file.
        locations = [(file, 0) for file in files]
        catalog.add(message, same.string if same else None, locations)
    return catalog


def missing(catalog: Catalog) -> list[str]:
    """The texts without a translation."""
    return [str(each.id) for each in catalog if each.id and not (each.string and all(each.string))]


def file_of(language: str, place: Path) -> Path:
    """Where the catalogue of a language lies in `place`, one of `CATALOGUES`."""
    return place / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read_catalog(file: Path, language: str) -> Catalog:
    """The catalogue as it is; an empty one where there is none."""
    if not file.is_file():
        return Catalog(language, DOMAIN)
    with file.open("rb") as stream:
        return read_po(stream, language, DOMAIN)


def write_catalog(catalog: Catalog, file: Path) -> None:
    """Writes it to be edited (`.po`), and compiled beside that (`.mo`)."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(text, catalog, width=100, include_lineno=False)
    lines = text.getvalue().splitlines(keepends=True)
    file.write_bytes(b"".join(line for line in lines if not line.startswith(_UNUSED)))
    with file.with_suffix(".mo").open("wb") as stream:
        write_mo(stream, catalog)


def begin_pages(course: Course, language: str) -> None:
    """Writes the pages of lessons that have none, in English, to be translated there."""
    for name, text in stubs(course).items():
        page = course.page(name.removesuffix(".py"), language)
        if not page.exists():
            page.write_text(write_page(parts(text)), encoding="utf-8")
            sys.stdout.write(f"{page} is in English yet\n")


def main() -> None:
    """Updates every catalogue, and says which texts nobody has translated yet."""
    course = find_course()
    for language in LANGUAGES[1:]:
        begin_pages(course, language)
        for place, wanted in zip(CATALOGUES, messages(course), strict=True):
            file = file_of(language, place)
            catalog = updated(read_catalog(file, language), wanted)
            write_catalog(catalog, file)
            for text in missing(catalog):
                sys.stdout.write(f"{language} lacks: {text!r}\n")


if __name__ == "__main__":
    main()
