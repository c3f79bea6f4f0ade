"""Whoever is in the list is found by what a folder, a file or a platform calls them."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.roster.roster import Roster, Student, read_roster
from grader.errors import UsageError

MINJI = Student("Minji Kim", "20261234", "mjk@uni.ac.kr", "minji-k", "2")
HANGUL = Student("김민지", "20265678", "kmj@uni.ac.kr")
ROSTER = Roster([MINJI, HANGUL, Student("Lee Jun", "1"), Student("Lee Jun", "2")])

TITLES = st.sampled_from(
    [
        {"name": "name", "id": "id", "email": "email", "section": "section"},
        {"name": "Student Name", "id": "Student ID", "email": "E-mail", "section": "Section"},
        {"name": "이름", "id": "학번", "email": "이메일", "section": "분반"},
    ]
)
WORDS = st.text(st.characters(codec="cp949", exclude_categories=["C", "Z"]), min_size=1, max_size=9)


@pytest.mark.parametrize(
    "name",
    [
        "Minji Kim", "Kim Minji", "Kim, Minji", "kimminji", "MINJI_KIM", "20261234", "mjk",
        "mjk@uni.ac.kr", "minji-k",
    ],
)  # fmt: skip
def test_a_student_has_many_names(name):
    assert ROSTER.find(name) == MINJI


def test_a_name_is_found_in_any_unicode_form():
    assert ROSTER.find(unicodedata.normalize("NFD", "김민지")) == HANGUL


def test_a_name_of_two_students_is_nobodys_and_their_numbers_tell_them_apart():
    assert ROSTER.find("Lee Jun") is None
    assert ROSTER.find("", "2") == Student("Lee Jun", "2")
    assert ROSTER.find("nobody") is None


@given(
    rows=st.lists(st.fixed_dictionaries(dict.fromkeys(["name", "id", "email", "section"], WORDS))),
    titles=TITLES,
    order=st.permutations(["name", "id", "email", "section"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    delimiter=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_a_list_is_read_in_any_order_language_and_encoding(
    rows, titles, order, encoding, delimiter, end
):
    written = io.StringIO()
    table = csv.writer(written, delimiter=delimiter, lineterminator=end)
    table.writerow([titles[field] for field in order])
    table.writerows([[row[field] for field in order] for row in rows])
    found = read_roster(written.getvalue().encode(encoding), "students.csv")
    assert found.students == tuple(Student(**row) for row in rows)


def test_a_list_in_code_page_949_is_read():
    data = "이름,학번\n김민지,20265678\n".encode("cp949")
    assert read_roster(data, "students.csv").students == (Student("김민지", "20265678"),)


def test_divided_names_are_joined_as_their_language_does():
    english = b"First name,Last name,ID number\nMinji,Kim,1\n"
    korean = "성,이름,학번\n김,민지,1\n".encode()
    assert read_roster(english, "x").students == (Student("Minji Kim", "1"),)
    assert read_roster(korean, "x").students == (Student("김민지", "1"),)


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"\xff\xff\xff\xff"])
def test_a_file_that_is_no_list_is_told_with_what_a_list_looks_like(data):
    with pytest.raises(UsageError, match=r"students\.csv"):
        read_roster(data, "students.csv")
