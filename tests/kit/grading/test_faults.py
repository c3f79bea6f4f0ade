"""A fault of a submission has its own status and leaves the rest of the grade alone."""

from textwrap import dedent

import pytest

from grader.records.report import Report, Status
from mutation import plain

# Each replaces `conv2d` in an otherwise right conv.py.
IN_A_CALL = {
    "an exception": ("return {}['key']", Status.ERROR, "KeyError: 'key' (conv2d (conv.py:"),
    "sys.exit": ("import sys; sys.exit(0)", Status.ERROR, "sys.exit"),
    "a keyboard interrupt": ("raise KeyboardInterrupt", Status.ERROR, "KeyboardInterrupt"),
    "os._exit": ("import os; os._exit(0)", Status.CRASHED, "exit code 0"),
    "a segmentation fault": ("import ctypes; ctypes.string_at(0)", Status.CRASHED, "SIGSEGV"),
    "endless recursion": ("return again(image)", Status.ERROR, "RecursionError"),
    "8 GiB of memory": ("return np.ones(2**30)", Status.MEMORY, "MemoryError"),
    "reading standard input": ("return float(input())", Status.ERROR, "EOFError"),
    "a terabyte by broadcasting": (
        "return np.broadcast_to(1.0, (10**6, 10**6))",
        Status.FAILED,
        "array of float64 with shape (1000000, 1000000)",
    ),
    "a type that cannot cross": ("return (x for x in image)", Status.FAILED, "generator"),
    "an object array": ("return np.array([object()])", Status.FAILED, "array of object"),
    "a lambda in a list": ("return [lambda: 0]", Status.FAILED, "list"),
    "a list that holds itself": ("a = []; a.append(a); return a", Status.FAILED, "list"),
    "an enormous int": ("return 10**100", Status.FAILED, "int (too large to send)"),
    "NaN": ("return np.full((4, 4), np.nan)", Status.FAILED, ""),
    "nothing": ("pass", Status.FAILED, "the result is None"),
    "an unfinished helper": ("return relu_later()", Status.ERROR, "relu_later"),
    "another library": ("return scipy.signal.correlate2d(image)", Status.FORBIDDEN, "scipy"),
}


def conv2d(body: str) -> str:
    return dedent(f"""
        import scipy.signal
        from scipy import *

        def relu_later():
            raise NotImplementedError

        def again(image):
            return again(image)

        def conv2d(image, kernel, bias=0.0):
            {body}
    """)


def statuses(report: Report, function: str) -> set[Status]:
    return {check.status for check in report.checks if check.function == function}


def lost(report: Report) -> set[str]:
    return {check.function for check in report.checks if not check.passed}


@pytest.mark.parametrize("name", IN_A_CALL)
def test_a_fault_in_one_function_costs_that_function_alone(name, grade_code):
    body, status, text = IN_A_CALL[name]
    report = grade_code("conv", conv2d(body))
    first = next(check for check in report.checks if not check.passed)
    assert lost(report) == {"conv2d"}
    assert first.status is status
    assert text in first.message
    assert report.complete


def test_an_endless_loop_is_stopped_and_not_waited_for_again_and_again(grade_code, monkeypatch):
    monkeypatch.setattr("grader.checks.mark.CALL_SECONDS", 0.5)
    report = grade_code("conv", conv2d("\n            while True:\n                pass"))
    assert lost(report) == {"conv2d"}
    assert statuses(report, "conv2d") == {Status.TIMEOUT}
    assert report.duration_s < 20


def test_a_loop_that_swallows_every_exception_is_stopped(grade_code, monkeypatch):
    monkeypatch.setattr("grader.checks.mark.CALL_SECONDS", 0.5)
    code = """
import signal
def conv2d(image, kernel, bias=0.0):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
"""
    assert statuses(grade_code("conv", code), "conv2d") == {Status.TIMEOUT}


def test_200_megabytes_of_output_do_no_harm(grade_code):
    code = """
right = conv2d
def conv2d(image, kernel, bias=0.0):
    for _ in range(20):
        print("x" * 1_000_000)
    return right(image, kernel, bias)
"""
    assert grade_code("conv", code).passed


def test_what_a_wrong_function_printed_is_shown_in_part(grade_code):
    code = "def conv2d(image, kernel, bias=0.0):\n    print('kernel', kernel.shape)\n"
    report = grade_code("conv", code, "conv.conv2d")
    assert "kernel (" in report.checks[0].evidence.printed


def test_a_wrong_signature_names_the_arguments(grade_code):
    report = grade_code("conv", "def conv2d(image):\n    return image", "conv.conv2d")
    assert {check.status for check in report.checks} == {Status.ERROR}
    assert "takes 1 positional argument but" in report.checks[0].message


