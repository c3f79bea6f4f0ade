"""The copy of the kit that students get: all that they need, and nothing of a solution."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
import venv
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

import grader.release.record as recording
from grader.course.course import Course, find_course
from grader.course.selection import select
from grader.diagnosis.recorded import (
    Record,
    RecordedExercise,
    digest,
    packed_record,
    read_record,
)
from grader.errors import CannotGrade, UsageError
from grader.grading.progress import Progress
from grader.grading.session import grade
from grader.language import choose
from grader.records.report import Check, Report, Status
from grader.release.bundle import RECORDED, Files, bundle
from grader.release.deliver import deliver
from grader.release.leaks import check_leaks
from grader.release.project import without_development
from grader.release.student_copy import check_place, release
from grader.sandbox.zygotes import Zygotes
from grader.stubs import quick
from grader.submission.submission import Submission
from handed_in import read_submission

EXERCISES = ["conv", "padding", "stride", "pooling", "cnn"]
BESIDE_THE_GRADER = {
    "README.md",
    "pyproject.toml",
    "tests/conftest.py",
    "tests/recorded.bin",
    *(f"tests/feedback/{name}/symptoms.py" for name in ("conv", "cnn")),
    *(f"exercises/{name}.py" for name in EXERCISES),
    *(f"tests/stubs/{name}.py" for name in EXERCISES),
    *(f"tests/public/test_{name}.py" for name in EXERCISES),
    *(f"tests/feedback/{name}/hints.toml" for name in EXERCISES),
    *(f"tests/feedback/{name}/scenes.py" for name in EXERCISES),
}


@pytest.fixture(scope="module")
def released(course, zygotes, request, tmp_path_factory) -> Path:
    """A students' copy. What diagnoses may ask is recorded of the functions that a selected test
    is about; of all of them it takes a minute."""
    items = (item for item in request.session.items if item.path == Path(__file__))
    params = (item.callspec.params for item in items if hasattr(item, "callspec"))
    chosen = {each["name"].partition(".")[2] for each in params if each.get("name") in WRONG}

    def of_chosen(oracle, calls, functions):
        wanted = [(mark, answer) for mark, answer in calls if answer.function in chosen]
        return of_diagnoses(oracle, wanted, [name for name in functions if name in chosen])

    of_diagnoses = recording._of_diagnoses
    place = tmp_path_factory.mktemp("released") / "kit"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recording, "_of_diagnoses", of_chosen)
        release(course, place, zygotes)
    return place


@pytest.fixture(scope="module")
def student(released: Path) -> Course:
    return find_course(released)


def files_in(folder: Path) -> Files:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in files
        if "__pycache__" not in file.parts
    }


def grades(course: Course, zygotes: Zygotes, submissions: list[Submission], *names: str):
    return grade(course, submissions, select(course, list(names)), zygotes, Progress())


# --- what is in it


def test_it_holds_stubs_public_suites_and_the_grader_and_nothing_else(course, released):
    grader = {f"grader/{name}" for name in files_in(course.root / "grader")}
    compiled = {name for name in grader if not name.endswith(".po")}
    assert set(files_in(released)) == BESIDE_THE_GRADER | compiled


def test_a_week_has_what_was_assigned_and_nothing_of_the_rest(course):
    week = replace(course, points={"conv": 25.0, "padding": 15.0})
    files = bundle(week)
    own = [file for file in files if not file.startswith("grader/")]
    others = [name for name in EXERCISES if name not in week.points]
    assert not [file for file in own for name in others if re.search(rf"[/_]{name}[./]", file)]
    assert {"exercises/conv.py", "exercises/padding.py"} < set(files)
    project = tomllib.loads(files["pyproject.toml"].decode())
    assert project["tool"]["grader"]["points"] == week.points
    assert "in the order `conv`, `padding`, or" in files["README.md"].decode()
    check_leaks(week, files)


def test_an_exercise_is_released_with_those_that_it_builds_on(course, tmp_path):
    week = replace(course, points={"padding": 15.0, "stride": 20.0})
    with pytest.raises(UsageError, match="stride builds on conv"):
        check_place(week, tmp_path / "kit")


def test_lessons_and_readme_are_in_the_chosen_language(course):
    english = bundle(course)
    choose("ko")
    try:
        korean = bundle(course)
    finally:
        choose("en")
    changed = {name for name in english if english[name] != korean[name]}
    lessons = {f"{place}/{name}.py" for place in ("exercises", "tests/stubs") for name in EXERCISES}
    assert changed == {"README.md", *lessons}
    assert re.search("[가-힣]{2}", korean["exercises/conv.py"].decode())
    check_leaks(course, korean)


def test_exercises_are_stubs_though_a_contributor_has_answers(course, released):
    for name in EXERCISES:
        text = (released / "exercises" / f"{name}.py").read_text(encoding="utf-8")
        assert "raise NotImplementedError" in text
        assert "SOLUTION" not in text


def test_its_project_installs_the_grader_without_tools_of_development(course, released):
    text = (released / "pyproject.toml").read_text(encoding="utf-8")
    assert "dev" not in find_table(text, "optional-dependencies")
    assert not re.search("ruff|mypy|hypothesis|playwright", text)
    assert find_course(released).points == course.points


def find_table(text: str, name: str) -> str:
    return text.partition(f"[project.{name}]")[2].partition("\n[")[0]


def test_a_project_that_cannot_be_shortened_is_not_released():
    with pytest.raises(CannotGrade, match="header"):
        without_development('tool = {ruff = {}}\n[project]\noptional-dependencies.dev = ["ruff"]\n')


def secrets(course: Course) -> list[bytes]:
    """The text between the markers of each solution, and each hidden check."""
    found = []
    for file in course.solutions.glob("*.py"):
        text = file.read_text(encoding="utf-8")
        found += re.findall(r"### BEGIN SOLUTION\n(.*?)\n *### END SOLUTION", text, re.DOTALL)
    for file in course.hidden.glob("test_*.py"):
        text = file.read_text(encoding="utf-8")
        found += re.findall(r"^def test_\w+\(.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
        found += titles(file) - set().union(*map(titles, course.public.glob("test_*.py")))
    return [each.strip().encode() for each in found]


def titles(suite: Path) -> set[str]:
    return set(re.findall(r'"""(.+?)\.?"""', suite.read_text("utf-8").partition("import")[2]))


def opened(files: Files) -> Files:
    """The files and, in place of archives and of what is compressed, what is inside."""
    plain = {}
    for name, content in files.items():
        if name.endswith(".bin"):
            content = zlib.decompress(content)
        plain[name] = content
    return plain


def test_no_solution_and_no_hidden_check_is_in_the_folder(course, released):
    wanted = secrets(course)
    assert len(wanted) > 100
    for name, content in opened(files_in(released)).items():
        assert [each for each in wanted if each in content] == [], name


def test_the_archive_holds_the_same_files_in_a_folder_of_its_own(released, tmp_path):
    files = files_in(released)
    for name in ("kit.zip", "again.zip"):
        deliver(files, tmp_path / name)
    with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
        inside = {each.filename: archive.read(each) for each in archive.infolist()}
    assert inside == {f"kit/{name}": content for name, content in files.items()}
    assert sorted(each.name for each in tmp_path.iterdir()) == ["again.zip", "kit.zip"]


# --- where it goes


@pytest.mark.parametrize("name", ["full", "file.txt", "kit.zip"])
def test_what_is_there_already_is_not_overwritten(name, course, tmp_path):
    place = tmp_path / name
    kept = place if place.suffix else place / "mine.py"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("mine")
    with pytest.raises(UsageError, match=name):
        check_place(course, place)


def run(folder: Path, *arguments: str, python: str = sys.executable):
    return subprocess.run(
        [python, "-m", "grader", *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": "80", "GRADER_LANG": "en"},
        capture_output=True,
        text=True,
        timeout=600,
    )


def test_a_students_copy_cannot_be_released_again(released, tmp_path):
    ran = run(released, "release", str(tmp_path / "out"))
    assert ran.returncode == 2
    assert "this copy of the kit is a student's" in ran.stderr


@pytest.mark.parametrize("name", ["conv.stamp"])
def test_a_function_is_tried_in_a_students_copy_beside_what_was_recorded(released, name, tmp_path):
    """What is recorded in this copy depends on the names in the parameters of the tests."""
    (tmp_path / "conv.py").write_text("def stamp(patch, kernel, bias=0.0):\n    return 7.0\n")
    shown = run(released, "try", name, "--submission", str(tmp_path))
    assert shown.returncode == 0
    assert "the result is 7, expected 7.5" in " ".join(shown.stdout.split())
    unknown = run(released, "try", name, "[[7, 8]]", "[[9, 9]]", "--submission", str(tmp_path))
    assert "is not known in this copy" in " ".join(unknown.stdout.split())


def test_a_students_copy_has_one_seed(released):
    ran = run(released, "conv", "--seed", "3")
    assert ran.returncode == 2
    assert "--seed needs the solutions" in ran.stderr


# --- what must not be in it


@pytest.fixture
def copy(course: Course, tmp_path: Path) -> Course:
    """A copy of the kit that may be spoilt."""
    shutil.copytree(course.root / "solutions", tmp_path / "solutions")
    shutil.copytree(course.root / "grader", tmp_path / "grader")
    shutil.copytree(course.root / "tests", tmp_path / "tests")
    shutil.copy(course.root / "pyproject.toml", tmp_path)
    return find_course(tmp_path)


@pytest.mark.parametrize(
    ("spoilt", "text", "said"),
    [
        ("tests/public/test_conv.py", None, "a line of solutions/conv.py, line"),
        ("tests/conftest.py", None, "a line of solutions/conv.py, line"),
        ("grader/text.py", None, "a line of solutions/conv.py, line"),
        (
            "tests/public/test_conv.py",
            "tests/hidden/test_conv.py",
            "the code of tests/hidden/test_conv.py, ",
        ),
        (
            "tests/feedback/conv/scenes.py",
            "tests/feedback/pooling/mistakes.py",
            "the code of tests/feedback/",
        ),
    ],
)
def test_nothing_is_released_with_a_secret_in_it(spoilt, text, said, copy, zygotes, tmp_path):
    secret = (copy.root / text).read_text(encoding="utf-8") if text else solution_line(copy)
    file = copy.root / spoilt
    before = file.read_text(encoding="utf-8")
    file.write_text(f"{before}\n{secret}\n", encoding="utf-8")
    with pytest.raises(CannotGrade) as caught:
        release(copy, tmp_path / "out", zygotes)
    place = re.search(rf"{spoilt}, line (\d+), has ", str(caught.value))
    assert place is not None
    assert int(place[1]) > before.count("\n")
    assert said in str(caught.value)
    assert not (tmp_path / "out").exists()


def solution_line(course: Course) -> str:
    """A line of conv2d's solution, written with other spaces."""
    solution = (course.solutions / "conv.py").read_text(encoding="utf-8")
    region = solution.partition("def conv2d(")[2].partition("### BEGIN SOLUTION\n")[2]
    lines = (line.strip() for line in region.partition("### END")[0].splitlines())
    return next(line for line in lines if len(line) > 40).replace(" ", "  ")


