"""The list of a class: who is in it, and whose hand-in is whose."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, permutations

from msgspec import Struct

from grader.classroom.roster.platforms import Label
from grader.errors import UsageError
from grader.language import _

# What a column may be called, in lower case, without blanks and signs.
COLUMNS = {
    "name": ("name", "student", "studentname", "fullname", "이름", "성명", "학생", "학생명"),
    "first": ("firstname", "givenname", "forename"),
    "last": ("lastname", "surname", "familyname", "성"),
    "id": (
        "id", "studentid", "sid", "studentnumber", "number", "idnumber", "sisuserid",
        "orgdefinedid", "학번", "학생번호",
    ),
    "email": ("email", "emailaddress", "mail", "이메일", "이메일주소", "메일", "전자우편"),
    "login": ("username", "login", "loginid", "sisloginid", "githubusername", "github", "아이디"),
    "section": ("section", "class", "group", "분반", "반", "조"),
}  # fmt: skip

_LONGEST_NAME = 4  # words of which every order is tried


class Student(Struct, frozen=True):
    """A row of the list. What it does not tell is empty."""

    name: str
    id: str = ""
    email: str = ""
    login: str = ""
    section: str = ""


class Roster:
    """The students of a class, found by whatever a platform or a folder calls them."""

    def __init__(self, students: Iterable[Student]) -> None:
        self.students = tuple(students)
        self._known: dict[str, set[Student]] = {}
        self._names = Counter(student.name for student in self.students)
        for student in self.students:
            for key in _keys(student):
                self._known.setdefault(key, set()).add(student)

    def find(self, *names: str) -> Student | None:
        """The one student whom a name, an id, an email or a login means.

        The first of the names that means anybody decides; None where that is nobody, or several.
        """
        for name in filter(None, names):
            if found := self._known.get(_plain(name)):
                return next(iter(found)) if len(found) == 1 else None
        return None

    def owner(self, label: Label) -> Student | None:
        """The student whom a platform means.

        Only Gradescope's numbers are those of the list; those of others tell apart who share a
        name.
        """
        if label.email:
            return self.find(label.email, label.number, label.student)
        named = self._known.get(_plain(label.student), set())
        if len(named) > 1:
            named = named & self._known.get(_plain(label.number), set())
        return next(iter(named)) if len(named) == 1 else None

    def owner_of_name(self, name: str) -> Student | None:
        """The student whom the name of a folder means, such as `20261234_김민지` or `hw1 anna`."""
        if whole := self._known.get(_plain(name)):
            return next(iter(whole)) if len(whole) == 1 else None
        meant = [self._known.get(_plain(part)) for part in re.split(r"[\s_.,()-]+", name)]
        found = set[Student].intersection(*some) if (some := [*filter(None, meant)]) else set()
        return next(iter(found)) if len(found) == 1 else None

    def shown(self, student: Student) -> str:
        """The name of a student, with what tells two of one name apart."""
        if self._names[student.name] == 1:
            return student.name
        return f"{student.name} ({student.id or student.email or student.login})"


def read_roster(data: bytes, file: str) -> Roster:
    """Read a list as CSV; columns are found by their names, in any order.

    UTF-8 with or without a mark, UTF-16 with one, and code page 949 are read. Raises `UsageError`.
    """
    header, *rows = table(decoded(data, file)[0])[1] or [[]]
    places = {field: place for place, title in enumerate(header) for field in _field(title)}
    if not places.keys() & {"name", "first", "last"} and not places.keys() & {"id", "email"}:
        text = _(
            "{file} has no column for the names of students. Its first line should name the "
            "columns, such as: name,id,email,section"
        )
        raise UsageError(text.format(file=file))
    found = (_student(row, places) for row in rows)
    return Roster(student for student in found if student.name)


def decoded(data: bytes, file: str) -> tuple[str, str]:
    """The text of a table and its encoding. Raises `UsageError`."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    utf_8 = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    for encoding in ("utf-16",) if marked else (utf_8, "cp949"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    text = _("{file} is text neither in UTF-8 nor in code page 949. Save it as UTF-8.")
    raise UsageError(text.format(file=file))


def table(text: str) -> tuple[str, list[list[str]]]:
    """What divides the columns of a table, and its rows."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    return delimiter, [row for row in csv.reader(io.StringIO(text, ""), delimiter=delimiter) if row]


def _field(title: str) -> Iterator[str]:
    plain = _plain(title)
    yield from (field for field, titles in COLUMNS.items() if plain in titles)


def _student(row: list[str], places: dict[str, int]) -> Student:
    cells = {field: row[place].strip() for field, place in places.items() if place < len(row)}
    first, last = cells.pop("first", ""), cells.pop("last", "")
    name = cells.pop("name", "")
    if last and name and not first:  # `성` and `이름`, as Korean tables divide a name
        name = f"{last}{name}"
    name = name or f"{first} {last}".strip() or cells.get("id", "") or cells.get("email", "")
    return Student(name, **cells)


def _keys(student: Student) -> set[str]:
    """All that may mean this student: a name with its words in any order, too."""
    words = re.split(r"[\s,]+", student.name)
    orders = permutations(words) if len(words) <= _LONGEST_NAME else [tuple(words)]
    names = ("".join(order) for order in orders)
    others = (student.id, student.email, student.email.partition("@")[0], student.login)
    return {key for each in chain(names, others) if (key := _plain(each))}


def _plain(name: str) -> str:
    """Letters and digits alone, in one Unicode form and in lower case."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in text if letter.isalnum())
