"""Hostile notebooks in a class: nobody gains a point, learns a secret or touches another's work."""

import copy
import hashlib
import shutil
from pathlib import Path

import nbformat
import pytest
from msgspec import Struct
from nbgrader.nbgraderformat import MetadataValidator

from grader.grading.reference import load_module

table = load_module(Path(__file__).with_name("notebooks_hostile.py"), "notebooks_hostile")
kit = table.kit

HOSTILE = sorted(table.HOSTILE)
HONEST = ("aaa_honest", "mmm_honest", "zzz_honest")  # before, between and after the others
EXPECTED = {"stamp": 4.0, "relu": 4.0, "conv2d": 0.0, "feature_maps": 0.0, "edge_kernels": 0.0}
SETTINGS = """
c.ExchangeFactory.collect = "grader.nbgrader.collect.Collect"
c.Autograde.pre_convert_hook = "grader.nbgrader.plain.take_out"
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
    with (folder / "nbgrader_config.py").open("a") as settings:
        settings.write(SETTINGS)
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
