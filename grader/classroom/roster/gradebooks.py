"""Fills in the table that a learning platform exports, so that it can be imported as it is."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from functools import partial

from msgspec import Struct

from grader.classroom.roster.roster import decoded, table
from grader.errors import UsageError
from grader.language import _


class Platform(Struct, frozen=True):
    """How a platform's table looks: which columns tell a student, and which take a grade.

    `grade` finds the columns that take one, by their titles; its group `most`, where it has one,
    is what the best grade is there. `most` names a column that says so for each student.
    """

    students: tuple[str, ...]
    grade: re.Pattern[str]
    most: str = ""


PLATFORMS = {
    "canvas": Platform(
        ("SIS User ID", "SIS Login ID", "Integration ID", "ID", "Student"),
        re.compile(r".+ \(\d+\)"),
    ),
    "moodle": Platform(
        ("ID number", "Email address", "Username", "Identifier", "Full name"),
        re.compile(r"Grade"),
        "Maximum Grade",
    ),
    "brightspace": Platform(
        ("OrgDefinedId", "Username", "Email"),
        re.compile(r".+ Points Grade(?: <.*?MaxPoints:(?P<most>[\d.]+).*>)?"),
    ),
    "blackboard": Platform(
        ("Student ID", "Username"),
        re.compile(r".+\[Total Pts: (?:up to )?(?P<most>[\d.]+) ?[^]]*\].*"),
    ),
}


class Filled(Struct, frozen=True):
    """A table with grades in it, and who of it has none."""

    data: bytes
    without: tuple[str, ...]


def fill(
    template: bytes,
    file: str,
    platform: str,
    share_of: Callable[[tuple[str, ...]], float | None],
    column: str | None = None,
) -> Filled:
    """Write each student's grade into the column of an exported table that takes it.

    `share_of` gives what of all points, 0 to 1, somebody has that any of these cells means. Where
    several columns take grades, `column` is the title, or its beginning, of the one to fill.
    Encoding, delimiter, quotes and line ends stay, and so does every other cell.

    Raises `UsageError`.
    """
    form = PLATFORMS[platform]
    text, encoding = decoded(template, file)
    delimiter, rows = table(text)
    header = rows[0] if rows else []
    titles = [title.strip() for title in header]
    known = [titles.index(title) for title in form.students if title in titles]
    if not known:
        said = _("{file} is no gradebook of {platform}: none of its columns is called {columns}.")
        columns = ", ".join(form.students)
        raise UsageError(said.format(file=file, platform=platform, columns=columns))
    place, most = _column(header, form, column, file)
    without = []
    for row in rows[1:]:
        row += [""] * (place + 1 - len(row))
        if not any(row[each].strip() for each in known if header[each] != "Student"):
            if row[0].strip() == "Points Possible":  # Canvas has rows above those of students
                most = _number(row[place]) or most
            continue
        share = share_of(tuple(row[each].lstrip("#").strip() for each in known))
        if share is None:
            without.append(row[0])
            continue
        own = _number(row[header.index(form.most)]) if form.most in header else None
        row[place] = f"{round(share * (own or most or 100.0), 2):g}"
    return Filled(_written(rows, text, delimiter, encoding), tuple(without))


def _column(
    header: list[str], form: Platform, wanted: str | None, file: str
) -> tuple[int, float | None]:
    found = [
        (place, match)
        for place, title in enumerate(header)
        if (match := form.grade.fullmatch(title.strip()))
    ]
    if wanted is not None:
        found = [each for each in found if each[1][0].startswith(wanted)]
    if len(found) == 1:
        place, match = found[0]
        return place, _number(match.groupdict().get("most") or "")
    titles = "\n".join(f"    {title}" for title in header if form.grade.fullmatch(title.strip()))
    said = _(
        "Which column of {file} shall take the grades? Name it, or how it begins, with --column:\n"
        "{titles}"
    )
    raise UsageError(said.format(file=file, titles=titles or "    -"))


def _number(text: str) -> float | None:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def _written(rows: Iterable[list[str]], text: str, delimiter: str, encoding: str) -> bytes:
    end = "\r\n" if "\r\n" in text else "\n"
    out = io.StringIO()
    writer = partial(csv.writer, out, delimiter=delimiter, lineterminator=end)
    quoted = text.startswith('"')
    (writer(quoting=csv.QUOTE_ALL) if quoted else writer()).writerows(rows)
    return out.getvalue().encode(encoding)