def test_recorded_answers_are_searched_too(copy):
    exercise = RecordedExercise({"bias-forgotten": solution_line(copy)})
    recorded = packed_record(Record(exercises={"conv": exercise}))
    with pytest.raises(CannotGrade, match=RECORDED):
        check_leaks(copy, {RECORDED: recorded})


def test_lines_that_anyone_writes_are_no_secret(copy):
    with open(copy.public / "test_conv.py", "a", encoding="utf-8") as file:
        file.write("return float(x)\n\n### BEGIN SOLUTION\n")
    check_leaks(copy, bundle(copy))


# --- the grade


def test_stubs_get_nothing_and_solutions_all_visible_points(course, student, zygotes):
    submissions = [
        read_submission(folder, EXERCISES) for folder in (student.exercises, course.solutions)
    ]
    untouched, solved = grades(student, zygotes, submissions)
    assert {check.status for check in untouched.checks} == {Status.NOT_STARTED}
    assert [check.id for check in solved.checks if not check.passed] == []
    assert untouched.score == 0
    assert untouched.max_score == solved.max_score == solved.score
    assert solved.hidden_points == 100 - solved.score > 50


WIDE = """
def build_model(input_shape=(28, 28, 1), classes=10):
    import keras

    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(FILTERS, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(classes, activation="softmax"),
        ]
    )
    loss = "sparse_categorical_crossentropy"
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model
"""


