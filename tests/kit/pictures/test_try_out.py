"""`try`: one call of a student's function in a real worker, beside the right answer."""

import io

import numpy as np
import pytest
from rich.console import Console

from grader.cli.main import main
from grader.course.course import find_course
from grader.course.examples import FunctionCall, shown_calls
from grader.course.hints import functions_of
from grader.errors import UsageError
from grader.grading.stand_ins import StandIns
from grader.pictures import scene_calls
from grader.pictures.try_out import Lesson, try_out
from grader.render.tried_calls import to_terminal
from grader.submission.submission import Submission

COURSE = find_course()
FUNCTIONS = functions_of(COURSE)
SOLUTIONS = {name: (COURSE.solutions / f"{name}.py").read_bytes() for name in FUNCTIONS}
NAMES = [(exercise, name) for exercise in FUNCTIONS for name in FUNCTIONS[exercise]]
FLIPPED = """
import numpy as np

def conv2d(image, kernel, bias=0.0):
    print("image", image.shape)
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (windows * kernel[::-1, ::-1]).sum(axis=(2, 3)) + bias
"""


@pytest.fixture
def tried(zygotes):
    """What calls of a function give, by default those of the lesson."""

    def run(name, source, *calls):
        exercise, _, function = name.partition(".")
        lesson = Lesson(COURSE, exercise, function)
        chosen = [FunctionCall(args, {}) for args in calls] or lesson.calls(FUNCTIONS[exercise])
        files = {**SOLUTIONS, exercise: source.encode()}
        handed_in = Submission("anna", files, {}, COURSE.exercises)
        ends = (zygotes, StandIns(COURSE), lambda *names: None)
        return list(try_out(lesson, chosen, handed_in, *ends))

    return run


def shown(tried, width=80):
    console = Console(file=io.StringIO(), width=width, highlight=False, _environ={})
    console.print(to_terminal("conv.conv2d", tried))
    return " ".join(console.file.getvalue().split())


def solution(exercise):
    return SOLUTIONS[exercise].decode()


@pytest.mark.parametrize("exercise", FUNCTIONS)
def test_the_solution_gives_what_the_solution_gives_in_every_example(tried, exercise):
    for function in FUNCTIONS[exercise]:
        lesson = Lesson(COURSE, exercise, function)
        if function in lesson.keras:
            continue
        for each in tried(f"{exercise}.{function}", solution(exercise)):
            assert each.answered
            assert each.comparison == ("free" if lesson.is_free else "right"), each
            assert each.parts


def test_every_example_of_a_lesson_is_a_call(zygotes):
    without = [
        f"{exercise}.{function}"
        for exercise, function in NAMES
        if not shown_calls(
            Lesson(COURSE, exercise, function).section.docstring,
            function,
            FUNCTIONS[exercise],
            Lesson(COURSE, exercise, function).recorded,
        )
    ]
    assert without == ["cnn.build_model", "cnn.train"]


def test_a_wrong_answer_stands_beside_the_right_one_with_its_cause(tried):
    (each,) = tried("conv.conv2d", FLIPPED)
    assert each.comparison == "wrong"
    assert each.diagnosis.id == "flipped-kernel"
    text = shown([each])
    assert "*0 *5 1 *4 *7 1" in text
    assert "printed image (3, 4)" in text


def test_a_picture_is_shown_as_two_pictures(tried):
    image = np.arange(240, dtype=np.uint8).reshape(12, 20)
    (each,) = tried("conv.conv2d", FLIPPED, (image, np.array([[1.0, 0], [0, -2]])))
    assert [panel.title for panel in each.maps] == ["got", "expected"]
    assert [len(panel.cells) for panel in each.maps] == [11, 11]
    assert "11 x 19" in shown([each])


def test_channels_are_shown_slice_by_slice(tried):
    kernels = np.zeros((1, 1, 3))
    (each,) = tried("conv.feature_maps", solution("conv"), (np.ones((2, 2)), kernels))
    titles = [part.title for part in each.parts]
    assert titles == ["float64 (2, 2, 3)", "[:, :, 0]", "[:, :, 1]", "[:, :, 2]"]


