"""The texts of a lesson: in English they stand in the solution, in other languages on a page.

A page is Markdown, such as `solutions/conv.ko.md`: the headings, paragraphs, lists, tables and
examples of the lesson in their order, and each docstring in a fence that names its function.
"""

import doctest
import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from msgspec import Struct

from grader.course.course import Course
from grader.errors import CannotGrade
from grader.language import LANGUAGES, current

# A markdown cell without its marker: all its lines are comments.
_CELL = re.compile(r"(?<=# %% \[markdown\]\n)(?:#.*\n)+")
# Lines with text up to the next empty one; a fenced example is one block whatever is in it.
_BLOCK = re.compile(r"(?:^# ```.*\n(?:#.*\n)*?# ```$)|(?:^# .+$(?:\n# (?!```).+$)*)", re.MULTILINE)
_DOCSTRING = re.compile(
    r"^(?P<head>def (?P<name>\w+)\([^\n]*\n(?:(?!def |#)[^\n]*\n)*?)"
    r'(?P<indent> +)"""(?P<text>.*?)"""$',
    re.MULTILINE | re.DOTALL,
)
_SOLVED = re.compile(r"### BEGIN SOLUTION\n.*?### END SOLUTION", re.DOTALL)
_ON_PAGE = re.compile(
    r"^```docstring (?P<name>\w+)\n(?P<text>.*?)\n```$"
    r"|^```.*?\n```$"
    r"|^(?!```)[^\n]+$(?:\n(?!```)[^\n]+$)*",
    re.MULTILINE | re.DOTALL,
)
_FENCE = "```docstring {name}\n{text}\n```"
_KINDS = {"```": "example", "#": "heading", "|": "table", "- ": "list", "1. ": "list"}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")  # 0 does not count: a language may have a word for it


class Part(Struct, frozen=True):
    """A text of a lesson: what it is, and for a docstring the function that it belongs to."""

    kind: str
    text: str
    function: str = ""

    @property
    def form(self) -> str:
        """What must be the same in every language."""
        if self.kind == "heading":
            return f"heading {self.text.split(' ')[0]}"
        return f"docstring of {self.function}" if self.function else self.kind


def parts(lesson: str) -> tuple[Part, ...]:
    """The texts of an exercise, from top to bottom. Those inside a solution do not count."""
    lesson = _SOLVED.sub("", lesson)
    found = [
        (cell.start() + block.start(), _part(_bare(block[0])))
        for cell in _CELL.finditer(lesson)
        for block in _BLOCK.finditer(cell[0])
    ]
    for each in _DOCSTRING.finditer(lesson):
        text = textwrap.dedent(each["indent"] + each["text"]).rstrip()
        found.append((each.start(), Part("docstring", text, each["name"])))
    return tuple(part for _place, part in sorted(found, key=lambda each: each[0]))


def read_page(page: str) -> tuple[Part, ...]:
    """The texts on a page, from top to bottom."""
    return tuple(
        Part("docstring", each["text"], each["name"]) if each["name"] else _part(each[0])
        for each in _ON_PAGE.finditer(page)
    )


def write_page(texts: Iterable[Part]) -> str:
    """The page with these texts. One with the English texts is what a translator begins with."""
    fenced = (
        _FENCE.format(name=each.function, text=each.text) if each.function else each.text
        for each in texts
    )
    return "\n\n".join(fenced) + "\n"


def _part(text: str) -> Part:
    kinds = (kind for mark, kind in _KINDS.items() if text.startswith(mark))
    return Part(next(kinds, "paragraph"), text)


def _bare(block: str) -> str:
    return "\n".join(line.removeprefix("#").removeprefix(" ") for line in block.split("\n"))


def in_language(course: Course, exercise: str, lesson: str) -> str:
    """A lesson, with or without its solution, in the chosen language; English if it has no page.

    Raises `CannotGrade` where the page is not that of this lesson.
    """
    page = course.page(exercise, current())
    if current() == LANGUAGES[0] or not page.is_file():
        return lesson
    text = page.read_text(encoding="utf-8")
    for difference in differences(lesson, text):
        raise CannotGrade(
            f"{page.relative_to(course.root)}, {difference}\n"
            "python -m grader verify names all such places."
        )
    return translated(lesson, text)


def translated(lesson: str, page: str) -> str:
    """The lesson with the texts of its page, which has no `differences` from it."""
    found = read_page(page)
    blocks = iter(each.text for each in found if not each.function)
    docstrings = {each.function: each.text for each in found if each.function}
    cells = _CELL.sub(lambda cell: _BLOCK.sub(lambda _: _comment(next(blocks)), cell[0]), lesson)
    return _DOCSTRING.sub(lambda each: _docstring(each, docstrings), cells)


def _comment(text: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in text.split("\n"))


def _docstring(found: re.Match[str], texts: dict[str, str]) -> str:
    if found["name"] not in texts:
        return found[0]
    indent = found["indent"]
    lines = textwrap.indent(texts[found["name"]], indent).lstrip()
    closing = f"\n{indent}" if "\n" in lines else ""
    return f'{found["head"]}{indent}"""{lines}{closing}"""'


def differences(lesson: str, page: str) -> Iterator[str]:
    """A sentence for each section of a page that is not built as that of its lesson."""
    english, other = _sections(parts(lesson)), _sections(read_page(page))
    forms = [[tuple(part.form for part in each) for each in those] for those in (english, other)]
    same = SequenceMatcher(a=forms[0], b=forms[1], autojunk=False)
    nothing: tuple[Part, ...] = ()
    for _tag, *(first, last, begin, end) in same.get_opcodes():
        pairs = zip_longest(english[first:last], other[begin:end], fillvalue=nothing)
        for wanted, found in pairs:
            yield from _differing(wanted, found)


def _sections(texts: Iterable[Part]) -> list[tuple[Part, ...]]:
    """The texts under each heading, the heading first."""
    sections: list[list[Part]] = []
    for each in texts:
        if each.kind == "heading" or not sections:
            sections.append([])
        sections[-1].append(each)
    return [tuple(section) for section in sections]


def _differing(wanted: tuple[Part, ...], found: tuple[Part, ...]) -> Iterator[str]:
    """What is wrong with a section; one of the two may not be there."""
    name = f"section {(found or wanted)[0].text.strip('# ')!r}"
    asked, given = (Counter(each.form for each in texts) for texts in (wanted, found))
    if not found:
        yield f"{name} is missing"
    elif not wanted:
        yield f"{name} is not in the lesson"
    elif asked != given:
        forms = [each for each in {**asked, **given} if asked[each] != given[each]]
        counts = (f"{each}: {given[each]}, not {asked[each]} as in English" for each in forms)
        yield f"{name}: {'; '.join(counts)}"
    elif [each.form for each in wanted] != [each.form for each in found]:
        yield f"{name}: the texts stand in another order than in English"
    else:
        pairs = zip(wanted, found, strict=True)
        changed = [one.form for one, other in pairs if _fixed(one) != _fixed(other)]
        yield from (
            f"{name}: {each} has other numbers or examples than in English" for each in changed
        )


def _fixed(part: Part) -> list[object]:
    """What a translation leaves as it is: numbers of an example, doctests of a docstring."""
    if part.function:
        found = doctest.DocTestParser().get_examples(part.text)
        return [(each.source, each.want) for each in found]
    numbers = _NUMBER.findall(part.text) if part.kind == "example" else []
    return sorted(each for each in numbers if each != "0")
