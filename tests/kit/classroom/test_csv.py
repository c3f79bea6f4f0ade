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
HEADING = ["name", "submitted_at", *EXERCISES, "total", "max", "state", "reason", "dated_by"]
FORMULA = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")


def read(*grades: Graded) -> list[list[str]]:
    """The rows below the heading, as Python reads the file."""
    content = "".join(to_csv(grades, EXERCISES)).encode().decode("utf-8-sig")
    heading, *rows = csv.reader(content.splitlines(keepends=True), strict=True)
    assert heading == HEADING
    return rows


def test_a_row_has_the_points_of_each_exercise_with_their_fractions():
    (row,) = read(Graded("anna", hand_made.MIXED, submitted_at="2026-11-24T08:00:00Z"))
    assert row == [
        "anna", "2026-11-24T08:00:00Z", "2.0", "0.0", "0.1", "", "2.1", "9.6", "graded",
        "zero_pad went wrong.", "system",
    ]  # fmt: skip


def test_what_could_not_be_read_has_no_points_and_a_reason():
    (row,) = read(Graded("anna", None, "anna.zip cannot be read"))
    assert row[2:] == ["0.0"] * 5 + ["", "unreadable", "anna.zip cannot be read", ""]


def test_what_was_not_graded_has_not_even_0_points():
    (row,) = read(Graded("anna", None, "the disk is full", faulty=True))
    assert row[2:] == [""] * 6 + ["not graded", "the disk is full", ""]


def test_a_report_that_the_grader_did_not_finish_is_incomplete():
    assert read(Graded("anna", hand_made.EVERY_STATUS))[0][-3] == "incomplete"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", "conv.py has no function stamp."),
        ("# later\n", "conv.py has no function stamp."),
        ("<html>\n", "conv.py cannot be imported: SyntaxError: invalid syntax (conv.py, line 1)."),
        ("def relu(x):\n    raise NotImplementedError\n", ""),
    ],
)
def test_a_file_of_which_nothing_could_be_judged_is_no_stub(code, reason, tmp_path, grade_folder):
    (tmp_path / "conv.py").write_text(code)
    (row,) = read(Graded("anna", grade_folder(tmp_path, "conv", "padding")))
    assert row[-3:-1] == ["graded", reason]


@pytest.mark.parametrize("sign", FORMULA)
@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\n"])
def test_a_cell_that_begins_a_formula_is_text(sign, before):
    text = f"{before}{sign}1+1"
    (row,) = read(Graded(text, None, text, submitted_at=text))
    for cell in (row[0], row[1], row[-2]):
        assert not cell.lstrip().startswith(FORMULA)
        assert cell.endswith("1+1")


@settings(deadline=None)
@given(st.lists(st.tuples(hand_made.TEXTS, hand_made.TEXTS), max_size=4))
def test_any_text_is_read_back_in_its_cell_and_computes_nothing(pairs):
    rows = read(*(Graded(name, None, reason) for name, reason in pairs))
    assert len(rows) == len(pairs)
    for row, pair in zip(rows, pairs, strict=True):
        assert len(row) == len(HEADING)
        for cell, text in zip((row[0], row[-2]), pair, strict=True):
            assert cell.removeprefix("'") == printable(text).replace("\n", " ").removeprefix("'")
            assert not cell.lstrip().startswith(FORMULA)


@settings(deadline=None)
@given(st.floats(0, 100), st.floats(0, 100))
def test_a_number_is_written_as_programs_write_it(score, most):
    check = hand_made.check("f", "F", score=score, max_score=most)
    report = hand_made.report(hand_made.Exercise("conv", (check,)))
    (row,) = read(Graded("anna", report))
    assert float(row[2]) == pytest.approx(score, abs=1e-6)
    assert not row[2].startswith("-")


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
    assert next(lines).endswith("dated_by\r\n")
    assert next(lines).startswith("anna,")
    assert seen == ["anna"]
