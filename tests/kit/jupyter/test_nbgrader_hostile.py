"""Hostile notebooks in a class: nobody gains a point, learns a secret or touches another's work."""

import copy
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import nbformat
import pytest
from msgspec import Struct
from nbgrader.nbgraderformat import MetadataValidator

import notebooks_hostile as table

pytestmark = pytest.mark.nbgrader

kit = table.kit

HOSTILE = sorted(table.HOSTILE)
HONEST = ("aaa_honest", "mmm_honest", "zzz_honest")  # before, between and after the others
EXPECTED = {"stamp": 4.0, "relu": 4.0, "conv2d": 0.0, "feature_maps": 0.0, "edge_kernels": 0.0}
# nbgrader, with a check of the kit that breaks for one student, as pytest's own end does.
BROKEN = """
import pytest
from nbgrader.apps.nbgraderapp import main
from grader.grading.judging import Judging

report = Judging.report

def broken(judging, *rest):
    if "anna" in str(judging._workers.submission.place):
        pytest.exit("broken")
    return report(judging, *rest)

Judging.report = broken
main()
"""


class Graded(Struct, frozen=True):
    """Two classes, each after one `nbgrader autograde`. Their students' names are all different."""

    folders: dict[str, Path]
    logs: tuple[str, ...]
    scores: dict[str, dict[str, float | None]]
    comments: dict[str, dict[str, str]]
    changed: set[str]


