"""What a notebook costs: `nbgrader autograde` with this kit and with its own kernels, and `batch`.

    python benchmarks/nbgrader.py [--rounds 3] [--students 4 24] [--train]

The same functions are judged by the same checks: with the kit by its preprocessors, with nbgrader's
`Execute` by ordinary asserts in the visible and the graded cells. In two more courses `python -m
grader batch` grades with all processors, into its own store and also into nbgrader's gradebook. In
the last course nothing is run: what it takes is nbgrader's own bookkeeping.

The time of one notebook is the slope between a small class and a larger one, so that no start-up is
in it. The time of the processor is less disturbed by what else the machine does.

With TensorFlow, the cnn exercise alone is handed in, and its Keras checks are put into asserts by
hand. No `train` is written in it, for a training takes what it takes, wherever it runs; `--train`
adds it.
"""

import argparse
import ast
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from grader.classroom.store.store import open_store
from grader.course.course import find_course
from grader.grading.reference import load_module

ROOT = Path(__file__).resolve().parents[1]
COURSE = find_course()
kit = load_module(ROOT / "tests" / "kit" / "support" / "nbgrader_class.py", "nbgrader_class")

NUMPY = ("conv", "padding", "stride", "pooling")
AUTOGRADE = ("nbgrader", "autograde", "cnn")
BATCH = ("grader", "batch", "submitted")
COMMANDS = {
    "batch": BATCH,
    "batch, gradebook": (*BATCH, "--assignment", "cnn", "--gradebook", "gradebook.db"),
}
KERAS = {
    "build_model": """
import numpy as np
for _shape, _classes in [((28, 28, 1), 10), ((12, 10, 3), 7), ((6, 8, 1), 4), ((7, 5, 1), 10)]:
    _model = build_model(_shape, _classes)
    _given = _model.predict(np.random.uniform(size=(3, *_shape)), verbose=0)
    assert _given.shape == (3, _classes) and np.allclose(_given.sum(axis=1), 1, atol=1e-4)
    assert len(_model.get_weights()) == 4
    _model.evaluate(np.random.uniform(size=(8, *_shape)), np.arange(8) % _classes, verbose=0)
""",
    "train": """
import numpy as np
from grader.pictures import draw_clothes
for _count, _epochs in [(2000, ()), (512, (2,)), (256, (1,)), (256, (2,))]:
    _model = build_model()
    _pictures, _labels = draw_clothes(_count, seed=1)
    train(_model, _pictures, _labels, *_epochs)
    assert _count < 2000 or _model.evaluate(_pictures / 255, _labels, verbose=0)[1] > 0.5
""",
}
Slopes = dict[str, list[np.ndarray]]

# What the suites are written with, in the words of an ordinary assert.
WORDS = """
import copy
from types import SimpleNamespace
import numpy as np
import pytest
from grader.pictures import draw_clothes

class Answer(SimpleNamespace):
    @property
    def value(self):
        if self.raised:
            raise self.raised
        return self.returned

def ask(function):
    def call(*args, **kwargs):
        kept = copy.deepcopy(args)
        try:
            returned, raised = function(*args, **kwargs), None
        except Exception as error:
            returned, raised = None, error
        return Answer(returned=returned, raised=raised, before=kept, after=args, arguments=args)
    return call

class Own:
    def __getattr__(self, name):
        return ask(globals()[name])

_student = Own()

def same(answer, expected, exact_dtype=False, **tolerance):
    if isinstance(expected, dict):
        assert answer.value.keys() == expected.keys()
        for name in expected:
            np.testing.assert_allclose(answer.value[name], expected[name])
    else:
        np.testing.assert_allclose(answer.value, expected, **tolerance)

def refused(answer):
    assert isinstance(answer.raised, ValueError)

def unchanged(answer):
    for before, after in zip(answer.before, answer.after):
        for old, new in zip(before, after) if isinstance(before, list) else [(before, after)]:
            np.testing.assert_array_equal(old, new)

def require(condition, answer, *texts):
    assert condition

def judge(answer, judgement):
    judgement(answer)

_ = str
"""
EXECUTE = """
c.Execute.timeout = c.Execute.iopub_timeout = 300
c.Autograde.exporter_class = "nbconvert.exporters.NotebookExporter"
c.Autograde.sanitize_preprocessors = [
    f"nbgrader.preprocessors.{name}" for name in
    ("ClearOutput", "DeduplicateIds", "OverwriteKernelspec", "OverwriteCells", "CheckCellMetadata")
]
c.Autograde.autograde_preprocessors = [
    f"nbgrader.preprocessors.{name}" for name in
    ("Execute", "IgnorePattern", "LimitOutput", "SaveAutoGrades", "AssignLatePenalties",
     "CheckCellMetadata")
]
"""
NOTHING = EXECUTE.replace('"Execute", ', "")