def test_a_missing_function_is_missing(grade_code):
    report = grade_code("conv", "del conv2d")
    assert statuses(report, "conv2d") == {Status.MISSING}
    assert lost(report) == {"conv2d"}


AT_IMPORT = {
    "a syntax error": (b"def conv2d(:\n    pass\n", Status.ERROR, "conv.py:1"),
    "a wrong encoding": ("# größe\n".encode("latin-1"), Status.MISSING, "not saved as UTF-8"),
    "a null byte": (b"x = 1\x00", Status.MISSING, "not a text"),
    "an exception": (b"import numpy\n1 / 0\n", Status.ERROR, "ZeroDivisionError"),
    "sys.exit": (b"import sys; sys.exit(0)", Status.ERROR, "sys.exit"),
    "os._exit": (b"import os; os._exit(0)", Status.CRASHED, "exit code 0"),
    "an endless loop": (b"while True: pass", Status.TIMEOUT, "did not come back"),
    "an unknown module": (b"import helpers", Status.ERROR, "No module named 'helpers'"),
}


@pytest.mark.parametrize("name", AT_IMPORT)
def test_a_fault_at_import_costs_that_exercise_alone(name, grade_folder, tmp_path, monkeypatch):
    monkeypatch.setattr("grader.grading.pool.LOAD_SECONDS", 1.0)
    source, status, text = AT_IMPORT[name]
    (tmp_path / "conv.py").write_bytes(source)
    (tmp_path / "pooling.py").write_text(plain()["pooling"])
    report = grade_folder(tmp_path, "conv", "pooling")
    conv, pooling = report.exercises
    assert {check.status for check in conv.checks} == {status}
    assert text in conv.checks[0].message
    assert pooling.score == pooling.max_score
    assert report.duration_s < 10


def test_a_missing_file_is_missing(grade_folder, tmp_path):
    report = grade_folder(tmp_path, "conv")
    assert {check.status for check in report.checks} == {Status.MISSING}
    assert report.checks[0].message == "conv.py is not in the submission"


def test_one_unfinished_function_leaves_the_others_their_points(grade_code):
    code = "def stamp(patch, kernel, bias=0.0):\n    raise NotImplementedError"
    report = grade_code("conv", code)
    assert statuses(report, "stamp") == {Status.NOT_STARTED}
    assert lost(report) == {"stamp"}


@pytest.mark.parametrize("line", ["from conv import relu", "from exercises.conv import relu"])
def test_a_sibling_is_the_submissions_own(line, course, grade_folder, tmp_path):
    sibling = (course.solutions / "conv.py").read_bytes()
    (tmp_path / "conv.py").write_bytes(sibling + b"\nMINE = True\n")
    own = (
        f"{line}\nfrom conv import MINE\nimport exercises.conv, conv\nassert conv is exercises.conv"
    )
    (tmp_path / "pooling.py").write_text(f"{plain()['pooling']}\n{own}")
    assert grade_folder(tmp_path, "pooling").passed


def test_a_broken_sibling_costs_no_other_exercise_its_points(grade_folder, tmp_path):
    (tmp_path / "conv.py").write_text("def conv2d(:\n")
    (tmp_path / "pooling.py").write_text(f"from conv import relu\n{plain()['pooling']}")
    report = grade_folder(tmp_path, "conv", "pooling")
    assert report.exercises[1].score == report.exercises[1].max_score
    assert "conv.py:1" in report.checks[0].message


def test_a_broken_file_of_a_later_exercise_is_named_as_the_cause(course, grade_folder, tmp_path):
    (tmp_path / "pooling.py").write_text("def max_pool2d(:\n")
    conv = (course.solutions / "conv.py").read_text()
    code = f"from pooling import max_pool2d\n{conv}\ndef relu(x):\n    return max_pool2d(x)\n"
    (tmp_path / "conv.py").write_text(code)
    report = grade_folder(tmp_path, "conv.relu", "conv.stamp")
    of_relu, of_stamp = report.exercises[0].checks[-1], report.exercises[0].checks[0]
    assert of_stamp.passed
    assert "pooling.py:1" in of_relu.message
    assert "pooling.py:1" in report.notes[0]


def test_a_library_at_the_top_of_a_file_costs_nothing_until_it_is_used(grade_code):
    code = """
import keras
import tensorflow as tf
from keras import layers
from keras.models import Sequential
import matplotlib.pyplot as plt

class Net(keras.Model):
    pass

plt.rcParams
def unused(model: keras.Model) -> tf.Tensor: ...
"""
    assert grade_code("conv", code).passed
