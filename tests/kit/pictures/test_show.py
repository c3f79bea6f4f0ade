"""`show`: pictures that a submission's own functions make, played by the real workers."""

import io
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PIL import Image
from rich.console import Console

from grader.course.course import find_course
from grader.pictures import scene_calls
from grader.pictures.clothes import Drawn
from grader.pictures.doubts import with_doubts
from grader.pictures.image import choose_picture
from grader.pictures.play import show
from grader.plots.figures import draw, galleries
from grader.records.scene import Chart, Empty, Pixels, Scene
from grader.render.panels import to_terminal
from handed_in import read_submission
from places import GOLDEN

COURSE = find_course()
IN_NUMPY = ("conv", "padding", "stride", "pooling")
COLOURS = {"force_terminal": True, "color_system": "truecolor"}


def in_terminal(scenes, width=80, **options) -> str:
    console = Console(
        file=io.StringIO(), width=width, highlight=False, _environ={}, **({} | options)
    )
    console.print(to_terminal(scenes, "a T-shirt"))
    return console.file.getvalue()


def compare(name: str, text: str, tmp_path: Path) -> None:
    text = "\n".join(line.rstrip() for line in text.splitlines()) + "\n"
    new = tmp_path / f"{name}.txt"
    new.write_text(text, encoding="utf-8")
    golden = GOLDEN / f"{name}.txt"
    known = golden.read_text(encoding="utf-8") if golden.is_file() else ""
    assert text == known, f"look at it; if it is better, cp {new} {golden}"


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.fixture
def play(zygotes):
    """The scenes of one exercise, played by the functions in a folder with the drawn T-shirt."""

    def run(folder: Path, exercise: str) -> tuple[Scene, ...]:
        submission = read_submission(folder, list(COURSE.points))
        clothes = Drawn()
        picture, _ = choose_picture(None, clothes)
        return show(COURSE, submission, exercise, picture, clothes, zygotes, lambda *_: None)

    return run


@pytest.fixture
def play_code(play, tmp_path):
    """The scenes of the solutions with `code` added at the end of one exercise."""

    def run(exercise: str, code: str) -> tuple[Scene, ...]:
        for file in COURSE.solutions.glob("*.py"):
            shutil.copy(file, tmp_path)
        with open(tmp_path / f"{exercise}.py", "a", encoding="utf-8") as file:
            file.write(f"\n\n{code}\n")
        return play(tmp_path, exercise)

    return run


def panels(scenes):
    return [panel for scene in scenes for panel in scene.panels]


def empty(scenes):
    return [panel for panel in panels(scenes) if isinstance(panel, Empty)]


def titled(scenes, title):
    return next(panel for panel in panels(scenes) if panel.title == title)


@pytest.mark.parametrize("exercise", IN_NUMPY)
def test_right_functions_leave_no_frame_empty(exercise, play):
    scenes = play(COURSE.solutions, exercise)
    assert len(panels(scenes)) >= 6
    assert empty(scenes) == []


def test_the_maps_are_those_of_the_submission(play_code):
    scenes = play_code("conv", "def conv2d(image, kernel, bias=0.0):\n    return image * -1.5")
    found = titled(scenes, "conv2d")
    assert (found.low, found.high) == (-382.5, 382.5)
    assert found.caption == "28 x 28, -382.5 to 0"


def test_a_scene_knows_the_functions_behind_it_also_those_that_they_call(play):
    scenes = play(COURSE.solutions, "conv")
    assert [scene.functions for scene in scenes] == [
        ("stamp",),
        ("conv2d", "relu", "stamp"),
        ("edge_kernels",),
        ("feature_maps", "conv2d", "relu", "stamp"),
    ]


