"""`python -m grader notebooks`, and what nbgrader makes of it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from grader.course.course import Course, find_course
from grader.errors import CannotGrade, UsageError
from grader.grading.points import points_of_functions
from grader.jupyter.course.grade_ids import check_cell, grade_cell, graded_function
from grader.jupyter.course.nbgrader_course import CONFIG, write_course
from grader.jupyter.course.source_cells import cells
from grader.language import choose

EXERCISES = ("conv", "padding", "stride", "pooling", "cnn")


@pytest.fixture(scope="module")
def school(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an nbgrader course."""
    folder = tmp_path_factory.mktemp("nbgrader") / "school"
    write_course(course, folder, "cnn")
    return folder


@pytest.fixture(scope="module")
def released(school: Path) -> Path:
    """What `nbgrader generate_assignment` makes for students."""
    ran = run(school, "nbgrader", "generate_assignment", "cnn")
    assert ran.returncode == 0, ran.stderr
    return school / "release" / "cnn"


def run(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env={**os.environ, "GRADER_LANG": "en", **variables},
        capture_output=True,
        text=True,
        timeout=300,
    )


def source(school: Path, name: str) -> nbformat.NotebookNode:
    return nbformat.read(str(school / "source" / "cnn" / f"{name}.ipynb"), 4)


def by_name(notebook: nbformat.NotebookNode) -> dict[str, nbformat.NotebookNode]:
    return {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells}


def text_of(folder: Path) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.ipynb")))


# --- the cells


@pytest.mark.parametrize("name", EXERCISES)
def test_a_notebook_is_one_for_jupyter_and_for_nbgrader(school, name):
    notebook = source(school, name)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    assert {cell.metadata.nbgrader.schema_version for cell in notebook.cells} == {3}
    assert [cell.id for cell in notebook.cells] == [*by_name(notebook)]
    assert notebook.metadata.kernelspec.name == "python3"


@pytest.mark.parametrize("name", EXERCISES)
def test_each_function_has_a_solution_a_visible_check_and_a_grade(school, course, name):
    cells = by_name(source(school, name))
    functions = points_of_functions(course)[name]
    for function, points in functions.items():
        solution, check, grade = (
            cells[each] for each in (function, check_cell(function), grade_cell(function))
        )
        assert solution.metadata.nbgrader.solution
        assert not solution.metadata.nbgrader.locked
        assert check.source == f'check("{function}")'
        assert (check.metadata.nbgrader.points, grade.metadata.nbgrader.points) == (0, points)
        assert type(grade.metadata.nbgrader.points) is float
        for each in (check, grade):
            assert each.metadata.nbgrader.grade
            assert each.metadata.nbgrader.locked
    solutions = [each for each, cell in cells.items() if cell.metadata.nbgrader.solution]
    assert solutions == list(functions)
    assert sum(functions.values()) == course.points[name]


@pytest.mark.parametrize("name", EXERCISES)
def test_lessons_and_given_code_are_locked(school, name):
    for cell in source(school, name).cells:
        assert cell.metadata.nbgrader.locked != cell.metadata.nbgrader.solution
        if cell.cell_type == "markdown":
            assert not cell.metadata.nbgrader.grade


@pytest.mark.parametrize("name", EXERCISES)
def test_a_graded_cell_is_a_placeholder_and_no_test(school, name):
    for cell in source(school, name).cells:
        if cell.metadata.nbgrader.get("points"):
            assert all(line.startswith("# ") for line in cell.source.splitlines())


def test_a_graded_cell_is_known_by_its_name():
    assert graded_function(grade_cell("relu")) == "relu"


def test_code_that_is_run_by_hand_is_left_out_where_nobody_is_there(school):
    *cells, last = source(school, "cnn").cells
    assert last.source.startswith("if __name__")
    assert last.metadata.tags == ["skip-execution"]
    assert not any("tags" in cell.metadata for cell in cells)


def test_the_same_source_makes_the_same_bytes(school, course, tmp_path):
    again = tmp_path / "again"
    write_course(course, again, "cnn")
    assert text_of(again / "source" / "cnn") == text_of(school / "source" / "cnn")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_lesson_does_not_speak_of_files(course, tmp_path, language):
    choose(language)
    try:
        write_course(course, tmp_path, "cnn")
    finally:
        choose("en")
    text = text_of(tmp_path / "source" / "cnn")
    assert "python -m" not in text
    assert re.search("[가-힣]", text) if language == "ko" else not re.search("[가-힣]", text)
    assert text.count(f'\\"{language}\\")') == len(EXERCISES)


