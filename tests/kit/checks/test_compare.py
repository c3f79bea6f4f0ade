"""The one comparison: type, then shape, then dtype, then values. It never broadcasts."""

import numpy as np
import pytest

from grader.checks import Answer, refused, require, same, unchanged
from grader.checks.verdict import Verdict
from grader.records.report import Status
from grader.sandbox.wire.messages import Place, Raised
from grader.sandbox.wire.packed import Opaque


def answer(returned=None, args=(), after=None, raised=None) -> Answer:
    after = args if after is None else after
    return Answer("conv", "conv2d", args, {}, returned, after, raised, "")


def raising(*kinds: str, function: str = "conv2d") -> Answer:
    return answer(raised=Raised(list(kinds), "text", [Place("conv.py", 7, function)], ""))


def verdict(judge, *args, **kwargs) -> Verdict:
    with pytest.raises(Verdict) as caught:
        judge(*args, **kwargs)
    return caught.value


GRID = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
ONE_CELL = np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0]])

RIGHT = {
    "equal arrays": (GRID.copy(), GRID),
    "another precision of the same kind": (GRID.astype("float32"), GRID),
    "another byte order": (GRID.astype(">f8"), GRID),
    "a rounding error": (GRID * (1 + 1e-9), GRID),
    "NaN where NaN is expected": (np.array([np.nan, 1.0]), np.array([np.nan, 1.0])),
    "an equal infinity": (np.array([np.inf]), np.array([np.inf])),
    "an np.float64 for a float": (np.float64(0.5), 0.5),
    "a NumPy integer for an int": (np.int32(3), 3),
    "NumPy integers in a list": ([np.int64(0), 2], [0, 2]),
    "an equal dict": ({"top": GRID}, {"top": GRID}),
}
WRONG = {
    "None": (None, GRID, "the result is None, expected a NumPy array"),
    "something opaque": (Opaque("generator"), GRID, "generator"),
    "a shape that would broadcast": (np.ones(3), np.ones((2, 3)), "shape (3,), expected (2, 3)"),
    "a row for a column": (np.ones((1, 3)), np.ones((3, 1)), "shape (1, 3), expected (3, 1)"),
    "two axes too many": (np.ones((1, 3, 1)), np.ones(3), "shape (1, 3, 1), expected (3,)"),
    "rows of several lengths": ([[1.0], [1.0, 2.0]], GRID, "expected a NumPy array"),
    "a scalar that would broadcast": (1.0, np.ones(3), "expected a NumPy array"),
    "bools for ints": (np.ones(3, bool), np.ones(3, int), "dtype bool, expected int64"),
    "one wrong cell": (GRID + ONE_CELL, GRID, "at [1, 1] is 6, expected 5; 1 of 6"),
    "NaN": (GRID * np.nan, GRID, "at [0, 0] is nan, expected 1"),
    "an infinity": (np.array([np.inf]), np.array([1.0]), "is inf, expected 1"),
    "the other infinity": (np.array([-np.inf]), np.array([np.inf]), "is -inf, expected inf"),
    "a finite value for infinity": (np.array([1.0]), np.array([np.inf]), "is 1, expected inf"),
    "a small difference": (np.array([1.00001]), np.array([1.0]), "1.00001, expected 1"),
    "another float": (0.25, 0.5, "the result is 0.25, expected 0.5"),
    "a bool for an int": (True, 1, "the result is bool True, expected int 1"),
    "a shorter list": ([0], [0, 2], "has 1 entries, expected 2"),
    "a longer list": ([0, 2, 4], [0, 2], "has 3 entries, expected 2"),
    "another key": ({"left": GRID}, {"top": GRID}, "['left'], expected ['top']"),
    "another entry": ({"top": GRID + 1}, {"top": GRID}, "entry 'top' at [0, 0] is 2"),
}