def test_a_picture_says_that_a_function_behind_it_is_wrong(play):
    scenes = with_doubts(play(COURSE.solutions, "conv"), {"conv2d", "edge_kernels"})
    assert [bool(scene.warning) for scene in scenes] == [False, True, True, True]
    assert scenes[3].warning == "conv2d is not right yet: this is what it makes."
    assert in_terminal(scenes).count("is not right yet") == 3
    assert "conv2d is not right yet" in draw(scenes, "svg").decode()
    assert galleries(scenes)[3].warning == scenes[3].warning


@pytest.mark.tensorflow
def test_a_trained_network_shows_curves_filters_and_maps(play):
    scenes = play(COURSE.solutions, "cnn")
    training, filters, maps = scenes
    assert empty(scenes) == []
    loss, accuracy = training.panels
    for curve in loss.curves:
        assert len(curve.values) == 8
        assert curve.values[-1] < curve.values[0]
    assert accuracy.curves[1].values[-1] > 0.8
    assert len(filters.panels) == 16
    assert all(len(panel.cells) == 3 for panel in filters.panels)
    assert len(maps.panels) == 4
    assert all(len(panel.cells) == 28 for panel in maps.panels)


@pytest.mark.parametrize("exercise", COURSE.points)
def test_stubs_show_empty_frames_that_name_the_function(exercise, play):
    frames = empty(play(COURSE.exercises, exercise))
    assert frames
    for frame in frames:
        assert frame.why == f"{frame.function} is not written yet"


def test_one_frame_stands_for_neighbours_that_are_empty_for_one_reason(play):
    frames = empty(play(COURSE.exercises, "conv"))
    assert "top, left, bottom, right" in {frame.title for frame in frames}


def test_a_function_is_shown_without_those_that_come_later(play_code):
    code = "def edge_kernels():\n    raise NotImplementedError\n"
    scenes = play_code("conv", code)
    assert {frame.function for frame in empty(scenes)} == {"edge_kernels"}
    assert isinstance(titled(scenes, "turns dark"), Pixels)


def test_relu_is_shown_before_conv2d_is_written(play_code):
    scenes = play_code(
        "conv", "def conv2d(image, kernel, bias=0.0):\n    raise NotImplementedError"
    )
    assert isinstance(titled(scenes, "then relu"), Pixels)


def test_a_missing_file_and_one_that_cannot_be_imported_are_told(play, tmp_path):
    assert {frame.why for frame in empty(play(tmp_path, "conv"))} == {
        "conv.py is not in the submission"
    }
    (tmp_path / "conv.py").write_text("1 / 0")
    assert all("ZeroDivisionError" in frame.why for frame in empty(play(tmp_path, "conv")))


