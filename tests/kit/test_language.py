"""Korean and English: everything a student reads, in the language that was chosen."""

import ast
import gettext
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from grader.catalog import file_of, messages, missing, read_catalog, updated
from grader.cli.main import main
from grader.course.lesson import (
    differences,
    in_language,
    parts,
    read_page,
    translated,
    write_page,
)
from grader.course.selection import select
from grader.grading.session import grade
from grader.language import CATALOGUES, LANGUAGES, _, choose, current, plural, preferred
from grader.render.html import to_html
from grader.render.terminal import to_terminal
from grader.stubs import stub
from grader.submission.submission import Submission
from places import GOLDEN

PLACEHOLDER = re.compile(r"\{\w+(?::[^{}]*)?\}")
TRANSLATED = [(language, part) for language in LANGUAGES[1:] for part in range(len(CATALOGUES))]
EXERCISES = ("conv", "padding", "stride", "pooling", "cnn")


@pytest.fixture
def korean():
    choose("ko")
    yield
    choose("en")


@pytest.fixture(scope="module")
def known(course):
    """The texts of the kit and those of hidden checks."""
    return messages(course)


@pytest.fixture
def catalog(request):
    language, part = request.param
    return read_catalog(file_of(language, CATALOGUES[part]), language)


# --- the catalogues


@pytest.mark.parametrize(("language", "part"), TRANSLATED)
def test_every_text_is_translated(language, part, known):
    catalog = read_catalog(file_of(language, CATALOGUES[part]), language)
    assert missing(updated(catalog, known[part])) == [], "python -m grader.catalog adds them"


@pytest.mark.parametrize(("language", "part"), TRANSLATED)
def test_no_translation_is_left_of_a_text_that_is_gone(language, part, known):
    catalog = read_catalog(file_of(language, CATALOGUES[part]), language)
    there = {each.id if isinstance(each.id, str) else tuple(each.id) for each in catalog if each.id}
    assert there - set(known[part]) == set()


@pytest.mark.parametrize("catalog", TRANSLATED, indirect=True)
def test_a_translation_has_the_placeholders_of_its_text(catalog):
    for each in catalog:
        wanted = each.id if isinstance(each.id, str) else each.id[-1]
        given = each.string if isinstance(each.string, str) else each.string[0]
        if each.id and given:
            assert sorted(PLACEHOLDER.findall(given)) == sorted(PLACEHOLDER.findall(wanted))


@pytest.mark.parametrize(("language", "part"), TRANSLATED)
def test_what_is_compiled_is_what_was_translated(language, part):
    catalog = read_catalog(file_of(language, CATALOGUES[part]), language)
    with file_of(language, CATALOGUES[part]).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for each in catalog:
        if each.string and isinstance(each.id, str) and each.id:
            assert compiled.gettext(each.id) == each.string


def test_what_only_hidden_checks_say_is_in_no_catalogue_that_students_get(known):
    shown = read_catalog(file_of("ko", CATALOGUES[0]), "ko")
    assert known[1]
    assert [text for text in known[1] if text in shown] == []


# --- the choice


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"GRADER_LANG": "ko", "LC_ALL": "en_US.UTF-8"}, "ko"),
        ({"GRADER_LANG": "en", "LANG": "ko_KR.UTF-8"}, "en"),
        ({"LC_ALL": "ko_KR.UTF-8", "LANG": "en_US.UTF-8"}, "ko"),
        ({"LC_MESSAGES": "en_GB.UTF-8", "LANG": "ko_KR.UTF-8"}, "en"),
        ({"LANG": "ko_KR.eucKR"}, "ko"),
        ({"LANG": "Korean_Korea.949"}, "ko"),
        ({"LANG": "ko-KR"}, "ko"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"GRADER_LANG": "nonsense @ all"}, "en"),
    ],
)
def test_the_environment_says_the_language(environment, language):
    assert preferred(environment) == language