@pytest.mark.tensorflow
def test_a_network_of_any_width_can_be_judged(course, student, zygotes):
    wide = [WIDE.replace("FILTERS", str(filters)) for filters in (1, 3, 6, 64)]
    turned = WIDE.replace('"relu"', '"tanh"').replace("FILTERS", "6")
    submissions = [changed(course, "cnn", code) for code in (*wide, turned)]
    *right, wrong = grades(student, zygotes, submissions, "cnn.build_model")
    lost = [[check.id for check in report.checks if not check.passed] for report in right]
    assert lost == [["cnn/build_model/has_4_to_64_filters"]] * 2 + [[], []]
    assert [check.status for check in wrong.checks if not check.passed] == [Status.FAILED]
    assert "other probabilities than forward" in wrong.checks[0].message


# --- the feedback

# Each is added to the solution, whose own function is `right` then.
WRONG = {
    "conv.stamp": "def stamp(patch, kernel, bias=0.0):\n    return right(patch, kernel)",
    "conv.relu": "def relu(x):\n    return np.abs(x)",
    "conv.conv2d": """
def conv2d(image, kernel, bias=0.0):
    return right(image, np.asarray(kernel)[::-1, ::-1], bias)""",
    "conv.feature_maps": """
def feature_maps(image, kernels, biases=None):
    return [conv2d(image, kernels[:, :, k]) for k in range(kernels.shape[2])]""",
    "conv.edge_kernels": """
def edge_kernels():
    down = np.array([[-1.0, -1, -1], [0, 0, 0], [1, 1, 1]])
    return {"top": -down, "left": down.T, "bottom": down, "right": -down.T}""",
    "padding.same_padding": "def same_padding(kernel_size):\n    return (kernel_size - 1) / 2",
    "padding.zero_pad": """
def zero_pad(image, padding):
    ph, pw = padding if isinstance(padding, tuple) else (padding, padding)
    return np.pad(image, [(2 * ph, 0), (2 * pw, 0), (0, 0)][: image.ndim])""",
    "stride.output_size": """
def output_size(n, kernel_size, padding=0, stride=1):
    return (n + 2 * padding - kernel_size) // stride""",
    "stride.stamp_positions": """
def stamp_positions(n, kernel_size, stride=1):
    return list(range(0, n - kernel_size, stride))""",
    "stride.conv2d_strided": """
def conv2d_strided(image, kernel, bias=0.0, stride=1, padding=0):
    return image[99]""",
    "pooling.max_pool2d": """
def max_pool2d(feature_map, pool_size=2, stride=None):
    return avg_pool2d(feature_map, pool_size, stride)""",
    "pooling.avg_pool2d": """
def avg_pool2d(feature_map, pool_size=3, stride=None):
    return right(feature_map, pool_size, stride)""",
    "pooling.flatten": 'def flatten(feature_maps):\n    return feature_maps.flatten("F").tolist()',
    "cnn.conv_params": """
def conv_params(kernel_size, in_channels, filters):
    return right(kernel_size, in_channels, filters) - filters""",
    "cnn.forward": """
def forward(image, weights):
    kernels, biases, dense, scores = weights
    return right(image, [np.asarray(kernels)[::-1, ::-1], biases, dense, scores])""",
    "cnn.build_model": WIDE.replace("FILTERS", "8").replace('"relu"', '"tanh"'),
}
NAMED = {
    "conv.stamp": "bias-forgotten",
    "conv.conv2d": "flipped-kernel",
    "conv.edge_kernels": "top-and-bottom-exchanged",
    "padding.zero_pad": "picture-off-centre",
    "cnn.forward": "flipped-kernel",
}


