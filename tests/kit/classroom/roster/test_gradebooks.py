"""A platform's own table comes back with grades in one column and nothing else changed."""

import csv
import io

import pytest

from grader.classroom.roster.gradebooks import PLATFORMS, fill
from grader.errors import UsageError

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Week 1 (55),Week 2 (56),Final Score\r\n"
    ",,,,,Manual Posting,,\r\n"
    "    Points Possible,,,,,50,20,(read only)\r\n"
    '"Kim, Minji",101,S1,mkim,A,40,,12\r\n'
    '"Lee, Jun",102,S2,jlee,A,,,\r\n'
    '"Student, Test",103,,x,A,,,\r\n'
)
MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Feedback comments\n"
    'Participant 7,Minji Kim,mkim@u.kr,"Submitted, late",-,10.00,"<p>good</p>"\n'
    "Participant 8,Jun Lee,jlee@u.kr,No submission,-,10.00,\n"
)
BRIGHTSPACE = (
    "OrgDefinedId,Username,Week 2 Points Grade <Numeric MaxPoints:40>,End-of-Line Indicator\n"
    "#S1,#mkim,,#\n#S2,#jlee,,#\n"
)
BLACKBOARD = (
    '"Last Name"\t"Student ID"\t"Week 2 [Total Pts: 25 Score] |123"\n'
    '"Kim"\t"S1"\t""\n"Lee"\t"S2"\t"1"\n'
)
SHARES = {"S1": 0.5, "mkim@u.kr": 0.5}
CASES = {
    "canvas": (CANVAS.encode(), "Week 2", 6, {3: "10"}, ("Lee, Jun", "Student, Test")),
    "moodle": (MOODLE.encode(), None, 4, {1: "5"}, ("Participant 8",)),
    "brightspace": (BRIGHTSPACE.encode("utf-8-sig"), None, 2, {1: "20"}, ("#S2",)),
    "blackboard": (BLACKBOARD.encode("utf-16"), None, 2, {1: "12.5"}, ("Lee",)),
}


def share(cells):
    return next((SHARES[cell] for cell in cells if cell in SHARES), None)


def rows(data: bytes) -> list[list[str]]:
    text = data.decode("utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig")
    return list(csv.reader(io.StringIO(text, ""), delimiter="\t" if "\t" in text else ","))


@pytest.mark.parametrize("platform", PLATFORMS)
def test_grades_are_filled_in_and_every_other_cell_stays(platform):
    template, wanted, column, grades, without = CASES[platform]
    filled = fill(template, "book.csv", platform, share, wanted)
    expected = rows(template)
    for row, grade in grades.items():
        expected[row][column] = grade
    assert rows(filled.data) == expected
    assert filled.without == without


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_table_without_grades_for_anybody_comes_back_byte_for_byte(platform):
    template, wanted, *_ = CASES[platform]
    if platform == "moodle":
        template = template.replace(b'"<p>good</p>"', b"<p>good</p>")
    assert fill(template, "book.csv", platform, lambda _: None, wanted).data == template


def test_several_columns_that_take_grades_are_named():
    with pytest.raises(UsageError, match=r"(?s)--column.*Week 1 \(55\)\n.*Week 2 \(56\)"):
        fill(CANVAS.encode(), "book.csv", "canvas", share)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_another_platforms_table_is_told(platform):
    with pytest.raises(UsageError, match=rf"book\.csv is no gradebook of {platform}"):
        fill(b"a,b\n1,2\n", "book.csv", platform, share)
