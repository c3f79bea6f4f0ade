"""The report names the mistake behind a wrong answer, or none."""

from types import ModuleType

import numpy as np
import pytest

from grader.checks import Answer, refused, require, same, unchanged
from grader.checks.verdict import Verdict
from grader.diagnosis.diagnose import diagnose
from grader.diagnosis.misconception import Knowledge, misconception, symptom
from grader.diagnosis.oracle import LiveOracle
from grader.records.report import Status
from grader.sandbox.worker.failure import describe

SQUARE = np.array([[1.5, 2.0], [-3.0, 4.25]])


def scaled(image, factor=2.0):
    """The reference of these tests."""
    if isinstance(factor, bool) or np.ndim(image) != 2:
        raise ValueError("image must be 2-D")
    return np.asarray(image, dtype=np.float64) * factor


@misconception("factor-forgotten", "scaled")
def factor_forgotten(right, image, factor):
    return right(image, 1.0)


@misconception("factor-squared", "scaled")
def factor_squared(right, image, factor):
    return right(image, factor**2)


@misconception("twice-as-much", "scaled")
def twice_as_much(right, image, factor):
    return right(image, 2 * factor)


@misconception("crash", "scaled")
def crash(right, image, factor):
    return image[9]


@symptom("negative", "scaled")
def negative(value):
    return bool(np.min(value) < 0)


SENTENCES = {
    each: f"This is {each}."
    for each in ("factor-forgotten", "factor-squared", "twice-as-much", "crash", "negative")
}
KNOWN = Knowledge(
    SENTENCES,
    (factor_forgotten, factor_squared, twice_as_much, crash),
    (negative,),
    {"scaled": ((SQUARE, 3.0),)},
)


def call(function, *args, **kwargs):
    """An answer as a worker gives it, without a worker."""
    given = [arg.copy(order="K") if isinstance(arg, np.ndarray) else arg for arg in args]
    returned, raised = None, None
    try:
        returned = function(*given, **kwargs)
    except Exception as error:
        error.__traceback__ = error.__traceback__.tb_next  # the line above is not the student's
        raised = describe(error, "", {__file__: ("conv.py", 0)})
    return Answer(
        "conv", "scaled", args, kwargs, returned, tuple(given), raised, "",
        lambda *others: call(function, *others),
    )  # fmt: skip


def named(check, *earlier):
    """The diagnosis of a check that ends with a verdict."""
    with pytest.raises(Verdict) as caught:
        check()
    rng = np.random.default_rng(1)
    solution = ModuleType("solution")
    solution.scaled = scaled
    return diagnose(caught.value, LiveOracle(solution, KNOWN), earlier, rng)


def id_of(found):
    return found.id if found else None


def of_value(function, *args, **kwargs):
    answer = call(function, *args, **kwargs)
    return id_of(named(lambda: same(answer, scaled(*args, **kwargs), exact=True)))


def test_the_family_whose_answer_it_is_is_named():
    found = named(lambda: same(call(lambda image, factor: image, SQUARE, 3.0), 3 * SQUARE))
    assert (found.id, found.text) == ("factor-forgotten", "This is factor-forgotten.")


def test_families_that_agree_here_are_told_apart_by_another_call():
    assert of_value(lambda image, factor=2.0: image * factor**2, SQUARE) == "factor-squared"
    assert of_value(lambda image, factor=2.0: image * 2 * factor, SQUARE) == "twice-as-much"


def test_a_mistake_that_only_agrees_by_chance_is_not_named():
    twos = np.full((2, 2), 2.0)
    assert of_value(lambda image, factor: twos, twos, 3.0) is None


def test_a_mistake_that_an_earlier_answer_contradicts_is_not_named():
    def sometimes(image, factor=2.0):
        return image if image.shape == (2, 2) else image * factor

    before = call(sometimes, np.ones((1, 3)))
    answer = call(sometimes, SQUARE)
    assert id_of(named(lambda: same(answer, 2 * SQUARE))) == "factor-forgotten"
    assert id_of(named(lambda: same(answer, 2 * SQUARE), before)) is None


def test_an_exception_that_a_mistake_raises_too_is_explained_by_it():
    assert of_value(lambda image, factor=2.0: image[9], SQUARE) == "crash"


def test_a_symptom_shows_in_a_value_that_a_requirement_refuses():
    answer = call(lambda image: image, SQUARE)
    assert id_of(named(lambda: require(False, answer, "no"))) == "negative"
    assert id_of(named(lambda: require(False, answer, "no", mistake="crash"))) == "crash"


