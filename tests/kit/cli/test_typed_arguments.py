"""Arguments as somebody types them after `try`."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from grader.cli.typed_arguments import MAX_LENGTH, read_arguments
from grader.errors import UsageError

NUMBERS = st.integers(-(2**31), 2**31) | st.floats(allow_nan=False)
PLAIN = st.none() | st.booleans() | NUMBERS | st.text(max_size=5)


@given(st.lists(st.lists(NUMBERS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_a_list_of_numbers_however_deep_is_an_array_of_floats(rows):
    (found,) = read_arguments([repr(rows)]).args
    assert found.dtype == np.float64
    assert np.array_equal(found, np.array(rows, dtype=np.float64))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3", 3),
        ("-2", -2),
        ("0.5", 0.5),
        ("(1, 2)", (1, 2)),
        ('"same"', "same"),
        ("same", "same"),
        ("None", None),
        ("True", True),
    ],
)
def test_other_literals_and_plain_words_stay_what_they_are(typed, meant):
    (found,) = read_arguments([typed]).args
    assert found == meant
    assert type(found) is type(meant)


def test_nan_and_inf_are_numbers():
    (found,) = read_arguments(["[[nan, -inf], [1, 2]]"]).args
    assert np.array_equal(found, [[np.nan, -np.inf], [1, 2]], equal_nan=True)


def test_lists_of_several_shapes_stay_a_list_of_arrays():
    (found,) = read_arguments(["[[[1, 2]], [3], [[4]]]"]).args
    assert [each.shape for each in found] == [(1, 2), (1,), (1, 1)]


def test_arguments_with_a_name_come_last():
    call = read_arguments(["[1, 2]", "stride=(1, 2)", "padding=same"])
    assert call.kwargs == {"stride": (1, 2), "padding": "same"}
    with pytest.raises(UsageError, match="those come last"):
        read_arguments(["stride=2", "3"])


def test_the_path_of_a_picture_is_its_grey_levels(tmp_path):
    Image.new("L", (20, 12), 200).save(tmp_path / "shirt.png")
    (found,) = read_arguments([str(tmp_path / "shirt.png")]).args
    assert found.shape == (12, 20)
    assert found.dtype == np.uint8
    assert found.max() == 200


def test_a_file_that_is_no_picture_is_named_as_it_was_typed(tmp_path):
    (tmp_path / "notes.txt").write_text("no picture")
    with pytest.raises(UsageError, match=r"notes\.txt: this is no picture"):
        read_arguments([str(tmp_path / "notes.txt")])


@pytest.mark.parametrize(
    "typed",
    [
        *("[[1", "nowhere.png", "__import__('os')", "[x for x in (1,)]", "{1, 2}", "1 +"),
        *("(" * 300, "b'x'", "1j", "", f"'{'x' * MAX_LENGTH}'", "[1, abs(2)]", "9" * 5000),
    ],
)
def test_what_is_no_argument_is_refused_with_what_can_be_typed(typed):
    with pytest.raises(UsageError, match=r"no argument that can be read|at most"):
        read_arguments([typed])


@given(PLAIN | st.tuples(PLAIN, PLAIN))
def test_a_literal_without_lists_is_what_python_reads(value):
    assert read_arguments([repr(value)]).args == (value,)
