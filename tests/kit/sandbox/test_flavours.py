"""TensorFlow is imported by a worker, and only if a function that needs it was begun."""

import ast
import shutil

import pytest

from grader.course.selection import select
from grader.grading.progress import Progress
from grader.grading.session import grade
from grader.records.report import Report, Status
from grader.sandbox.zygotes import open_zygotes
from handed_in import read_submission


@pytest.fixture
def grade_without_tensorflow(course, tmp_path, monkeypatch):
    """Grades cnn.py where `import tensorflow` fails, so that every import of it shows."""
    (tmp_path / "path" / "tensorflow").mkdir(parents=True)
    broken = tmp_path / "path" / "tensorflow" / "__init__.py"
    broken.write_text("raise ImportError('must not be imported')")
    monkeypatch.syspath_prepend(tmp_path / "path")

    def run(source: str, *names: str) -> Report:
        for name in course.points:
            shutil.copy(course.solutions / f"{name}.py", tmp_path)
        (tmp_path / "cnn.py").write_text(source, encoding="utf-8")
        submission = read_submission(tmp_path, list(course.points))
        with open_zygotes() as zygotes:
            selection = select(course, list(names) or ["cnn"])
            return grade(course, [submission], selection, zygotes, Progress())[0]

    return run


def source(course, folder: str) -> str:
    return (course.root / folder / "cnn.py").read_text(encoding="utf-8")


def statuses(report: Report, *functions: str) -> set[Status]:
    return {check.status for check in report.checks if check.function in functions}


IN_NUMPY = ("conv_params", "dense_params", "conv_layer", "forward")
IN_KERAS = ("build_model", "train")


def test_stubs_need_no_tensorflow(course, grade_without_tensorflow):
    report = grade_without_tensorflow(source(course, "exercises"))
    assert statuses(report, *IN_NUMPY, *IN_KERAS) == {Status.NOT_STARTED}


@pytest.mark.parametrize("text", ["def build_model(:", "x = 1"])
def test_a_file_without_these_functions_needs_no_tensorflow(text, grade_without_tensorflow):
    report = grade_without_tensorflow(text)
    assert report.complete
    assert report.score == 0


def test_numpy_functions_are_judged_without_tensorflow(course, grade_without_tensorflow):
    top = "import tensorflow as tf\nfrom tensorflow import keras\ntf.random.set_seed(1)\n"
    report = grade_without_tensorflow(top + source(course, "solutions"))
    assert statuses(report, *IN_NUMPY) == {Status.PASSED}


def test_without_tensorflow_its_checks_are_the_graders_fault(course, grade_without_tensorflow):
    report = grade_without_tensorflow(source(course, "solutions"), "cnn.build_model")
    assert statuses(report, *IN_KERAS) == {Status.BROKEN}
    assert not report.complete


def test_tensorflow_in_a_numpy_function_is_forbidden(course, grade_without_tensorflow):
    top = "import tensorflow as tf\n"
    wrong = "\ndef dense_params(inputs, units):\n    return int(tf.constant(3))\n"
    report = grade_without_tensorflow(top + source(course, "solutions") + wrong, "cnn.dense_params")
    assert statuses(report, "dense_params") == {Status.FORBIDDEN}
    assert "tensorflow is not allowed here" in report.checks[0].message


FAULTS = {
    "build_model": ("import os; os._exit(0)", Status.CRASHED),
    "train": ("return model.fit(images, labels[:-1], verbose=0)", Status.ERROR),
}


@pytest.mark.tensorflow
@pytest.mark.parametrize("function", FAULTS)
def test_a_fault_in_a_keras_function_costs_that_function_alone(
    function, course, grade_folder, tmp_path
):
    body, status = FAULTS[function]
    signatures = {node.name: ast.unparse(node.args) for node in functions(course)}
    wrong = f"\ndef {function}({signatures[function]}):\n    {body}\n"
    for file in course.solutions.glob("*.py"):
        shutil.copy(file, tmp_path)
    (tmp_path / "cnn.py").write_text(source(course, "solutions") + wrong, encoding="utf-8")
    report = grade_folder(tmp_path, "cnn.build_model", "cnn.train", "cnn.forward")
    assert {check.function for check in report.checks if not check.passed} == {function}
    assert status in statuses(report, function)


def functions(course) -> list[ast.FunctionDef]:
    tree = ast.parse(source(course, "exercises"))
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]