VALUES = {
    "nothing-returned": lambda image: None,
    "list-for-array": lambda image: (2 * image).tolist(),
    "rows-and-columns-swapped": lambda image: 2 * image.T,
    "extra-axis": lambda image: 2 * image[None],
    "sign-turned": lambda image: -2 * image,
    "all-zeros": lambda image: 0 * image,
    "rounded": lambda image: np.trunc(2 * image),
    "memory-order-read": lambda image, _=2: 2 * image.ravel(order="K").reshape(image.shape),
    "narrow-integers": lambda image, _=2: (image * np.uint8(2)).astype(float),
    "wrong-default": lambda image, factor=7.0: image * factor,
    "shapes-differ": lambda image: np.ones((3, 3)) * np.ones((3, 2)),
    "index-past-the-end": lambda image: image[0, 2],
    "unknown-name": lambda image: picture,  # noqa: F821
    "argument-missing": lambda image, factor: image,
    "none-used": lambda image: None + image,
    "division-by-zero": lambda image: 1 // 0,
}
ARGUMENTS = {
    "memory-order-read": np.asfortranarray([[1.0, 2.0, 4.0], [8.0, 16.0, 32.0]]),
    "narrow-integers": np.array([[200, 3], [250, 1]], dtype=np.uint8),
}


@pytest.mark.parametrize("id", VALUES)
def test_what_any_function_can_do_wrong_is_named(id):
    assert of_value(VALUES[id], ARGUMENTS.get(id, SQUARE)) == id


def test_right_numbers_in_the_wrong_dtype_are_named():
    twos = np.full((2, 2), 2.0)
    whole = call(lambda image: (2 * image).astype(int), twos)
    assert id_of(named(lambda: same(whole, 2 * twos, exact=True))) == "wrong-dtype"
    single = call(lambda image: (2 * image).astype(np.float32), SQUARE)
    assert id_of(named(lambda: same(single, 2 * SQUARE, exact=True))) == "float32-result"


def test_an_exception_names_its_sizes_as_a_detail():
    answer = call(lambda image: image[0, 2], SQUARE)
    found = named(lambda: same(answer, SQUARE))
    assert found.detail.startswith("index 2 of axis 1, whose size is 2; conv.py:")
    assert found.detail.endswith(": answer = call(lambda image: image[0, 2], SQUARE)")
    answer = call(lambda image: np.ones((3, 3)) * np.ones((3, 2)), SQUARE)
    found = named(lambda: same(answer, SQUARE))
    assert found.id == "shapes-differ"
    assert found.detail.startswith("the shapes (3,3) and (3,2); conv.py:")


def test_a_modified_input_is_named():
    def modify(image):
        image *= 2
        return image

    assert id_of(named(lambda: unchanged(call(modify, SQUARE)))) == "input-modified"


def test_the_result_of_an_earlier_call_is_named():
    before = call(lambda image: 2 * SQUARE, SQUARE)
    answer = call(lambda image: 2 * SQUARE, SQUARE + 1)
    assert id_of(named(lambda: same(answer, 2 * SQUARE + 2), before)) == "earlier-result"


REFUSALS = {
    "bool-taken-for-number": (lambda image, factor: image, (SQUARE, True)),
    "none-for-error": (lambda image: None, (np.ones(3),)),
    "too-large-accepted": (lambda image: np.ones((0, 3)), (np.ones(3),)),
    "refusal-by-accident": (lambda image: image[0, 0], (np.ones(3),)),
}


def raise_type_error(image):
    raise TypeError("image must be 2-D")


@pytest.mark.parametrize("id", REFUSALS)
def test_a_refusal_that_does_not_come_is_named(id):
    function, args = REFUSALS[id]
    assert id_of(named(lambda: refused(call(function, *args)))) == id


def refuses_all(image, factor):
    raise ValueError("image must be larger")


def asserts_all(image, factor):
    assert image.size > 4, "too small"


def fails_in_a_library(image, factor):
    return np.zeros(-1)


def test_only_a_raise_of_the_submission_refuses_a_right_argument():
    assert of_value(refuses_all, SQUARE, 3.0) == "right-argument-refused"
    assert of_value(asserts_all, SQUARE, 3.0) == "right-argument-asserted"
    assert of_value(fails_in_a_library, SQUARE, 3.0) == "negative-size"


def test_a_refusal_of_the_wrong_type_is_named():
    assert id_of(named(lambda: refused(call(raise_type_error, np.ones(3))))) == "wrong-exception"


def test_the_student_sees_no_detail_of_a_hidden_check(grade_code):
    from grader.records.report import for_audience

    code = "def relu(x):\n    return x[99]\n"
    report = grade_code("conv", code, "conv.relu")
    hidden = [check for check in report.checks if check.hidden]
    assert any(check.diagnosis.detail for check in hidden)
    seen = [check for check in for_audience(report, "student").checks if check.hidden]
    assert not any(check.diagnosis.detail for check in seen)
    assert {check.diagnosis.id for check in seen} == {"index-past-the-end"}


def test_the_kernel_turned_round_is_named_in_a_grade(grade_code):
    code = "own = conv2d\ndef conv2d(image, kernel, bias=0.0):\n    "
    report = grade_code("conv", f"{code}return own(image, kernel[::-1, ::-1], bias)", "conv.conv2d")
    found = {check.diagnosis.id for check in report.checks if check.status is Status.FAILED}
    assert found == {"flipped-kernel"}