def changed(course: Course, exercise: str, code: str) -> Submission:
    """The solutions, as quick as the reference, with other code at the end of one of them."""
    solved = read_submission(course.solutions, EXERCISES)
    files = {name: quick(source.decode()).encode() for name, source in solved.files.items()}
    return replace(solved, files={**files, exercise: files[exercise] + f"\n\n{code}\n".encode()})


def mistaken(course: Course, name: str) -> Submission:
    exercise, _, function = name.partition(".")
    return changed(course, exercise, f"right = {function}\n\n\n{WRONG[name]}")


def visible(report: Report) -> list[Check]:
    return [replace(check, duration_s=0.0) for check in report.checks if not check.hidden]


QUICK = {"conv.stamp", "conv.relu", "padding.same_padding", "pooling.flatten", "cnn.conv_params"}


def marked(name: str) -> Any:
    return pytest.param(name, marks=() if name in QUICK else pytest.mark.install)


@pytest.mark.parametrize("name", map(marked, WRONG))
def test_a_wrong_answer_is_explained_as_in_the_full_kit(name, course, student, zygotes):
    submission = mistaken(course, name)
    (whole,) = grades(course, zygotes, [submission], name)
    (part,) = grades(student, zygotes, [submission], name)
    for check, other in zip(visible(part), visible(whole), strict=True):
        assert check.diagnosis in {other.diagnosis, None}  # of three mistakes it is not told
        assert repr(replace(check, diagnosis=other.diagnosis)) == repr(other)  # NaN is not NaN
    wrong = [check for check in part.checks if not check.passed]
    assert wrong
    assert "tensorflow" not in sys.modules
    if name in NAMED:
        assert NAMED[name] in {check.diagnosis.id for check in wrong if check.diagnosis}


