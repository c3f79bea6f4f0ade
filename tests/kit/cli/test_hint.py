"""`python -m grader hint` shows a question first, then where to look, and never a solution."""

import pytest

from grader.cli.main import main
from grader.course.hints import read_hints


@pytest.fixture
def hint(tmp_path, monkeypatch, capsys):
    """What the command prints in a folder of its own."""
    (tmp_path / "exercises").mkdir()
    monkeypatch.chdir(tmp_path)

    def run(name):
        code = main(["hint", name])
        return code, " ".join(capsys.readouterr().out.split())

    return run


@pytest.fixture(scope="session")
def hints(course):
    return read_hints(course)


def test_the_first_hint_is_a_question_and_the_second_says_where_to_look(hint, hints):
    question, look = hints["conv"]["conv2d"].steps
    code, first = hint("conv.conv2d")
    assert code == 0
    assert question in first
    assert look not in first
    second = hint("conv.conv2d")[1]
    assert question in second
    assert look in second
    assert "all the hints" in hint("conv.conv2d")[1]


def test_each_function_has_its_own_count(hint, hints):
    hint("conv.conv2d")
    assert hints["conv"]["stamp"].look not in hint("conv.stamp")[1]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"hints": {"conv.conv2d": "two"}}'])
def test_a_damaged_journal_begins_anew(hint, hints, tmp_path, content):
    hint("conv.conv2d")
    (tmp_path / ".grader" / "journal.json").write_text(content, encoding="utf-8")
    assert hints["conv"]["conv2d"].look not in hint("conv.conv2d")[1]


@pytest.mark.parametrize("name", ["conv.conv3d", "con.conv2d", "."])
def test_a_name_that_is_not_there_is_said_with_those_that_are(name, hint, capsys):
    assert main(["hint", name]) == 2
    assert "Did you mean:\n  python -m grader hint conv" in capsys.readouterr().err


def test_every_hint_is_short_and_shows_no_code(hints):
    for functions in hints.values():
        for each in functions.values():
            assert each.question.endswith("?") or "?" in each.question
            assert all(20 < len(step) < 320 for step in each.steps)
            text = " ".join(each.steps)
            assert not any(sign in text for sign in ("[::", "np.", "return "))