def functions_of(exercise: str) -> dict[str, str]:
    """The solution of each function, and what stands beside them under the empty name."""
    script = (COURSE.solutions / f"{exercise}.py").read_text(encoding="utf-8")
    found = {"": ""}
    for node in ast.parse(script).body:
        public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        name = node.name if public else ""
        if not ast.unparse(node).startswith("if __name__"):
            source = ast.get_source_segment(script, node) or ""
            found[name] = f"{found.get(name, '')}\n\n{source.replace('### ', '# ')}"
    return found


def asserts(exercise: str, suite: str) -> dict[str, str]:
    """The checks of a suite by function, as code that a kernel can run."""
    script = (COURSE.root / "tests" / suite / f"test_{exercise}.py").read_text(encoding="utf-8")
    module = ast.parse(script)
    found: dict[str, list[str]] = {}
    beside = [
        ast.unparse(node)
        for node in module.body
        if "grader.checks" not in ast.unparse(node) and not _function(node)
    ]
    for node in module.body:
        function = _function(node)
        if function in KERAS:
            found[function] = [KERAS[function]] if suite == "hidden" else []
        elif function and isinstance(node, ast.FunctionDef):
            node.decorator_list = []
            values = {"student": "_student", "reference": "_reference"}
            given = (values.get(each.arg, "np.random.default_rng(0)") for each in node.args.args)
            call = f"{node.name}({', '.join(given)})"
            found.setdefault(function, []).append(f"{ast.unparse(node)}\n{call}")
    return {name: "\n\n".join([WORDS, _ends(exercise), *beside, *each])
            for name, each in found.items()}  # fmt: skip


def _function(node: ast.stmt) -> str:
    """The function that a check is about; nothing for what is no check."""
    if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
        return ""
    marks = (each for each in node.decorator_list if isinstance(each, ast.Call))
    return next(each.args[0].value for each in marks if "mark.check" in ast.unparse(each.func))


def _ends(exercise: str) -> str:
    """The student's functions, and the reference, as an instructor would paste it."""
    parts = functions_of(exercise)
    code = "\n".join(text for name, text in parts.items() if name not in KERAS)
    return f"_space = {{}}\nexec({code!r}, _space)\n_reference = SimpleNamespace(**_space)"


def make(folder: Path, exercises: tuple[str, ...], settings: str) -> None:
    """A course; with settings of its own its cells hold asserts in place of the kit's checks."""
    ran = kit.run(ROOT, "grader", "notebooks", str(folder))
    assert ran.returncode == 0, ran.stderr
    for file in (folder / "source" / "cnn").glob("*.ipynb"):
        if file.stem not in exercises:
            file.unlink()
        elif settings:
            with_asserts(file)
    with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(settings)
    kit.nbgrader(folder, "generate_assignment", "cnn")


def with_asserts(file: Path) -> None:
    """Puts the public checks into the visible cells, and the hidden ones into the graded cells."""
    notebook = kit.read(file)
    kit.cell(notebook, "check-setup")["source"] = "pass"
    for suite, cell in (("public", "check"), ("hidden", "grade")):
        for function, code in asserts(file.stem, suite).items():
            kit.cell(notebook, f"{function}-{cell}")["source"] = code
    kit.write(file, notebook)


def solved(folder: Path, exercise: str, without: tuple[str, ...]) -> kit.Notebook:
    """The notebook of a student who has everything right but what is not written."""
    parts = {name: code for name, code in functions_of(exercise).items() if name not in without}
    beside = parts.pop("")
    notebook = kit.filled(kit.read(folder / "release" / "cnn" / f"{exercise}.ipynb"), parts)
    notebook["cells"].insert(2, kit.code(beside))
    return notebook


