"""The whole cycle of a course with nbgrader's own programs, as the README has it."""

import ast
import csv
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from grader.grading.course import find_course
from grader.grading.progress import Progress
from grader.grading.reference import load_module
from grader.grading.selection import select
from grader.grading.session import grade
from grader.grading.submission import Submission

HERE = Path(__file__).parent
COURSE = find_course()
kit = load_module(HERE / "nbgrader_class.py", "nbgrader_class")
mutation = load_module(HERE / "mutation.py", "mutation")

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
ANNA = "anna"  # she is in the README, and everything of hers is right
BEN = "ben"  # he has written nothing
STEPS = (
    "generate_assignment",
    "release_assignment",
    "fetch_assignment",
    "submit",
    "collect",
    "autograde",
    "generate_feedback",
    "release_feedback",
    "export",
    "fetch_feedback",
)
NOISE = {
    "at the top": """%matplotlib inline
import warnings, logging, sys
!pip install nothing
warnings.warn("old")
logging.warning("Could not find cuda drivers on your machine")
print("hello", file=sys.stderr)""",
    "a plot": "%%time\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()",
    "an experiment": "print(conv2d(np.eye(9), np.ones((2, 2))))\n1 / 0",
    "no Python": "what is a kernel?",
}
IN_A_FUNCTION = """    import sys, warnings
    warnings.warn("from inside")
    print("from inside", file=sys.stderr)
"""


def sources() -> dict[str, dict[str, str]]:
    """What each student has written: the scripts of exercises."""
    solved = {name: (COURSE.solutions / f"{name}.py").read_text() for name in COURSE.points}
    careful = mutation.plain()
    quick = [each for each in mutation.mutants() if not mutation.KERAS & {*each.functions}]
    wrong = {f"mutant{i}": {each.exercise: each.source} for i, each in enumerate(quick[::12][:15])}
    chosen = ("conv", "padding", "stride", "pooling")
    return {
        ANNA: solved,
        BEN: {name: (COURSE.exercises / f"{name}.py").read_text() for name in ("conv", "padding")},
        "careful": {name: careful[name] for name in chosen},
        "numpy_only": {"conv": careful["conv"], "cnn": careful["cnn"]},
        "nothing_but_stride": {"stride": careful["stride"]},
        **wrong,
    }


def in_cells(released: dict, script: str, noise: bool = False) -> dict:
    """A notebook with the functions of a script, each in its cell, and the rest in cells above."""
    names = {each["metadata"]["nbgrader"]["grade_id"] for each in released["cells"]}
    rest, functions = [], {}
    for node in ast.parse(script).body:
        source = ast.get_source_segment(script, node)
        if isinstance(node, ast.FunctionDef) and node.name in names:
            functions[node.name] = noisy(source) if noise else source
        else:
            rest.append(source)
    notebook = kit.filled(released, functions)
    if noise:
        notebook["cells"] += [kit.code(source) for source in NOISE.values()]
        rest.insert(0, NOISE["at the top"])
    notebook["cells"][2:2] = [kit.code(source) for source in rest]
    return notebook


def noisy(function: str) -> str:
    """The same function, which warns and writes to standard error."""
    body = ast.parse(function).body[0].body
    lines = function.splitlines(keepends=True)
    first = body[1] if len(body) > 1 and isinstance(body[0], ast.Expr) else body[0]
    return "".join(lines[: first.lineno - 1]) + IN_A_FUNCTION + "".join(lines[first.lineno - 1 :])


class School(Struct, frozen=True):
    """Where everything is, and what the programs of the README said."""

    folder: Path
    student: Path
    variables: dict[str, str]
    said: dict[str, str]

    def received(self) -> Iterator[Path]:
        """All that students get."""
        for place in (self.folder / "release", self.folder / "feedback", self.student):
            yield from (path for path in place.rglob("*") if path.is_file())


def readme_commands() -> list[str]:
    """The commands of the README's section on nbgrader, in their order."""
    text = (COURSE.root / "README.md").read_text(encoding="utf-8")
    section = text.partition("## Instructor with nbgrader\n")[2].partition("\n## ")[0]
    return [line.partition("#")[0].strip() for line in re.findall("(?m)^    (.+)$", section)]


def settings(place: Path) -> dict[str, str]:
    """Makes an exchange, and tells nbgrader of it as an administrator does."""
    exchange, config = place / "exchange", place / "config"
    exchange.mkdir()
    exchange.chmod(0o777)
    config.mkdir()
    (config / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\n"
    )
    return {
        "JUPYTER_CONFIG_DIR": str(config),
        "JUPYTER_DATA_DIR": str(place / "data"),
        "GRADER_LANG": "en",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }


@pytest.fixture(scope="module")
def school(tmp_path_factory) -> School:
    """The README from beginning to end, by a class of twenty."""
    place = tmp_path_factory.mktemp("school")
    made = School(place / "school", place / "home", settings(place), {})
    made.student.mkdir()
    # The kit's folder, beside which the README makes the course.
    (place / "kit").symlink_to(COURSE.root)
    here = place / "kit"
    for command in readme_commands():
        if command.startswith("cd "):
            here = made.folder
            continue
        by_student = "--course" in command
        if command.startswith("nbgrader submit"):
            hand_in(made)
        if command.startswith("nbgrader autograde"):
            put_in_place(made)
        words = command.replace("../school", str(made.folder)).split()
        program = [sys.executable, "-m", *words[2:]] if words[0] == "python" else words
        ran = subprocess.run(
            program,
            cwd=made.student if by_student else here,
            env={**os.environ, **made.variables},
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert ran.returncode == 0, f"{command}\n{ran.stderr[-4000:]}"
        made.said[command] = ran.stdout + ran.stderr
    return made


def released(made: School) -> dict[str, dict]:
    return {name: kit.read(made.student / "cnn" / f"{name}.ipynb") for name in kit.EXERCISES}


def hand_in(made: School) -> None:
    """Anna does her work where `fetch_assignment` has put it; Ben has handed in before her."""
    given = released(made)
    subprocess.run(
        ["nbgrader", "submit", "cnn", "--course", "school", "--student", BEN],
        cwd=made.student,
        env={**os.environ, **made.variables},
        check=True,
        capture_output=True,
    )
    for name, script in sources()[ANNA].items():
        notebook = in_cells(given[name], script, noise=True)
        kit.write(made.student / "cnn" / f"{name}.ipynb", notebook)


def put_in_place(made: School) -> None:
    """The work of the others, as `collect` would have copied it."""
    given = {name: kit.read(made.folder / "release" / "cnn" / f"{name}.ipynb")
             for name in kit.EXERCISES}  # fmt: skip
    for student, scripts in sources().items():
        if student not in (ANNA, BEN):
            work = {name: in_cells(given[name], script) for name, script in scripts.items()}
            place = kit.hand_in(made.folder, student, work)
            (place / "timestamp.txt").write_text("2026-01-01 00:00:00.000000 UTC")
            (place / "submission_secret.txt").write_text(student)


@pytest.fixture(scope="module")
def fair(zygotes) -> dict[str, dict[str, float]]:
    """What the same functions get as scripts."""
    handed_in = sources()
    submissions = [
        Submission(name, {each: text.encode() for each, text in scripts.items()}, {}, HERE)
        for name, scripts in handed_in.items()
    ]
    reports = grade(COURSE, submissions, select(COURSE, []), zygotes, Progress())
    return {report.submission: by_function(report) for report in reports}


def by_function(report) -> dict[str, float]:
    found: dict[str, float] = {}
    for check in report.checks:
        found[check.function] = found.get(check.function, 0.0) + check.score
    return found


def test_the_readme_names_the_whole_cycle():
    named = " ".join(readme_commands())
    for step in (*STEPS, "python -m grader notebooks"):
        assert step in named
    project = tomllib.loads((COURSE.root / "pyproject.toml").read_text())["project"]
    assert any("nbgrader" in each for each in project["optional-dependencies"]["nbgrader"])


def test_twenty_students_have_the_points_of_their_functions(school, fair):
    scores = kit.scores(school.folder)
    assert len(scores) == 20
    assert scores == fair


def test_a_right_submission_that_warns_and_plots_has_all_points(school):
    assert sum(kit.scores(school.folder)[ANNA].values()) == sum(COURSE.points.values())


def test_an_untouched_submission_has_none(school):
    assert set(kit.scores(school.folder)[BEN].values()) == {0.0}
    assert kit.comments(school.folder)[BEN]["conv2d"] == "conv2d is not written yet."


def test_the_export_holds_the_same_points(school, fair):
    with open(school.folder / "grades.csv", encoding="utf-8") as file:
        rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert rows == {name: sum(points.values()) for name, points in fair.items()}


def test_nobody_waits_for_a_grader(school):
    assert all(None not in scores.values() for scores in kit.scores(school.folder).values())
    assert "ERROR" not in school.said["nbgrader autograde cnn"]