@pytest.fixture
def without_answers(released: Path, tmp_path: Path) -> Course:
    """A student's copy whose recorded answers are lost."""
    shutil.copytree(released, tmp_path / "kit")
    (tmp_path / "kit" / RECORDED).unlink()
    return find_course(tmp_path / "kit")


def test_without_recorded_answers_a_wrong_function_is_still_wrong(course, without_answers, zygotes):
    submission = mistaken(course, "conv.stamp")
    (report,) = grades(without_answers, zygotes, [submission], "conv.stamp")
    lost = [check for check in report.checks if not check.passed]
    assert {check.status for check in lost} == {Status.FAILED, Status.BROKEN}
    assert {check.diagnosis for check in lost} == {None}


def test_a_check_that_needs_a_lost_answer_is_the_kits_fault(course, without_answers, zygotes):
    submission = read_submission(course.solutions, EXERCISES)
    (report,) = grades(without_answers, zygotes, [submission], "cnn.forward")
    lost = [check for check in report.checks if not check.passed]
    assert {check.status for check in lost} == {Status.BROKEN}
    assert all("no recorded answer of forward" in check.message for check in lost)


def test_damaged_answers_say_what_to_do(tmp_path):
    assert read_record(tmp_path / "recorded.bin") == Record()
    for content in (b"", b"rubbish", zlib.compress(b"rubbish")):
        (tmp_path / "recorded.bin").write_bytes(content)
        with pytest.raises(CannotGrade, match="Take the file anew"):
            read_record(tmp_path / "recorded.bin")


def test_a_question_is_known_on_a_platform_that_rounds_otherwise():
    drawn = np.random.default_rng(1).normal(size=(3, 4))
    rounded = np.nextafter(drawn, np.inf)
    name = digest("conv2d", (drawn, 2, None))
    assert name == digest("conv2d", (rounded, 2, None))
    others = (drawn + 1e-3, drawn.astype(np.float32), drawn.T, np.asfortranarray(drawn))
    for other in others:
        assert name != digest("conv2d", (other, 2, None))
    assert name != digest("conv2d", (drawn, 2.0, None))
    assert name != digest("stamp", (drawn, 2, None))


# --- as a student gets it


@pytest.fixture
def installed(released: Path) -> Iterator[tuple[Path, str]]:
    """A student's copy and the Python that it is installed for; both go away afterwards."""
    with tempfile.TemporaryDirectory() as place:
        kit = Path(place) / "kit"
        shutil.copytree(released, kit)
        venv.create(kit / ".venv", with_pip=True)
        scripts = sysconfig.get_path("scripts", "venv", {"base": str(kit / ".venv")})
        python = str(Path(scripts) / "python")
        options = ["--quiet", "--disable-pip-version-check", "-e", "."]
        subprocess.run([python, "-m", "pip", "install", *options], cwd=kit, check=True)
        yield kit, python


@pytest.mark.install
def test_it_installs_in_a_fresh_environment_and_grades_there(course, installed, tmp_path):
    """Takes minutes, for TensorFlow is installed."""
    kit, python = installed
    untouched = run(tmp_path, "--json", "-", python=python)
    assert untouched.stderr == ""
    assert json.loads(untouched.stdout)["score"] == 0
    for name in EXERCISES:
        shutil.copy(course.solutions / f"{name}.py", kit / "exercises")
    solved = run(tmp_path, "--json", "-", python=python)
    assert solved.stderr == ""
    assert json.loads(solved.stdout)["score"] == json.loads(untouched.stdout)["max_score"]
    assert (untouched.returncode, solved.returncode) == (1, 0)
