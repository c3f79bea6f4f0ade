"""One mistake costs one function: those that are built on it are judged without it."""

import time

import pytest

from grader.grading.workers import SubmissionWorkers
from grader.records.report import Status
from mutation import plain

WRONG_STAMP = "def stamp(patch, kernel, bias=0.0):\n    return 1.0\n"
ON_STAMP = """
def conv2d(image, kernel, bias=0.0):
    if image.ndim != 2 or kernel.ndim != 2 or not image.size or not kernel.size:
        raise ValueError("image and kernel must be 2-D and not empty")
    rows, columns = image.shape[0] - len(kernel) + 1, image.shape[1] - kernel.shape[1] + 1
    if rows < 1 or columns < 1:
        raise ValueError("kernel is larger than the image")
    fh, fw = kernel.shape
    return np.array([
        [stamp(image[i : i + fh, j : j + fw], kernel, bias) for j in range(columns)]
        for i in range(rows)
    ])
"""
ON_PADDING = """
from padding import zero_pad
import padding as frames

own = conv2d_strided

def conv2d_strided(image, kernel, bias=0.0, stride=1, padding=0):
    if isinstance(padding, str):
        return own(image, kernel, bias, stride, padding)
    if image.ndim != 2:
        raise ValueError("image must be 2-D")
    return own(zero_pad(image, frames.zero_pad and padding), kernel, bias, stride)
"""
PADDINGS = {
    "never begun": "def zero_pad(image, padding):\n    raise NotImplementedError\n",
    "wrong": "def zero_pad(image, padding):\n    return image\n",
    "not a sentence of Python": "def zero_pad(image, padding:\n",
    "ended while it is imported": "import sys\nsys.exit()\n",
    "empty": "",
    "not there": None,
}


def lost(report):
    return {check.function for check in report.checks if not check.passed}


def test_a_function_on_a_wrong_one_keeps_its_points(grade_code):
    assert lost(grade_code("conv", WRONG_STAMP + ON_STAMP)) == {"stamp"}


def test_a_function_on_a_missing_one_keeps_its_points(grade_code):
    assert lost(grade_code("conv", f"{ON_STAMP}\ndel stamp")) == {"stamp"}


@pytest.mark.parametrize("name", PADDINGS)
def test_who_never_did_padding_can_get_all_of_stride(name, grade_folder, tmp_path):
    (tmp_path / "stride.py").write_text(plain()["stride"] + ON_PADDING, encoding="utf-8")
    if PADDINGS[name] is not None:
        (tmp_path / "padding.py").write_text(PADDINGS[name], encoding="utf-8")
    assert lost(grade_folder(tmp_path, "stride")) == set()


def test_what_is_wrong_in_itself_loses_on_a_wrong_one_too(grade_code):
    flipped = ON_STAMP.replace("kernel, bias)", "kernel[::-1, ::-1], bias)")
    report = grade_code("conv", WRONG_STAMP + flipped, "conv.conv2d")
    found = {check.diagnosis.id for check in report.checks if check.diagnosis}
    assert found == {"flipped-kernel"}


def test_two_functions_that_leave_the_work_to_each_other_both_lose(grade_folder, tmp_path):
    leave = {
        "conv": ("conv2d", "stride", "conv2d_strided(image, kernel, bias)"),
        "stride": ("conv2d_strided", "conv", "conv2d(image, kernel, bias)[::stride, ::stride]"),
    }
    for exercise, (function, other, call) in leave.items():
        name = call.partition("(")[0]
        code = (
            f"\ndef {function}(image, kernel, bias=0.0, stride=1, padding=0):\n"
            f"    from {other} import {name}\n    return {call}\n"
        )
        (tmp_path / f"{exercise}.py").write_text(plain()[exercise] + code)
    (tmp_path / "padding.py").write_text(plain()["padding"])
    report = grade_folder(tmp_path, "conv.conv2d", "stride.conv2d_strided")
    assert lost(report) == {"conv2d", "conv2d_strided"}
    conv2d = [check for check in report.checks if check.function == "conv2d"]
    assert not any(check.passed for check in conv2d)


ASKING = """
import gc

def {function}(*args, **kwargs):
    {extra}
    stand_ins = [each for each in gc.get_objects() if type(each).__name__ == "AskingFunctions"][0]
    return stand_ins._ask("{exercise}", "{asked}", args, kwargs)
"""


@pytest.mark.parametrize("asked", ["conv2d", "feature_maps"])
@pytest.mark.parametrize("extra", ["pass", "stamp"])
def test_the_reference_answers_nobody_for_the_function_itself(asked, extra, grade_code):
    code = ASKING.format(function="conv2d", exercise="conv", asked=asked, extra=extra)
    report = grade_code("conv", code, "conv.conv2d")
    assert {check.status for check in report.checks} == {Status.CRASHED}
    assert report.score == 0


def test_the_reference_answers_for_no_function_of_a_later_exercise(grade_code):
    code = ASKING.format(
        function="conv2d", exercise="stride", asked="conv2d_strided", extra="stamp"
    )
    assert grade_code("conv", code, "conv.conv2d").score == 0


def test_questions_without_end_meet_the_deadline(grade_code, monkeypatch):
    monkeypatch.setattr("grader.checks.mark.CALL_SECONDS", 0.5)
    code = """
def conv2d(image, kernel, bias=0.0):
    while stamp(kernel, kernel):
        pass
    return "no number"
def stamp(patch, kernel, bias=0.0):
    return 0
"""
    report = grade_code("conv", code, "conv.conv2d")
    assert report.duration_s < 60
    assert report.score <= 0.25  # its arguments are as they were


def test_a_question_that_kills_its_answerer_harms_nobody_else(grade_code):
    code = f"""
{ON_STAMP}
def stamp(patch, kernel, bias=0.0):
    return 1.0

def feature_maps(image, kernels, biases=None):
    return conv2d(np.ones((900, 900)), np.ones((450, 450)))
"""
    report = grade_code("conv", code)
    assert lost(report) == {"stamp", "feature_maps"}


def test_the_time_in_which_the_reference_answers_counts_for_nobody(grade_code, monkeypatch):
    """Else honest students lose points on a machine that is busy."""
    answer = SubmissionWorkers._of_reference

    def slow(workers, ask):
        time.sleep(0.005)
        return answer(workers, ask)

    monkeypatch.setattr("grader.checks.mark.CALL_SECONDS", 0.5)
    monkeypatch.setattr(SubmissionWorkers, "_of_reference", slow)
    assert lost(grade_code("conv", WRONG_STAMP + ON_STAMP, "conv.conv2d")) == set()


def test_a_reference_that_does_not_answer_is_no_exception_in_a_students_function(
    grade_code, monkeypatch
):
    monkeypatch.setattr("grader.grading.workers.STAND_IN_SECONDS", 0.0)
    report = grade_code("conv", WRONG_STAMP + ON_STAMP, "conv.conv2d")
    assert lost(report) == {"conv2d"}
    assert not any("RuntimeError" in (check.message or "") for check in report.checks)
