"""What right values earn in the styles in which students write, as a table.

A file of `styles/` minds everything. A line that ends with the name of a habit is written by those
who have it; the others leave it out, or write what stands behind the name.
"""

import re
from itertools import combinations

import pytest

import mutation
from grader.course.course import find_course
from grader.course.selection import select
from grader.submission.submission import Submission
from places import GOLDEN, KIT
from verdicts import verdicts

COURSE = find_course()
FILES = sorted((KIT / "styles").glob("*.py"))
TABLE = GOLDEN / "styles.txt"

HABITS = ("pairs", "words", "dtypes", "refusals", "oblong", "types", "copies")
BY_HEART = {"oblong", "types", "copies"}  # what somebody with the plainest right values has
STYLES = {
    "whole numbers only": BY_HEART,
    "pairs, too": {*BY_HEART, "pairs"},
    "words, too": {*BY_HEART, "pairs", "words"},
    "dtypes, too": {*BY_HEART, "pairs", "words", "dtypes"},
    "all": {*HABITS},
    **{
        f"all but {' and '.join(left_out)}": {*HABITS} - {*left_out}
        for count in (1, 2)
        for left_out in combinations(HABITS, count)
    },
}
LEAST = {
    "whole numbers only": 68,
    "pairs, too": 77,
    "words, too": 82,
    "dtypes, too": 90,
    "all but refusals": 90,
    "all": 100,
}
KERAS_POINTS = 9  # of build_model and train, which no habit touches: they are not run here


def written_with(source: str, habits: set[str]) -> str:
    """A source as somebody with these habits writes it."""

    def line(found: re.Match[str]) -> str:
        indent, code, habit, other = found.groups()
        if habit not in HABITS or habit in habits:
            return f"{indent}{code}\n"
        return f"{indent}{other}\n" if other else ""

    return re.sub(r"^( *)(.*?)  # (\w+)(?:: (.*))?\n", line, source, flags=re.MULTILINE)


@pytest.fixture(scope="module")
def points(zygotes):
    """The points of each style, by exercise."""
    functions = [each for name in COURSE.points for each in mutation.without_keras(name)]
    submissions = []
    for style, habits in STYLES.items():
        files = {
            file.stem: written_with(file.read_text(encoding="utf-8"), habits).encode()
            for file in FILES
        }
        submissions.append(Submission(style, files, {}, KIT))
    reports = verdicts(COURSE, submissions, select(COURSE, functions), zygotes)
    return {
        report.submission: {each.name: each.score for each in report.exercises}
        for report in reports
    }


@pytest.mark.parametrize("style", LEAST)
def test_right_values_earn_what_they_are_worth(style, points):
    assert sum(points[style].values()) + KERAS_POINTS >= LEAST[style]


@pytest.mark.parametrize("habit", HABITS)
def test_every_habit_costs_something(habit, points):
    assert sum(points[f"all but {habit}"].values()) + KERAS_POINTS < 100


def test_every_style_earns_what_it_did(points, tmp_path):
    head = f"{'':32}" + "".join(f"{name:>9}" for name in COURSE.points) + "    total"
    lines = [head]
    for style, by_exercise in points.items():
        scores = {**by_exercise, "cnn": by_exercise["cnn"] + KERAS_POINTS}
        row = "".join(f"{score:9.2f}" for score in scores.values())
        lines.append(f"{style:32}{row}{sum(scores.values()):9.2f}")
    new = tmp_path / TABLE.name
    new.write_text("\n".join(lines) + "\n", encoding="utf-8")
    known = TABLE.read_text(encoding="utf-8") if TABLE.is_file() else ""
    assert new.read_text(encoding="utf-8") == known, f"if it is right, cp {new} {TABLE}"