# Right numbers of another type, and what is said where the type is asked for.
SLIPS = {
    "a list for an array": ([1.0], np.array([1.0]), "expected a NumPy array"),
    "ints for floats": (np.ones(3, int), np.ones(3), "dtype int64, expected float64"),
    "an axis too many": (GRID[None], GRID, "shape (1, 2, 3), expected (2, 3)"),
    "an array for a float": (np.array(0.5), 0.5, "expected a float"),
    "an int for a float": (1, 1.0, "expected a float"),
    "a float32 for a float": (np.float32(0.5), 0.5, "expected a float"),
    "a float for an int": (3.0, 3, "the result is float 3, expected int 3"),
    "a tuple for a list": ((0, 2), [0, 2], "expected a list"),
    "floats in a list of ints": ([0.0, 2.0], [0, 2], "entry 0"),
    "an array for a list": (np.array([0, 2]), [0, 2], "expected a list"),
    "a range for a list": (range(0, 4, 2), [0, 2], "expected a list"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_of_type_alone_costs_nothing_unless_the_type_is_asked_for(name):
    got, expected, text = SLIPS[name]
    same(answer(got), expected)
    assert text in verdict(same, answer(got), expected, exact=True).message


@pytest.mark.parametrize("name", RIGHT)
def test_right_answers_pass(name):
    got, expected = RIGHT[name]
    same(answer(got), expected)


@pytest.mark.parametrize("name", WRONG)
def test_wrong_answers_fail_and_the_message_says_why(name):
    got, expected, text = WRONG[name]
    wrong = verdict(same, answer(got), expected)
    assert wrong.status is Status.FAILED
    assert text in wrong.message


def test_the_message_names_the_call_and_the_tolerance():
    wrong = verdict(same, answer(GRID + 1, (GRID, 0.5)), GRID)
    assert wrong.message.startswith("conv2d(float64 (2, 3), 0.5): ")
    assert "tolerance 1e-06 relative or 1e-09 absolute" in wrong.message


def test_the_exact_type_can_be_asked_for():
    text = verdict(same, answer(GRID.astype("float32")), GRID, exact=True).message
    assert "dtype float32, expected float64" in text


def test_a_wider_tolerance_can_be_given():
    same(answer(GRID + 5e-6), GRID, rtol=1e-5, atol=1e-5)


def test_expected_and_got_never_read_alike():
    wrong = verdict(same, answer(np.array([[1.00000123]])), np.array([[1.00000456]]), rtol=0)
    assert wrong.evidence.got.cells != wrong.evidence.expected.cells


def test_differing_cells_are_marked():
    wrong = verdict(same, answer(GRID + ONE_CELL), GRID)
    assert wrong.evidence.got.marked == ((1, 1),)
    assert wrong.evidence.got.cells[1] == ("4", "6", "6")


def test_of_an_array_with_channels_the_differing_slice_is_shown():
    maps = np.zeros((2, 2, 3))
    other = maps.copy()
    other[0, 1, 2] = 5
    wrong = verdict(same, answer(other), maps)
    assert "at [0, 1, 2] is 5, expected 0" in wrong.message
    assert wrong.evidence.got.title == "float64 (2, 2, 3), the slice [:, :, 2]"
    assert wrong.evidence.got.cells == (("0", "5"), ("0", "0"))


def test_a_large_array_is_shown_by_shape_alone():
    wrong = verdict(same, answer(np.ones((40, 40))), np.zeros((40, 40)))
    assert wrong.evidence.got.cells == ()
    assert wrong.evidence.got.title == "float64 (40, 40)"


def test_a_value_error_is_a_refusal():
    refused(raising("ValueError", "Exception"))
    refused(raising("BadKernel", "ValueError", "Exception"))


def test_an_answer_is_no_refusal():
    wrong = verdict(refused, answer(GRID, (GRID,)))
    assert wrong.status is Status.FAILED
    assert "but must raise ValueError" in wrong.message


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("TypeError", Status.ERROR),
        ("MemoryError", Status.MEMORY),
        ("ForbiddenLibrary", Status.FORBIDDEN),
        ("NotImplementedError", Status.NOT_STARTED),
    ],
)
def test_another_exception_is_no_refusal(kind, status):
    assert verdict(refused, raising(kind, "Exception")).status is status


def test_an_unfinished_helper_does_not_make_the_function_unstarted():
    other = raising("NotImplementedError", function="relu")
    assert verdict(same, other, GRID).status is Status.ERROR
    assert verdict(same, other, GRID).message == "relu (conv.py:7) is not written yet"


def test_a_changed_argument_is_found():
    wrong = verdict(unchanged, answer(GRID, (GRID,), (GRID * 2,)))
    assert "modifies its input: argument 1 after the call at [0, 0] is 2" in wrong.message


def test_an_unchanged_argument_passes():
    unchanged(answer(GRID, (GRID, [GRID], "same"), (GRID.copy(), [GRID.copy()], "same")))


def test_a_condition_fails_with_its_sentence():
    wrong = verdict(require, False, answer(3), "must be even")
    assert wrong.message == "conv2d(): must be even"
    require(True, answer(3), "must be even")


def test_text_of_a_student_cannot_steer_the_terminal():
    told = answer(raised=Raised(["ValueError"], "\x1b[2J\x1b]0;\x07\u202eevil", [], ""))
    assert verdict(same, told, GRID).message == "ValueError: \ufffd]0;\ufffd\ufffdevil"


def test_a_progress_bar_that_was_printed_reads_line_by_line():
    printed = "Epoch 1\n\x1b[1m1/2\x1b[0m\b\b\b2/2\r\nEpoch 2\n" + "more\n" * 9
    wrong = Answer("conv", "conv2d", (), {}, None, (), None, printed)
    shown = verdict(same, wrong, GRID).evidence.printed
    assert shown.splitlines() == ["Epoch 1", "1/2", "2/2", "Epoch 2", "more", "more", "..."]