def test_the_option_goes_before_the_environment_wherever_it_stands(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRADER_LANG", "ko")
    for arguments in (["--lang", "en", "hint", "conv.relu"], ["hint", "conv.relu", "--lang=en"]):
        main(arguments)
        assert "A question" in capsys.readouterr().out
    main(["hint", "conv.relu"])
    assert "A question" not in capsys.readouterr().out
    choose("en")


def test_a_language_that_is_not_there_is_wrong_usage(capsys):
    assert main(["--lang", "fr"]) == 2
    assert "ko" in capsys.readouterr().err


def test_texts_without_a_translation_stay_english(korean):
    assert current() == "ko"
    assert _("nobody has translated this") == "nobody has translated this"
    assert _("") == ""
    assert plural("one", "many", 2) == "many"


# --- the lessons


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_translated_lesson_has_the_same_code(course, korean, exercise):
    source = (course.exercises / f"{exercise}.py").read_text(encoding="utf-8")
    lesson = in_language(course, exercise, source)
    assert lesson != source
    assert without_texts(lesson) == without_texts(source)
    assert lesson.count("# %%") == source.count("# %%")
    assert max(cell_len(line) for line in lesson.split("\n")) <= 100


def without_texts(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
            del node.body[0]
    return ast.unparse(tree)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_lesson_in_english_is_the_lesson(course, exercise):
    source = (course.exercises / f"{exercise}.py").read_text(encoding="utf-8")
    assert in_language(course, exercise, source) == source
    assert len(parts(source)) > 10


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_page_of_the_english_texts_gives_the_lesson_itself(course, exercise):
    source = (course.exercises / f"{exercise}.py").read_text(encoding="utf-8")
    page = write_page(parts(source))
    assert read_page(page) == parts(source)
    assert translated(source, page) == source


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_solution_has_the_texts_of_its_exercise_and_keeps_its_own(course, korean, exercise):
    solution = (course.solutions / f"{exercise}.py").read_text(encoding="utf-8")
    lesson = in_language(course, exercise, solution)
    assert stub(lesson) == in_language(course, exercise, stub(solution))
    assert without_texts(lesson) == without_texts(solution)
    assert "# What to refuse" in lesson


CHANGES = {
    "a section less": (r"## 렐루 함수.*?(?=## )", "", "missing"),
    "a paragraph less": (r"한 절을 읽고.*?\n\n", "", "paragraph: "),
    "a paragraph more": (r"## 렐루 함수", "하나 더\n\n## 렐루 함수", "paragraph: "),
    "an example less": (r"```text\n.*?```\n\n", "", "example: "),
    "another number": ("3.5", "3.6", "numbers or examples"),
    "another doctest": (r"\[0.0, 0.0, 3.5\]", "[0.0, 0.0, 3.0]", "docstring of relu"),
    "a docstring of nobody": ("docstring relu", "docstring rely", "docstring of rely: 1, not 0"),
    "a heading of another level": ("## 렐루", "### 렐루", "heading ###"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_page_that_is_built_otherwise_is_told(course, name):
    old, new, said = CHANGES[name]
    source = (course.exercises / "conv.py").read_text(encoding="utf-8")
    page = course.page("conv", "ko").read_text(encoding="utf-8")
    changed = re.sub(old, new, page, count=1, flags=re.DOTALL)
    assert changed != page
    found = list(differences(source, changed))
    assert any(said in each for each in found), found
    assert list(differences(source, page)) == []


@given(st.lists(st.sampled_from(["# a", "## b 1", "a\nb", "- a\n- b", "```text\n1\n\n2\n```"])))
def test_what_is_written_on_a_page_is_read_from_it(texts):
    page = "\n\n".join(texts)
    assert [each.text for each in read_page(page)] == texts
    assert write_page(read_page(page)) == page + "\n"


# --- what a student sees

MISTAKES = """
import numpy as np

def stamp(patch, kernel, bias=0.0):
    return float(np.sum(patch * kernel))

def relu(x):
    raise KeyError(x.shape)

def conv2d(image, kernel, bias=0.0):
    rows, columns = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    print("shape", rows, columns)
    return np.array(
        [
            [np.sum(image[i : i + len(kernel), j : j + kernel.shape[1]] * kernel[::-1, ::-1]) + bias
             for j in range(columns)]
            for i in range(rows)
        ]
    )
"""


@pytest.fixture
def report(korean, course, zygotes):
    """A report of a session that collected its checks in Korean."""
    submission = Submission("", {"conv": MISTAKES.encode()}, {}, course.root)
    return grade(course, [submission], select(course, ["conv"]), zygotes)[0]


def in_80_columns(report) -> str:
    console = Console(file=io.StringIO(), width=80, legacy_windows=False, color_system=None)
    console.print(to_terminal(report, None))
    return console.file.getvalue()


def test_a_korean_report_reads_as_it_should(report):
    golden = (GOLDEN / "korean.txt").read_text(encoding="utf-8")
    assert in_80_columns(report) == golden


def test_a_korean_report_fits_80_columns_and_its_numbers_stand_below_each_other(report):
    lines = in_80_columns(report).split("\n")
    assert max(map(cell_len, lines)) <= 80
    scores = [line for line in lines if " / " in line]
    assert len({cell_len(line.partition(" / ")[0]) for line in scores}) == 1


def test_a_korean_report_has_no_english_sentence(report):
    sentence = re.compile(r"(?:\b[a-z]{2,} ){3,}")
    for check in report.checks:
        for text in (check.title, check.hint, check.diagnosis and check.diagnosis.text):
            assert not sentence.search(text or "")
        if check.evidence:
            assert not sentence.search(check.evidence.difference or "")


def test_a_korean_page_says_that_it_is_korean(report):
    page = to_html(report, None).decode()
    assert '<html lang="ko">' in page
    assert "Skip to the results" not in page


COMMANDS = (
    "", "watch", "list", "read", "reset", "show", "hint",
    "batch", "class", "release", "notebooks", "doctor", "verify",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_can_be_read_in_every_language(command, language, capsys):
    with pytest.raises(SystemExit) as ended:  # argparse formats each text, so a bare % is an error
        main([*command.split(), "--help", "--lang", language])
    choose("en")
    assert ended.value.code == 0
    assert "--lang" in capsys.readouterr().out