def seconds(
    folder: Path, students: int, exercises: tuple[str, ...], without: tuple[str, ...]
) -> np.ndarray:
    """How long `nbgrader autograde` takes for a class, and how long the processors work on it."""
    with tempfile.TemporaryDirectory() as place:
        copied = Path(shutil.copytree(folder, Path(place) / "course"))
        work = {name: solved(copied, name, without) for name in exercises}
        for number in range(students):
            kit.hand_in(copied, f"student{number}", _signed(work, number))
        began = times()
        subprocess.run(
            [sys.executable, "-m", *COMMANDS.get(folder.name, AUTOGRADE)],
            cwd=copied,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=True,
            capture_output=True,
        )
        spent = times() - began
        scores = stored(copied) if folder.name == "batch" else kit.scores(copied)
    # Under Execute TensorFlow's greeting on standard error costs `build_model` its points.
    wrong = {name for one in scores.values() for name, score in one.items() if not score}
    wrong -= {"build_model", *without} if folder.name == "Execute" else {*without}
    assert len(scores) == students
    assert not wrong, f"{folder.name}: no points for {wrong}"
    return spent


def stored(course: Path) -> dict[str, dict[str, float]]:
    """The points of each function, by student, as a batch keeps them."""
    with open_store(str(course / "grades.sqlite")) as store:
        checks = {each.entry.name: each.report.checks for each in store.results() if each.report}
    return {
        name: {one.function: sum(each.score for each in every if each.function == one.function)
               for one in every if one.status != "missing"}
        for name, every in checks.items()
    }  # fmt: skip


def _signed(work: dict[str, kit.Notebook], number: int) -> dict[str, kit.Notebook]:
    """The same notebooks with a cell that no other student has, for equal ones are graded once."""
    signature = kit.code(f"# student {number}")
    return {name: each | {"cells": [*each["cells"], signature]} for name, each in work.items()}


def times() -> np.ndarray:
    """The clock, and what the processes that were started and have ended have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return np.array([time.perf_counter(), used.ru_utime + used.ru_stime])


def slopes(
    folders: dict[str, Path],
    exercises: tuple[str, ...],
    without: tuple[str, ...],
    sizes: list[int],
    rounds: int,
) -> Slopes:
    """The seconds per notebook in each course, round by round, the courses side by side."""
    spent: Slopes = {name: [] for name in folders}
    few, many = sizes
    for _ in range(rounds):
        for name, folder in folders.items():
            small, large = (seconds(folder, size, exercises, without) for size in (few, many))
            spent[name].append((large - small) / ((many - few) * len(exercises)))
    return spent


def measured(
    exercises: tuple[str, ...], without: tuple[str, ...], options: argparse.Namespace
) -> Slopes:
    """The seconds per notebook of each way to grade one class."""
    with tempfile.TemporaryDirectory() as place:
        courses = dict.fromkeys(("autograde", *COMMANDS), "")
        courses |= {"Execute": EXECUTE, "nothing run": NOTHING}
        folders = {name: Path(place) / name for name in courses}
        for name, folder in folders.items():
            make(folder, exercises, courses[name])
        return slopes(folders, exercises, without, options.students, options.rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--students", type=int, nargs=2, default=[4, 24], metavar=("FEW", "MANY"))
    parser.add_argument("--train", action="store_true")
    options = parser.parse_args()
    show("NumPy", measured(NUMPY, (), options))
    show("TensorFlow", measured(("cnn",), () if options.train else ("train",), options))


def show(flavour: str, found: Slopes) -> None:
    """One row for each way: medians with their range, and how many times `Execute` it is."""
    medians = {name: np.median(each, axis=0) for name, each in found.items()}
    columns = ("s per notebook", "throughput", "s of processor", "throughput")
    table = Table(flavour, *columns)
    for name, each in found.items():
        ratios = medians["Execute"] / medians[name]
        lowest, highest = np.min(each, axis=0), np.max(each, axis=0)
        cells = []
        for i in range(2):
            spread = f" ({lowest[i]:.3f}-{highest[i]:.3f})" if len(each) > 1 else ""
            cells += [f"{medians[name][i]:.3f}{spread}", f"{ratios[i]:.1f}"]
        table.add_row(name, *cells)
    Console().print(table)


if __name__ == "__main__":
    main()
