"""The commands that a student works with: list, read, reset, hint for what comes next."""

import pytest

from grader.cli.main import main
from grader.course.course import find_course

COURSE = find_course()


@pytest.fixture
def student(tmp_path, monkeypatch):
    """A folder with the stubs in `exercises`, from which commands are run."""
    (tmp_path / "exercises").mkdir()
    for file in COURSE.exercises.glob("*.py"):
        (tmp_path / "exercises" / file.name).write_bytes(file.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def solve(student, exercise):
    source = (COURSE.solutions / f"{exercise}.py").read_bytes()
    (student / "exercises" / f"{exercise}.py").write_bytes(source)


def test_list_names_every_function_with_its_state_and_its_line(student, capsys):
    solve(student, "conv")
    assert main(["list", "conv"]) == 0
    shown = capsys.readouterr().out
    assert "[x] stamp" in shown
    assert "exercises/conv.py:" in shown
    assert "5 of 5 functions, 25 of 25 points" in shown


@pytest.mark.parametrize("language", ["en", "ko"])
def test_read_shows_the_section_of_a_function(student, capsys, language):
    assert main(["read", "conv2d", "--lang", language]) == 0
    shown = capsys.readouterr().out
    assert "def conv2d(" in shown
    assert ("flipped" in shown) == (language == "en")


def test_reset_brings_a_stub_back_and_keeps_the_code(student, capsys):
    solve(student, "conv")
    before = (student / "exercises" / "conv.py").read_bytes()
    assert main(["reset", "conv.relu"]) == 0
    shown = capsys.readouterr().out
    (kept,) = (student / ".grader" / "kept").iterdir()
    assert f".grader/kept/{kept.name}" in shown
    assert kept.read_bytes() == before
    assert main(["list", "conv"]) == 0
    shown = capsys.readouterr().out
    assert "[ ] relu" in shown
    assert "[x] stamp" in shown


def test_reset_brings_a_missing_file_back(student, capsys):
    file = student / "exercises" / "conv.py"
    file.unlink()
    assert main(["conv"]) == 1
    assert "python -m grader reset conv writes exercises/conv.py anew" in capsys.readouterr().out
    assert main(["reset", "conv"]) == 0
    assert file.read_bytes() == (COURSE.exercises / "conv.py").read_bytes()
    assert not (student / ".grader" / "kept").exists()


def test_reset_changes_nothing_where_the_code_cannot_be_kept(student, capsys):
    (student / ".grader").write_text("no folder")
    before = (student / "exercises" / "conv.py").read_bytes()
    assert main(["reset", "conv"]) == 2
    assert "Nothing was changed" in capsys.readouterr().err
    assert (student / "exercises" / "conv.py").read_bytes() == before


def test_a_file_that_is_no_text_can_only_be_reset_whole(student, capsys):
    (student / "exercises" / "conv.py").write_bytes(b"\xff\xfe\0")
    assert main(["reset", "conv.relu"]) == 2
    assert "python -m grader reset conv" in capsys.readouterr().err


def test_hint_without_a_name_is_about_what_comes_next(student, capsys):
    solve(student, "conv")
    assert main(["hint"]) == 0
    assert "padding.same_padding" in capsys.readouterr().out
    assert main(["hint", "stride.py"]) == 0
    assert "stride.output_size" in capsys.readouterr().out


def test_the_help_of_a_students_copy_names_what_works_there(student, monkeypatch, capsys):
    monkeypatch.setattr("grader.cli.help._is_for_teachers", lambda: False)
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert "python -m grader reset conv.conv2d" in shown
    assert "python -m grader release" not in shown
    assert "python -m grader solution" not in shown
