"""What a student starts from: the text of an exercise, its sections, the stubs of its functions."""

import re

from msgspec import Struct

from grader.course.course import Course
from grader.course.lesson import in_language
from grader.errors import CannotGrade
from grader.language import _
from grader.stubs import stub

_CELL = re.compile(r"^# %%(?P<markdown> \[markdown\])?[^\n]*\n", re.MULTILINE)
# A definition with all lines that belong to it: indented ones, empty ones, closing brackets.
_DEFINITION = r"^(?:@[^\n]*\n)*def {name}\b[^\n]*\n(?:(?:[ \t)\]}}][^\n]*)?\n)*(?:[ \t][^\n]*)?"
_DOCSTRING = re.compile(r'^(?P<head>.*?:)\n +"""(?P<text>.*?)"""', re.DOTALL)


class Section(Struct, frozen=True):
    """A section of a lesson: its Markdown, and the function below it, if there is one."""

    markdown: str
    signature: str = ""
    docstring: str = ""


def worksheet(course: Course, exercise: str) -> str:
    """Returns the text that a student starts from, in the chosen language. Raises `CannotGrade`."""
    solution, copied = course.solutions / f"{exercise}.py", course.stubs / f"{exercise}.py"
    if solution.is_file():
        return in_language(course, exercise, stub(solution.read_text(encoding="utf-8")))
    if not copied.is_file():
        text = _("{file} is not in this copy of the kit. Get the copy once more.")
        raise CannotGrade(text.format(file=copied))
    return copied.read_text(encoding="utf-8")


def section(text: str, function: str) -> Section:
    """Returns the section above a function; without one, the beginning of the lesson."""
    markdown: list[str] = []
    for is_markdown, cell in _cells(text):
        if is_markdown:
            markdown.append(_bare(cell))
            continue
        found = re.search(r"^def (\w+)", cell, re.MULTILINE)
        if not function:
            break
        if found is not None and found[1] == function:
            return Section("\n\n".join(markdown), *_parts(definition(cell, function)))
        markdown.clear()
    return Section("\n\n".join(markdown))


def definition(text: str, function: str) -> str:
    """Returns the text of a function without empty lines at its end; empty if there is none."""
    found = re.search(_DEFINITION.format(name=re.escape(function)), text, re.MULTILINE)
    return found[0].rstrip() if found else ""


def with_definition(text: str, function: str, new: str) -> str:
    """Puts `new` in the place of a function, of which there may be several; at the end if none."""
    pattern = re.compile(_DEFINITION.format(name=re.escape(function)), re.MULTILINE)
    places = iter([True])

    def replaced(found: re.Match[str]) -> str:
        space = found[0][len(found[0].rstrip()) :] or "\n"
        return f"{new}{space}" if next(places, False) else ""

    if pattern.search(text):
        return pattern.sub(replaced, text)
    return f"{text.rstrip()}\n\n\n{new}\n"


def _cells(text: str) -> list[tuple[bool, str]]:
    marks = list(_CELL.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [
        (bool(mark["markdown"]), text[mark.end() : end])
        for mark, end in zip(marks, ends, strict=True)
    ]


def _bare(cell: str) -> str:
    lines = (line.removeprefix("#").removeprefix(" ") for line in cell.strip().split("\n"))
    return "\n".join(lines)


def _parts(code: str) -> tuple[str, str]:
    """The signature and the docstring of a function."""
    found = _DOCSTRING.search(code)
    if found is None:
        return code, ""
    lines = [line.removeprefix("    ") for line in found["text"].strip().split("\n")]
    return found["head"], "\n".join(lines)
