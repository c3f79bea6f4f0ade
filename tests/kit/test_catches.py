"""Which wrong implementations each check catches, as a table. Checks of NumPy functions alone.

A check that became weaker, or harder than it was, shows here before the whole of `test_mutants`
is run. Every third mutant is judged, and by the checks of its own function only.
"""

from collections import Counter, defaultdict

import pytest

import mutation
from grader.course.course import find_course
from grader.course.selection import select
from grader.submission.submission import Submission
from places import GOLDEN
from verdicts import verdicts

COURSE = find_course()
CATCHES = GOLDEN / "catches.txt"
EVERY = 3


@pytest.fixture(scope="module")
def mutants():
    """The mutants of each function that NumPy is enough for."""
    found = defaultdict(list)
    for mutant in mutation.mutants()[::EVERY]:
        if mutant.functions[0] not in mutation.KERAS:
            found[f"{mutant.exercise}.{mutant.functions[0]}"].append(mutant)
    return found


@pytest.fixture(scope="module")
def reports(mutants, zygotes):
    plain = {name: source.encode() for name, source in mutation.plain().items()}
    found = {}
    for name, wrong in mutants.items():
        submissions = [
            Submission(each.id, {**plain, each.exercise: each.source.encode()}, {}, GOLDEN)
            for each in wrong
        ]
        found[name] = verdicts(COURSE, submissions, select(COURSE, [name]), zygotes)
    return found


def test_every_mutant_of_a_function_loses_a_check_of_it(reports):
    survivors = [each.submission for graded in reports.values() for each in graded if each.passed]
    assert survivors == []


def test_each_check_catches_as_many_as_it_did(reports, tmp_path):
    lines = []
    for name, graded in reports.items():
        lost = Counter(check.id for each in graded for check in each.checks if not check.passed)
        lines.append(f"{name}: {len(graded)} mutants")
        lines += [f"{lost[each.id]:5} {each.id.rpartition('/')[2]}" for each in graded[0].checks]
    new = tmp_path / "catches.txt"
    new.write_text("\n".join(lines) + "\n", encoding="utf-8")
    known = CATCHES.read_text(encoding="utf-8") if CATCHES.is_file() else ""
    assert new.read_text(encoding="utf-8") == known, f"if it is right, cp {new} {CATCHES}"