def test_an_exception_is_told_in_plain_words_beside_the_right_answer(tried):
    source = "def conv2d(image, kernel, bias=0.0):\n    return image[9, 0]"
    (each,) = tried("conv.conv2d", source)
    assert not each.answered
    assert each.diagnosis.id == "index-past-the-end"
    assert "IndexError" in each.message
    assert "conv.py:2" in each.message
    assert each.expected[0].cells == (("4", "7", "1"), ("-1", "6", "0"))


def test_a_refusal_is_right_where_the_solution_refuses(tried):
    (each,) = tried("conv.conv2d", solution("conv"), (np.ones((1, 1)), np.ones((2, 2))))
    assert not each.answered
    assert each.comparison == "right"
    assert "The solution refuses this, too." in shown([each])


def test_a_missing_refusal_is_said(tried):
    (each,) = tried("conv.conv2d", "def conv2d(*args): return None", (np.ones(1), np.ones(2)))
    assert each.comparison == "wrong"
    assert "must raise ValueError" in each.message


def test_what_does_not_come_back_is_said_and_called_no_more(tried, monkeypatch):
    monkeypatch.setattr(scene_calls, "SECONDS", {"numpy": 0.3, "tensorflow": 0.3})
    found = tried("padding.same_padding", "def same_padding(size):\n    while True: pass")
    assert [each.answered for each in found] == [False]
    assert "did not come back within 0.3 s" in found[0].message


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("x = 1", "conv.py has no function relu"),
        ("def relu(x):\n    raise NotImplementedError", "relu is not written yet"),
        ("def relu(x:\n    pass", "cannot be imported"),
    ],
)
def test_what_cannot_be_called_is_said(tried, source, text):
    (each,) = tried("conv.relu", source)
    assert not each.answered
    assert text in each.message


def test_the_solution_gets_no_more_time_than_a_student(tried, monkeypatch):
    monkeypatch.setattr(scene_calls, "SECONDS", {"numpy": 0.3, "tensorflow": 0.3})
    (each,) = tried("stride.stamp_positions", "def stamp_positions(*args): return [0]", (10**8, 1))
    assert each.comparison == "unknown"


def test_a_right_answer_too_large_to_send_is_not_known(tried):
    source = "def zero_pad(image, padding):\n    return image"
    (each,) = tried("padding.zero_pad", source, (np.ones((1, 1)), 1000))
    assert each.comparison == "unknown"
    assert each.answered


def test_a_function_without_example_asks_for_its_arguments():
    with pytest.raises(UsageError, match=r"train\(model: Any, images"):
        Lesson(COURSE, "cnn", "train").calls(FUNCTIONS["cnn"])
    assert Lesson(COURSE, "cnn", "build_model").calls(FUNCTIONS["cnn"]) == [FunctionCall((), {})]


# --- the command


@pytest.mark.parametrize(
    ("arguments", "code", "text"),
    [
        ([], 0, "The kernel is flipped"),
        (["[[1, 2], [3, 4]]", "[[1]]", "bias=2"], 0, "The solution gives the same."),
        (["[[1, 2]]", "3"], 1, "ValueError"),
        (["[[1, 2]]"], 2, "conv2d(image: np.ndarray, kernel: np.ndarray, bias: float = 0.0)"),
        (["[[1, 2]]", "[[1"], 2, "[[1 is no argument that can be read"),
    ],
)
def test_the_command_has_exit_codes(tmp_path, monkeypatch, capsys, arguments, code, text):
    (tmp_path / "exercises").mkdir()
    file = tmp_path / "exercises" / "conv.py"
    file.write_text(FLIPPED.replace("return", "if kernel.ndim != 2: raise ValueError\n    return"))
    monkeypatch.chdir(tmp_path)
    assert main(["try", "conv2d", *arguments]) == code
    out, err = capsys.readouterr()
    assert text in " ".join((out + err).split())