WRONG = {
    "an exception": ("raise KeyError('x')", "conv2d: KeyError: 'x' (conv2d (conv.py:"),
    "text": ("return 'abc'", "conv2d gave str 'abc', expected an array of real numbers"),
    "a list": ("return [[1.0]]", "conv2d gave list [[1.0]], expected an array"),
    "nothing": ("return None", "conv2d gave None, expected an array of real numbers"),
    "another shape": ("return np.ones(5)", "array, expected the shape (any, any)"),
    "an empty array": ("return np.ones((0, 4))", "array, expected 1 to 200 entries"),
    "a huge array": ("return np.ones((9, 9999))", "array, expected 1 to 200 entries"),
    "an array too large to send": ("return np.ones((9999, 999))", "too large to send"),
    "complex numbers": ("return image * 1j", "expected an array of real numbers"),
    "objects": ("return np.array([[object()]])", "expected an array of real numbers"),
    "a crash": ("import os; os._exit(3)", "conv2d: the call ended its Python process"),
    "escape sequences": (
        "raise ValueError('\\x1b[31mred\\x1b]0;title\\x07 $\\\\frac{1}$ [bold]a[/] <script>')",
        "conv2d: ValueError: red\ufffd]0;title\ufffd $\\frac{1}$ [bold]a[/] <script>",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_function_shows_a_frame_with_a_sentence(name, play_code):
    body, why = WRONG[name]
    scenes = play_code("conv", f"def conv2d(image, kernel, bias=0.0):\n    {body}")
    frame = titled(scenes, "conv2d")
    assert isinstance(frame, Empty)
    assert why in frame.why
    assert len(frame.why) <= 200


def test_words_of_a_student_are_inert_in_every_picture(play_code):
    body = (
        "raise ValueError('\\x1b]0;title\\x07 $\\\\frac{1}$ [bold]a[/] <script> \\u202e \\ud800')"
    )
    scenes = play_code("conv", f"def conv2d(image, kernel, bias=0.0):\n    {body}")
    assert {"\x1b", "\x07", "\u202e"} & set(in_terminal(scenes)) == set()
    assert "[bold]a[/]" in in_terminal(scenes)
    svg = draw(scenes, "svg")
    assert b"<script" not in svg
    assert "$\\frac{1}$" in "".join(ElementTree.fromstring(svg).itertext())
    assert opened(draw(scenes, "png")).width > 1000


def test_numbers_that_cannot_be_compared_are_drawn_all_the_same(play_code):
    body = "return np.array([[np.nan, np.inf], [-np.inf, 1e308], [-1e308, 5e-324]])"
    scenes = play_code("conv", f"def conv2d(image, kernel, bias=0.0):\n    {body}")
    assert isinstance(titled(scenes, "conv2d"), Pixels)
    assert "?" in in_terminal(scenes)
    assert "\x1b" in in_terminal(scenes, **COLOURS)
    assert opened(draw(scenes, "png")).width > 1000


def test_positions_outside_of_the_picture_break_nothing(play_code):
    body = "return [2**62, -5, 3] * 50"
    scenes = play_code("stride", f"def stamp_positions(n, kernel_size, stride=1):\n    {body}")
    assert titled(scenes, "stride 2")
    assert in_terminal(scenes, **COLOURS)
    assert opened(draw(scenes, "png")).width > 1000


def test_a_function_that_hangs_is_waited_for_once(play_code, monkeypatch):
    monkeypatch.setitem(scene_calls.SECONDS, "numpy", 1.0)
    scenes = play_code("padding", "def stamp_counts(*args):\n    while True:\n        pass")
    whys = {frame.why for frame in empty(scenes)}
    assert whys == {"stamp_counts: the call did not come back within 1 s"}


@pytest.mark.tensorflow
def test_a_training_that_gives_no_model_is_told(play_code):
    code = "def train(model, images, labels, epochs=5):\n    return labels[:2]"
    frames = empty(play_code("cnn", code))
    assert {frame.function for frame in frames} == {"train"}
    assert all("expected a Keras model" in frame.why for frame in frames)


@pytest.mark.tensorflow
def test_a_network_without_a_metric_has_a_loss_and_an_empty_accuracy(play_code):
    code = """
def build_model(input_shape=(28, 28, 1), classes=10):
    import keras
    layers = [
        keras.Input(input_shape),
        keras.layers.Conv2D(4, 3),
        keras.layers.Flatten(),
        keras.layers.Dense(classes, activation="softmax"),
    ]
    model = keras.Sequential(layers)
    model.compile(loss="sparse_categorical_crossentropy")
    return model
def train(model, images, labels, epochs=5):
    return model
"""
    scenes = play_code("cnn", code)
    assert isinstance(titled(scenes, "loss"), Chart)
    assert [frame.function for frame in empty(scenes)] == ["build_model"]


@pytest.mark.parametrize("exercise", IN_NUMPY)
def test_a_show_reads_as_in_its_golden_file(exercise, play, tmp_path):
    compare(f"show_{exercise}", in_terminal(play(COURSE.solutions, exercise)), tmp_path)


def test_a_show_of_stubs_reads_as_in_its_golden_file(play, tmp_path):
    compare("show_stubs", in_terminal(play(COURSE.exercises, "conv")), tmp_path)
