"""Heat maps: what stands in a cell, how deep its colour is, and which cells are framed."""

import math

import numpy as np
import pytest

from grader.checks import Answer, same
from grader.checks.verdict import Verdict
from grader.records.report import Evidence
from grader.render.html.heat import SHADES, answer


def wrong(got: object, expected: object) -> Evidence:
    """The evidence that a wrong answer of the real comparison leaves."""
    with pytest.raises(Verdict) as caught:
        same(Answer("conv", "conv2d", (got,), {}, got, (got,), None, ""), expected, exact=True)
    return caught.value.evidence


def test_a_heat_map_is_deeper_where_a_number_is_further_from_zero():
    evidence = wrong(np.array([0.0, 0.01, 1.0, 2.0, -2.0]), np.array([0.0, 0.01, 1.0, 1.0, 1.0]))
    got, expected, difference = answer(evidence)
    assert [cell.shade for cell in got.rows[0]] == [0, 1, SHADES // 2, SHADES, -SHADES]
    assert [cell.shade for cell in expected.rows[0]] == [0, 1, 4, 4, 4]
    assert [cell.text for cell in difference.rows[0]] == ["0", "0", "0", "+1", "-3"]
    assert [cell.differs for cell in got.rows[0]] == [False, False, False, True, True]


def test_a_heat_map_takes_what_is_no_finite_number():
    evidence = wrong(np.array([np.nan, -np.inf, 2.0]), np.array([1.0, np.inf, 2.0]))
    got, _, difference = answer(evidence)
    assert [cell.text for cell in got.rows[0]] == ["nan", "-inf", "2"]
    assert [cell.shade for cell in got.rows[0]] == [0, -SHADES, SHADES]
    assert [cell.text for cell in difference.rows[0]] == ["nan", "-inf", "0"]


@pytest.mark.parametrize(
    ("got", "expected", "names"),
    [
        (np.ones((2, 2)), np.ones((2, 3)), ["Got", "Expected"]),
        (np.array([True, False]), np.array([True, True]), ["Got", "Expected"]),
        (np.array([1, 2]), np.array([1.0, 2.0]), ["Got", "Expected"]),
        (np.ones((40, 40)), np.zeros((40, 40)), ["Got", "Expected"]),
        (3.0, 3, ["Got", "Expected"]),
        (
            np.array([1, 200], np.uint8),
            np.array([1, 3], np.uint8),
            ["Got", "Expected", "Difference"],
        ),
    ],
)
def test_a_difference_is_shown_where_numbers_can_be_compared(got, expected, names):
    assert [each.name for each in answer(wrong(got, expected))] == names


def test_the_numbers_behind_the_cells_are_exact():
    got = wrong(np.array([[1 / 3]]), np.array([[1.0]])).got
    assert got.cells == (("0.3333",),)
    assert math.isclose(got.values[0][0], 1 / 3, rel_tol=1e-15)
