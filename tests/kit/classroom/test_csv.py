"""The table of a class, as a spreadsheet and as a program read it."""

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hand_made
from grader.records.report import Graded
from grader.render.table import BYTE_ORDER_MARK, to_csv
from grader.text import printable

EXERCISES = ("conv", "padding", "stride", "cnn")
HEADING = [
    "name", "id", "email", "submitted_at", "dated_by", "versions", *EXERCISES, "total", "max",
    "late_hours", "penalty", "final", "percent", "state", "reason",
]  # fmt: skip
FORMULA = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")


def read(*grades: Graded) -> list[dict[str, str]]:
    """The rows below the heading by the names of columns, as Python reads the file."""
    content = "".join(to_csv(grades, EXERCISES)).encode().decode("utf-8-sig")
    heading, *rows = csv.reader(content.splitlines(keepends=True), strict=True)
    assert heading == HEADING
    return [dict(zip(heading, row, strict=True)) for row in rows]


def test_a_row_has_the_points_of_each_exercise_with_their_fractions():
    time = "2026-11-24T08:00:00Z"
    (row,) = read(Graded("anna", hand_made.MIXED, submitted_at=time, dated_by="zip", max_score=9.6))
    assert list(row.values()) == [
        "anna", "", "", time, "zip", "1", "2.0", "0.0", "0.1", "", "2.1", "9.6",
        "", "0.0", "2.1", "21.88", "graded",
        "zero_pad went wrong.",
    ]  # fmt: skip


def test_what_is_late_has_a_second_total_and_keeps_the_first():
    (row,) = read(
        Graded("anna", hand_made.MIXED, max_score=9.6, late_hours=25.2, penalty=20.0),
    )
    assert (row["total"], row["late_hours"], row["penalty"]) == ("2.1", "25.2", "20.0")
    assert (row["final"], row["percent"]) == ("0.18", "1.88")


def test_what_could_not_be_read_has_no_points_and_a_reason():
    (row,) = read(Graded("anna", None, "anna.zip cannot be read", max_score=10.0))
    points = [row[name] for name in (*EXERCISES, "total", "final", "percent")]
    assert points == ["0.0"] * 7
    assert (row["max"], row["state"]) == ("10.0", "unreadable")
    assert row["reason"] == "anna.zip cannot be read"


@pytest.mark.parametrize(
    ("grade", "state"),
    [
        (Graded("anna", None, "the disk is full", faulty=True, max_score=10.0), "not graded"),
        (Graded("anna", None, "a photo", nothing_found=True, max_score=10.0), "nothing found"),
        (Graded("anna", None, absent=True, max_score=10.0), "not handed in"),
    ],
)
def test_who_has_no_grade_has_not_even_0_points(grade, state):
    (row,) = read(grade)
    assert {row[name] for name in (*EXERCISES, "total", "final", "percent")} == {""}
    assert (row["max"], row["state"], row["reason"]) == ("10.0", state, grade.reason)


def test_a_report_that_the_grader_did_not_finish_is_incomplete():
    assert read(Graded("anna", hand_made.EVERY_STATUS))[0]["state"] == "incomplete"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", "conv.py has no function stamp."),
        ("# later\n", "conv.py has no function stamp."),
        ("<html>\n", "conv.py cannot be imported: SyntaxError: invalid syntax (conv.py:1)."),
        ("def relu(x):\n    raise NotImplementedError\n", ""),
    ],
)
def test_a_file_of_which_nothing_could_be_judged_is_no_stub(code, reason, tmp_path, grade_folder):
    (tmp_path / "conv.py").write_text(code)
    (row,) = read(Graded("anna", grade_folder(tmp_path, "conv", "padding")))
    assert (row["state"], row["reason"]) == ("graded", reason)


@pytest.mark.parametrize("sign", FORMULA)
@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\n"])
def test_a_cell_that_begins_a_formula_is_text(sign, before):
    text = f"{before}{sign}1+1"
    (row,) = read(Graded(text, None, text, submitted_at=text))
    for cell in (row["name"], row["submitted_at"], row["reason"]):
        assert not cell.lstrip().startswith(FORMULA)
        assert cell.endswith("1+1")


@settings(deadline=None)
@given(st.lists(st.tuples(hand_made.TEXTS, hand_made.TEXTS), max_size=4))
def test_any_text_is_read_back_in_its_cell_and_computes_nothing(pairs):
    rows = read(*(Graded(name, None, reason) for name, reason in pairs))
    assert len(rows) == len(pairs)
    for row, pair in zip(rows, pairs, strict=True):
        for cell, text in zip((row["name"], row["reason"]), pair, strict=True):
            assert cell.removeprefix("'") == printable(text).replace("\n", " ").removeprefix("'")
            assert not cell.lstrip().startswith(FORMULA)


@settings(deadline=None)
@given(st.floats(0, 100), st.floats(0, 100))
def test_a_number_is_written_as_programs_write_it(score, most):
    check = hand_made.check("f", "F", score=score, max_score=most)
    report = hand_made.report(hand_made.Exercise("conv", (check,)))
    (row,) = read(Graded("anna", report))
    assert float(row["conv"]) == pytest.approx(score, abs=1e-6)
    assert not row["conv"].startswith("-")


def test_a_name_in_korean_is_read_by_excel_and_by_python():
    content = "".join(to_csv([Graded("김민지", None)], EXERCISES)).encode()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\xef\xbb\xbf") == 1
    assert content.decode("utf-8-sig").splitlines()[1].startswith("김민지,")
    assert BYTE_ORDER_MARK.encode() == b"\xef\xbb\xbf"


def test_rows_are_written_as_they_come():
    seen: list[str] = []

    def grades():
        for name in ("anna", "ben"):
            seen.append(name)
            yield Graded(name, None)

    lines = to_csv(grades(), EXERCISES)
    assert next(lines).endswith("reason\r\n")
    assert next(lines).startswith("anna,")
    assert seen == ["anna"]
