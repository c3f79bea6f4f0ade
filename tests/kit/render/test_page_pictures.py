"""The pictures that `--html` puts into the page, made by the submission's own functions."""

import re
import sys

import pytest

import grader.cli.grade as command
from grader.cli.main import main
from grader.course.course import find_course

COURSE = find_course()


@pytest.fixture
def page(tmp_path, monkeypatch):
    """Grades the solutions with `code` at the end of one of them, and gives the page."""
    (tmp_path / "own").mkdir()

    def run(code: str, exercise: str, *names: str, course=COURSE) -> str:
        monkeypatch.setattr(command, "find_course", lambda: course)
        for sibling in COURSE.solutions.glob("*.py"):
            (tmp_path / "own" / sibling.name).write_bytes(sibling.read_bytes())
        source = (COURSE.solutions / f"{exercise}.py").read_text(encoding="utf-8")
        file = tmp_path / "own" / f"{exercise}.py"
        file.write_text(f"{source}\n\n{code}\n", encoding="utf-8")
        html = tmp_path / "page.html"
        places = ["--submission", str(file.parent), "--html", str(html)]
        assert main([*(names or (exercise,)), *places]) in (0, 1)
        return html.read_text(encoding="utf-8")

    return run


def alternatives(page: str) -> list[str]:
    return re.findall(r'<img src="data:image/svg\+xml;base64,[^"]+" alt="([^"]+)"', page)


def test_a_picture_says_that_its_function_is_wrong(page):
    shown = page("def flatten(feature_maps):\n    return feature_maps.T.ravel()", "pooling")
    assert "<strong>flatten is not right yet: this is what it makes.</strong>" in shown


def test_every_panel_of_a_graded_exercise_is_in_the_page(page):
    shown = page("", "pooling")
    titles = re.findall("<figcaption><b>([^<]+)</b>", shown)
    assert titles == ["Four windows of 2 by 2", "The picture", "A feature map", "Flatten"]
    assert len(alternatives(shown)) == 12
    assert "after max_pool2d: 5 2; 6 9." in alternatives(shown)


def test_a_function_that_fails_shows_an_empty_frame_and_costs_nothing(page):
    shown = page("def max_pool2d(*args):\n    raise SystemExit", "pooling", "pooling.avg_pool2d")
    assert any("after max_pool2d: nothing to see" in alt for alt in alternatives(shown))
    assert any("after avg_pool2d: a picture" in alt for alt in alternatives(shown))


def test_an_exercise_that_was_not_begun_has_no_pictures(page):
    stub = (COURSE.exercises / "pooling.py").read_text(encoding="utf-8")
    shown = page(stub, "pooling")
    assert alternatives(shown) == []
    assert 'id="pictures"' not in shown


def test_scenes_that_fail_cost_the_pictures_and_not_the_grade(page, tmp_path):
    root = tmp_path / "course"
    (root / "tests" / "feedback" / "conv").mkdir(parents=True)
    for name in ("pyproject.toml", "solutions", "exercises", "tests/public", "tests/conftest.py"):
        (root / name).symlink_to(COURSE.root / name)
    (root / "tests" / "feedback" / "conv" / "scenes.py").write_text("1 / 0")
    shown = page("", "conv", course=find_course(root))
    assert "pictures could not be made: conv." in shown
    assert alternatives(shown) == []


@pytest.mark.parametrize("library", ["matplotlib", "PIL"])
def test_without_the_extra_the_page_says_what_it_takes(page, monkeypatch, library):
    monkeypatch.setitem(sys.modules, library, None)
    shown = page("", "pooling")
    assert "can stand here, too: pip install -e &#39;.[plots]&#39;" in shown
    assert alternatives(shown) == []