def footprint(folder: Path) -> dict[str, str]:
    """What is in a course and is not for nbgrader to change."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if "autograded" not in path.parts and path.name != "gradebook.db"
    }


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """A course that nobody has handed anything in yet."""
    folder = tmp_path_factory.mktemp("hostile") / "course"
    kit.make_course(folder)
    (folder / "secret.txt").write_text(table.CANARY)
    return folder


@pytest.fixture(scope="module")
def careful(course) -> dict:
    """The notebook of a careful student, not finished yet."""
    return kit.filled(kit.read(course / "release" / "cnn" / "conv.ipynb"), table.CAREFUL)


@pytest.fixture(scope="module")
def graded(course, careful) -> Graded:
    slow = {*table.CODE, *table.ENDINGS}
    classes = {"fast": [name for name in HOSTILE if name not in slow], "slow": sorted(slow)}
    folders = {name: course.with_name(name) for name in classes}
    for name, folder in folders.items():
        shutil.copytree(course, folder)
        hand_all_in(folder, careful, classes[name])
    before = [footprint(folder) for folder in folders.values()]
    logs = kit.in_parallel([(folder, "autograde", "cnn") for folder in folders.values()])
    after = [footprint(folder) for folder in folders.values()]
    places = {student: folders[name] for name in classes for student in (*classes[name], *HONEST)}
    scores = [kit.scores(folder) for folder in folders.values()]
    comments = [kit.comments(folder) for folder in folders.values()]
    for student in HONEST:
        assert scores[0][student] == scores[1][student]
    changed = {
        file
        for old, new in zip(before, after, strict=True)
        for file, _ in old.items() ^ new.items()
    }
    return Graded(places, logs, scores[0] | scores[1], comments[0] | comments[1], changed)


def hand_all_in(folder: Path, careful: dict, names: list[str]) -> None:
    text = {"cell_type": "markdown", "metadata": {}, "source": table.CANARY}
    for student in HONEST:
        kit.hand_in(folder, student, {"conv": careful | {"cells": [*careful["cells"], text]}})
    for name in names:
        place = kit.hand_in(folder, name, {})
        table.HOSTILE[name].hand_in(place, copy.deepcopy(careful))


def autograded(graded: Graded, student: str) -> str:
    return (autograded_folder(graded, student) / "conv.ipynb").read_text(encoding="utf-8")


def autograded_folder(graded: Graded, student: str) -> Path:
    return graded.folders[student] / "autograded" / student / "cnn"


def test_one_run_grades_the_whole_class(graded):
    assert graded.scores.keys() == {*HOSTILE, *HONEST}
    for log in graded.logs:
        assert "ERROR" not in log
        assert "Traceback" not in log


@pytest.mark.parametrize("student", HONEST)
def test_an_honest_student_has_what_is_fair_among_them(graded, student):
    scores = graded.scores[student]
    assert {name: scores[name] for name in EXPECTED} == EXPECTED


@pytest.mark.parametrize("student", HOSTILE)
def test_a_hostile_notebook_gains_nothing(graded, student):
    loses = table.HOSTILE[student].loses
    fair = {name: 0.0 if name in loses else score for name, score in EXPECTED.items()}
    scores = graded.scores[student]
    assert {name: scores[name] for name in EXPECTED} == fair
    assert {scores[name] for name in scores.keys() - EXPECTED.keys()} == {0.0}


@pytest.mark.parametrize("student", HOSTILE)
def test_a_solution_without_points_has_a_comment_that_says_why(graded, student):
    comments = graded.comments[student]
    for function in table.HOSTILE[student].loses:
        assert comments[function]
        assert "passes all" not in comments[function]
    assert "Perfect" not in "".join(comments.values())


@pytest.mark.parametrize("student", HOSTILE)
def test_what_nbgrader_keeps_is_a_notebook_and_tells_no_secret(graded, student):
    text = autograded(graded, student)
    assert table.CANARY not in text
    assert "root:x:0" not in text
    notebook = nbformat.reads(text, 4)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)


def test_nothing_else_in_the_course_was_changed(graded):
    assert graded.changed == set()


def test_a_link_is_not_followed_into_what_a_student_gets(graded):
    place = autograded_folder(graded, "links_and_pipes_beside_the_notebook")
    assert [path.name for path in place.iterdir()] == ["conv.ipynb"]
    assert "links are not followed" in autograded(graded, "a_link_to_the_solution")


# --- what an instructor and a student see of it


def feedback(graded: Graded, student: str) -> str:
    """The address of the page that the student gets."""
    folder = graded.folders[student]
    kit.nbgrader(folder, "generate_feedback", "cnn", f"--student={student}")
    return (folder / "feedback" / student / "cnn" / "conv.html").as_uri()


@pytest.fixture(scope="module")
def pages(graded, tmp_path_factory) -> Iterator[list[str]]:
    """The pages that show the notebooks of students who want a script to run."""
    course, place = graded.folders["scripts_in_text"], tmp_path_factory.mktemp("pages")
    with kit.formgrader(course, place / "server") as address:
        number = kit.submission(course, "scripts_in_text", "conv")
        yield [
            f"{address}/submissions/{number}/",
            feedback(graded, "scripts_in_text"),
            feedback(graded, "an_exception_that_is_html"),
        ]


def test_no_script_of_a_student_runs_in_a_page(pages, browser):
    """Neither in formgrader, where it could change any grade, nor in the feedback."""
    for page in pages:
        tab = browser.new_page()
        tab.goto(page)
        assert "window.pwned = 1" in tab.inner_text("body")
        assert tab.evaluate("window.pwned") is None
        assert tab.locator("img[src='x']").count() == 0
        tab.close()


def test_a_formula_in_a_report_is_not_set(graded):
    notebook = nbformat.reads(autograded(graded, "an_exception_that_is_a_formula"), 4)
    pages = [each.data["text/html"] for cell in notebook.cells if cell.cell_type == "code"
             for each in cell.outputs if "data" in each and "text/html" in each.data]  # fmt: skip
    assert pages
    assert all("mathjax_ignore" in page.partition("<style>")[0] for page in pages)


# --- grading once more


@pytest.fixture(scope="module")
def graded_once(course, careful, tmp_path_factory) -> Path:
    """A course with one submission, which is graded."""
    folder = tmp_path_factory.mktemp("once") / "course"
    shutil.copytree(course, folder)
    hand_in_at(folder, "anna", careful, 1)
    kit.nbgrader(folder, "autograde", "cnn")
    assert kit.scores(folder)["anna"]["relu"] == 4.0
    return folder


@pytest.fixture
def small(graded_once, tmp_path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(graded_once, tmp_path / "small"))


def hand_in_at(folder: Path, student: str, notebook: dict, minute: int) -> Path:
    place = kit.hand_in(folder, student, {"conv": notebook})
    (place / "timestamp.txt").write_text(f"2026-01-01 00:{minute:02}:00.000000 UTC")
    return place


def test_the_newest_submission_counts_though_it_has_fewer_points(small, careful):
    hand_in_at(small, "anna", kit.filled(careful, {"relu": "def relu(x):\n    return 0"}), 2)
    kit.nbgrader(small, "autograde", "cnn")
    scores = kit.scores(small)["anna"]
    assert (scores["stamp"], scores["relu"]) == (4.0, 0.0)


def test_a_failed_grading_leaves_no_old_score_and_the_next_one_works(small, careful):
    hand_in_at(small, "anna", careful, 2)
    kit.hand_in(small, "anna", {"padding": b"{}"})
    hand_in_at(small, "ben", careful, 1)
    (small / "broken.py").write_text(BROKEN)
    path = f"{small}{os.pathsep}{kit.VARIABLES['PYTHONPATH']}"
    ran = kit.run(small, "broken", "autograde", "cnn", PYTHONPATH=path)
    assert ran.returncode != 0
    assert "error processing assignment 'cnn' for student 'anna'" in ran.stderr
    scores = kit.scores(small)
    assert {scores["anna"][name] for name in EXPECTED} == {None}
    assert scores["ben"]["relu"] == 4.0
    kit.nbgrader(small, "autograde", "cnn")
    assert kit.scores(small)["anna"]["relu"] == 4.0


def test_an_interrupt_ends_the_grading_at_once(small, careful):
    endless = f"{table.HEAD}    while True:\n        pass"
    hand_in_at(small, "ben", kit.filled(careful, {"conv2d": endless}), 1)
    command = [sys.executable, "-m", "nbgrader", "autograde", "cnn"]
    environment = {**os.environ, **kit.VARIABLES}
    running = subprocess.Popen(
        command, cwd=small, env=environment, stderr=subprocess.PIPE, text=True
    )
    assert running.stderr is not None
    log = ""
    while "Autograding" not in log:
        log = running.stderr.readline()
        assert log
    time.sleep(1)  # the loop has begun, or is about to
    log = interrupted(running)
    assert "Canceled" in log
    assert running.returncode != 0
    scores = kit.scores(small)
    assert scores["anna"]["relu"] == 4.0
    assert scores["ben"]["relu"] is None
    assert not (small / "autograded" / "ben" / "cnn").exists()


def interrupted(running: subprocess.Popen[str]) -> str:
    """What is said after Ctrl-C. Python loses one that comes in a callback of its own."""
    for _ in range(3):
        running.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return running.communicate(timeout=5)[1]
    raise AssertionError("it goes on")


# --- cells of others


def test_a_notebook_that_is_not_the_kits_is_left_for_a_grader(course, careful, tmp_path):
    folder = tmp_path / "other"
    shutil.copytree(course, folder)
    about = {"schema_version": 3, "locked": False, "solution": True, "grade": True, "task": False}
    cells = [
        kit.code("1 + 1", nbgrader=about | {"grade_id": "answer", "points": 2}),
        kit.code("assert True", nbgrader=about | {"grade_id": "cell-3", "points": 3,
                                                  "solution": False, "locked": True}),
        kit.text("Your answer", nbgrader=about | {"grade_id": "essay", "points": 4}),
        kit.text("Do it", nbgrader=about | {"grade_id": "task", "points": 5, "task": True,
                                            "grade": False, "solution": False, "locked": True}),
    ]  # fmt: skip
    kit.write(folder / "source" / "cnn" / "essay.ipynb", careful | {"cells": cells})
    kit.nbgrader(folder, "generate_assignment", "cnn", "--force")
    mine = kit.read(folder / "release" / "cnn" / "essay.ipynb")
    kit.cell(mine, "essay")["source"] = "$x$ <script>window.pwned = 1</script>"
    kit.hand_in(folder, "anna", {"essay": mine, "conv": careful})
    kit.nbgrader(folder, "autograde", "cnn")
    found = kit.all_scores(folder)["anna"]
    assert [found[each] for each in ("cell-3", "essay", "task")] == [None] * 3
    assert found["answer"] in (0.0, None)
    assert found["relu-grade"] == 4.0
    nbformat.validate(nbformat.read(folder / "autograded" / "anna" / "cnn" / "essay.ipynb", 4))


# --- collecting


def test_collect_follows_no_link_and_waits_at_no_pipe(course, careful, tmp_path):
    folder, inbound = tmp_path / "course", tmp_path / "exchange" / "course" / "inbound"
    shutil.copytree(course, folder)
    inbound.mkdir(parents=True)
    solution = folder / "source" / "cnn" / "conv.ipynb"
    for student in ("anna", "mallory"):
        place = inbound / f"{student}+cnn+2026-01-01 00:00:00 UTC"
        place.mkdir()
        (place / "timestamp.txt").write_text("2026-01-01 00:00:00 UTC")
    kit.write(inbound / "anna+cnn+2026-01-01 00:00:00 UTC" / "conv.ipynb", careful)
    (place / "conv.ipynb").symlink_to(solution)
    (place / "sub").symlink_to(solution.parent)
    (place / "x[1].txt").symlink_to(folder / "secret.txt")
    os.mkfifo(place / "pipe")
    (inbound / "eve+cnn+2026-01-01 00:00:00 UTC").symlink_to(solution.parent)
    root = f"--Exchange.root={tmp_path / 'exchange'}"
    (tmp_path / "exchange").chmod(0o777)
    log = kit.nbgrader(folder, "collect", "cnn", root, "--course=course")
    collected = folder / "submitted"
    assert (collected / "anna" / "cnn" / "conv.ipynb").is_file()
    assert [path.name for path in (collected / "mallory" / "cnn").iterdir()] == ["timestamp.txt"]
    assert not (collected / "eve" / "cnn").exists()
    assert "link" in log