def test_a_function_without_a_place_in_its_solution_is_said():
    with pytest.raises(CannotGrade, match=r"solutions/conv.py has no cell .* relu"):
        cells("conv", "# %%\nimport numpy\n", {"relu": 1.0}, {})


# --- through nbgrader


@pytest.mark.nbgrader
@pytest.mark.parametrize("name", EXERCISES)
def test_nbgrader_makes_the_stub_of_every_function(released, course, name):
    notebook = nbformat.read(str(released / f"{name}.ipynb"), 4)
    MetadataValidator().validate_nb(notebook)
    stub = jupytext.read(course.exercises / f"{name}.py", fmt="py:percent")
    ours = [
        cell.source
        for grade_id, cell in by_name(notebook).items()
        if cell.cell_type == "code" and not grade_id.endswith(("-setup", "-check", "-grade"))
    ]
    siblings = re.compile(rf"\nfrom (?:{'|'.join(EXERCISES)}) import .*")  # none for a notebook
    code = [cell.source for cell in stub.cells if cell.cell_type == "code"]
    assert ours == [siblings.sub("", source) for source in code]


@pytest.mark.nbgrader
def test_no_solution_is_left_for_students(released, course):
    text = text_of(released)
    assert "SOLUTION" not in text
    for file in course.solutions.glob("*.py"):
        helpers = re.findall(r"^def (_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
        assert not [name for name in helpers if f"{name}(" in text]


# --- where it is written


def test_writing_it_again_changes_nothing(course, tmp_path):
    write_course(course, tmp_path, "cnn")
    before = contents(tmp_path)
    write_course(course, tmp_path, "cnn")
    assert contents(tmp_path) == before


def contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_notebook_that_somebody_changed_is_not_overwritten(course, tmp_path):
    write_course(course, tmp_path, "cnn")
    files = sorted((tmp_path / "source" / "cnn").iterdir())
    files[2].write_text("mine")
    files[0].unlink()
    with pytest.raises(UsageError, match="differs"):
        write_course(course, tmp_path, "cnn")
    assert files[2].read_text() == "mine"
    assert not files[0].exists()
    write_course(course, tmp_path, "second")
    assert len(list((tmp_path / "source" / "second").iterdir())) == len(EXERCISES)


def test_own_settings_stay_beside_those_of_the_kit(course, tmp_path):
    write_course(course, tmp_path, "cnn")
    config = tmp_path / CONFIG
    config.write_text(f"{config.read_text()}\nc.Exchange.root = '/srv/exchange'\n")
    own = config.read_text()
    write_course(course, tmp_path, "second")
    assert config.read_text() == own


def test_a_course_may_have_assignments_in_two_languages(course, tmp_path):
    write_course(course, tmp_path, "cnn")
    choose("ko")
    try:
        write_course(course, tmp_path, "cnn-ko")
    finally:
        choose("en")
    assert len(list((tmp_path / "source").iterdir())) == 2


def test_settings_without_those_of_the_kit_are_not_overwritten(course, tmp_path):
    (tmp_path / CONFIG).write_text("c = get_config()\n")
    with pytest.raises(UsageError, match=r"c\.ClearSolutions\.code_stub"):
        write_course(course, tmp_path, "cnn")
    assert [file.name for file in tmp_path.iterdir()] == [CONFIG]


@pytest.mark.parametrize("name", ["../cnn", "", "a b", "week/1"])
def test_an_assignment_has_a_plain_name(course, tmp_path, name):
    with pytest.raises(UsageError, match="--assignment"):
        write_course(course, tmp_path / "school", name)
    assert not (tmp_path / "school").exists()


def test_a_place_that_cannot_be_written_is_said(course, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        write_course(course, tmp_path / "file", "cnn")


def test_a_students_copy_makes_no_course(course, tmp_path):
    (tmp_path / "pyproject.toml").write_bytes((course.root / "pyproject.toml").read_bytes())
    with pytest.raises(UsageError, match="this copy of the kit is a student's"):
        write_course(find_course(tmp_path), tmp_path / "school", "cnn")


def test_the_command_tells_its_files_and_how_to_go_on(tmp_path):
    ran = run(tmp_path, "grader", "notebooks", "school", "--assignment", "week1")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "school/source/week1/conv.ipynb" in ran.stdout
    assert "nbgrader generate_assignment week1" in ran.stdout
    assert (tmp_path / "school" / CONFIG).is_file()
