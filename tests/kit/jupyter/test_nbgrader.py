"""The whole cycle of a course with nbgrader's own programs, as `docs/instructor.md` has it."""

import ast
import csv
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from msgspec import Struct

import mutation
import nbgrader_class as kit
from grader.course.course import find_course
from grader.course.selection import select
from grader.grading.progress import Progress
from grader.grading.session import grade
from grader.records.report import Report
from grader.submission.submission import Submission

HERE = Path(__file__)
COURSE = find_course()

ANNA = "anna"  # she is in `docs/instructor.md`, and everything of hers is right
WHOLE_CLASS = 20
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


def sources(students: int = WHOLE_CLASS) -> dict[str, dict[str, str]]:
    """What the first students of a class have written: the scripts of exercises."""
    # No Keras but once in a whole class: every training takes as long as the rest.
    chosen = ("conv", "padding", "stride", "pooling")
    names = COURSE.points if students == WHOLE_CLASS else chosen
    solved = {name: (COURSE.solutions / f"{name}.py").read_text() for name in names}
    careful = mutation.plain()
    quick = [each for each in mutation.mutants() if each.exercise != "cnn"]
    wrong = {
        f"mutant{i}": {each.exercise: each.source}
        for i, each in enumerate(quick[:: len(quick) // 15][:15])
    }
    all_of_them = {
        ANNA: solved,
        BEN: {name: (COURSE.exercises / f"{name}.py").read_text() for name in ("conv", "padding")},
        **wrong,
        "careful": {name: careful[name] for name in chosen},
        "half": {name: careful[name] for name in chosen[:2]},
        "nothing_but_stride": {"stride": careful["stride"]},
    }
    return dict(list(all_of_them.items())[:students])


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
    """Where everything is, and what the programs of the page said."""

    students: int
    folder: Path
    student: Path
    variables: dict[str, str]
    said: dict[str, str]
    scores: dict[str, dict[str, float | None]]
    comments: dict[str, dict[str, str]]

    def received(self) -> Iterator[Path]:
        """All that students get."""
        for place in (self.folder / "release", self.folder / "feedback", self.student):
            yield from (path for path in place.rglob("*") if path.is_file())


def page_commands() -> list[str]:
    """The commands of the page's section on nbgrader, in their order."""
    text = (COURSE.root / "docs" / "instructor.md").read_text(encoding="utf-8")
    section = text.partition("## nbgrader\n")[2].partition("\n## ")[0]
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
        **kit.VARIABLES,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }


@pytest.fixture(scope="module", params=[3, pytest.param(WHOLE_CLASS, marks=pytest.mark.nbgrader)])
def school(request, tmp_path_factory) -> School:
    """The page from beginning to end, by a class of so many."""
    place = tmp_path_factory.mktemp("school")
    made = School(request.param, place / "school", place / "home", settings(place), {}, {}, {})
    made.student.mkdir()
    # The kit's folder, beside which the page makes the course.
    (place / "kit").symlink_to(COURSE.root)
    here = place / "kit"
    for command in page_commands():
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
        if command.startswith("nbgrader autograde"):
            made.scores.update(kit.scores(made.folder))
            made.comments.update(kit.comments(made.folder))
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
    for name, script in sources(made.students)[ANNA].items():
        notebook = in_cells(given[name], script, noise=True)
        kit.write(made.student / "cnn" / f"{name}.ipynb", notebook)


def put_in_place(made: School) -> None:
    """The work of the others, as `collect` would have copied it."""
    given = {name: kit.read(made.folder / "release" / "cnn" / f"{name}.ipynb")
             for name in kit.EXERCISES}  # fmt: skip
    for student, scripts in sources(made.students).items():
        if student not in (ANNA, BEN):
            work = {name: in_cells(given[name], script) for name, script in scripts.items()}
            place = kit.hand_in(made.folder, student, work)
            (place / "timestamp.txt").write_text("2026-01-01 00:00:00.000000 UTC")
            (place / "submission_secret.txt").write_text(student)


@pytest.fixture(scope="module")
def reports(school, zygotes) -> dict[str, Report]:
    """What `python -m grader --submission` says of the same functions as scripts."""
    handed_in = sources(school.students)
    submissions = [
        Submission(name, {each: text.encode() for each, text in scripts.items()}, {}, HERE)
        for name, scripts in handed_in.items()
    ]
    graded = grade(COURSE, submissions, select(COURSE, []), zygotes, Progress())
    return {report.submission: report for report in graded}


@pytest.fixture(scope="module")
def fair(reports) -> dict[str, dict[str, float]]:
    return {student: by_function(report) for student, report in reports.items()}


def by_function(report) -> dict[str, float]:
    found: dict[str, float] = {}
    for check in report.checks:
        found[check.function] = found.get(check.function, 0.0) + check.score
    return found


def test_the_page_names_the_whole_cycle():
    named = " ".join(page_commands())
    for step in (*STEPS, "python -m grader notebooks"):
        assert step in named
    project = tomllib.loads((COURSE.root / "pyproject.toml").read_text())["project"]
    assert any("nbgrader" in each for each in project["optional-dependencies"]["nbgrader"])


def test_students_have_the_points_of_their_functions(school, fair):
    assert len(school.scores) == school.students
    assert school.scores == fair


def test_a_batch_enters_the_same(school):
    assert any("--gradebook" in command for command in school.said)
    assert kit.scores(school.folder) == school.scores
    assert kit.comments(school.folder) == school.comments


def test_a_right_submission_that_warns_and_plots_has_all_points(school):
    points = (COURSE.points[name] for name in sources(school.students)[ANNA])
    assert sum(school.scores[ANNA].values()) == sum(points)


def test_an_untouched_submission_has_none(school):
    assert set(school.scores[BEN].values()) == {0.0}
    assert school.comments[BEN]["conv2d"] == "conv2d is not written yet."


def test_the_export_holds_the_same_points(school, fair):
    with open(school.folder / "grades.csv", encoding="utf-8") as file:
        rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert rows == {name: sum(points.values()) for name, points in fair.items()}


def test_nobody_waits_for_a_grader(school):
    assert all(None not in scores.values() for scores in school.scores.values())
    assert "ERROR" not in school.said["nbgrader autograde cnn"]


# --- what students receive


def secret_lines() -> tuple[set[str], set[str]]:
    """The lines of hidden checks, and those of solutions, that stand nowhere else."""
    public = "".join(
        path.read_text(encoding="utf-8")
        for place in ("exercises", "tests/public", "grader")
        for path in (COURSE.root / place).rglob("*.py")
    )
    public += "".join(
        "".join(scripts.values()) for name, scripts in sources().items() if name != ANNA
    )
    checks, solutions = set(), set()
    for path in (COURSE.root / "tests" / "hidden").glob("test_*.py"):
        script = path.read_text(encoding="utf-8")
        for node in ast.parse(script).body:
            if isinstance(node, ast.FunctionDef):  # titles and hints are for students
                checks |= {*script.splitlines()[node.body[0].end_lineno : node.end_lineno]}
    for path in COURSE.solutions.glob("*.py"):
        script = path.read_text(encoding="utf-8")
        for text in re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", script, re.DOTALL):
            solutions |= {*text.splitlines()}
    return tuple(
        {line.strip() for line in lines if len(line.strip()) > 30 and line.strip() not in public}
        for lines in (checks, solutions)
    )


def shown(page: Path) -> str:
    """The text of a page or notebook, without its markup."""
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".html":
        return unescape(re.sub("<[^>]*>", "", text))
    cells = json.loads(text)["cells"] if page.suffix == ".ipynb" else [{"source": text}]
    return "\n".join("".join(each["source"]) + str(each.get("outputs")) for each in cells)


def test_no_hidden_check_and_no_solution_is_in_what_students_receive(school):
    checks, solutions = secret_lines()
    assert min(len(checks), len(solutions)) > 80
    pages = list(school.received())
    assert len([page for page in pages if page.suffix == ".html"]) > school.students
    for page in pages:
        # Anna's own work is the solution; what was released is not.
        hers = {ANNA, "home"} & {*page.relative_to(school.folder.parent).parts}
        text = shown(page)
        assert not [line for line in checks | (set() if hers else solutions) if line in text], page


def secret_values(report) -> set[str]:
    """What an instructor sees of hidden checks and nobody sees of public ones."""
    seen: dict[bool, set[str]] = {True: set(), False: set()}
    for check in report.checks:
        evidence = check.evidence
        pictures = [*evidence.arguments, evidence.got, evidence.expected] if evidence else []
        rows = {"".join(row) for picture in pictures if picture for row in picture.cells}
        seen[check.hidden] |= rows | {check.message or ""}
    return {text for text in seen[True] - seen[False] if len(text) > 12}


def test_feedback_holds_no_value_of_a_hidden_check(school, reports):
    count = 0
    for student, report in reports.items():
        texts = [shown(page) for page in (school.folder / "feedback" / student).rglob("*.html")]
        for secret in secret_values(report):
            count += 1
            assert not any(secret in "".join(text.split()) or secret in text for text in texts)
    assert count > school.students


def test_feedback_comes_back_to_the_student(school):
    pages = (school.student / "cnn" / "feedback").rglob("*.html")
    assert {page.stem for page in pages} == set(COURSE.points)


# --- in a browser


def first_wrong(reports) -> tuple[str, str, str, str]:
    """A student, an exercise, a function and its diagnosis, which a check made visible."""
    for student, report in reports.items():
        for exercise in report.exercises:
            for check in exercise.checks:
                if check.diagnosis and not check.hidden:
                    return student, exercise.name, check.function, check.diagnosis.text
    raise AssertionError("nobody has a known mistake")


@pytest.mark.parametrize("school", [WHOLE_CLASS], indirect=True)
def test_a_feedback_page_shows_points_and_diagnosis(school, reports, browser):
    student, exercise, function, diagnosis = first_wrong(reports)
    tab = browser.new_page()
    tab.goto((school.folder / "feedback" / student / "cnn" / f"{exercise}.html").as_uri())
    report = tab.locator(".grader-report", has_text=f"{function}:")
    assert diagnosis in " ".join(report.inner_text().split())
    score, most = school.scores[student][function], points(reports[student], function)
    heading = tab.locator(f"a[href='#{function}-grade']").locator("..").inner_text()
    assert f"(Score: {score} / {most})" in heading
    comment = tab.locator(f"a[href='#comment-{function}']")
    assert comment.count() == 1
    tab.close()


def points(report, function: str) -> float:
    return sum(check.max_score for check in report.checks if check.function == function)


@pytest.fixture(scope="module")
def formgrader(school) -> Iterator[str]:
    with kit.formgrader(school.folder, school.folder.parent / "server") as address:
        yield address


@pytest.mark.parametrize("school", [WHOLE_CLASS], indirect=True)
def test_formgrader_opens_a_submission(school, reports, browser, formgrader):
    student, exercise, function, diagnosis = first_wrong(reports)
    tab = browser.new_page()
    tab.goto(f"{formgrader}/submissions/{kit.submission(school.folder, student, exercise)}/")
    report = tab.locator(".grader-report", has_text=f"{function}:")
    assert diagnosis in " ".join(report.inner_text().split())
    box = tab.locator(f"input.score[id='{function}-grade']")
    score = school.scores[student][function]
    expect = f"document.getElementById('{function}-grade').placeholder == {score}"
    tab.wait_for_function(expect)
    assert box.is_enabled()
    assert tab.locator(f"[id='{function}-comment']").is_visible()
    tab.close()
