"""Every wrong implementation loses points, every right one keeps them, and the reason is named."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from grader.grading.reference import load_module

SCRIPT = Path(__file__).with_name("mutation.py")
mutation = load_module(SCRIPT, "mutation")
MUTANTS = mutation.mutants()
VARIANTS = mutation.variants()
SECOND_SEED = 7
SHARES = ("cnn.build_model,cnn.train,pooling", "conv,stride,cnn,padding")  # for two cores


def by_id(trial):
    return trial.id


def results(kinds, folder, *seed):
    """What each trial lost, graded in two processes."""
    runs = []
    for number, groups in enumerate(SHARES):
        out = folder / f"{number}.json"
        runs.append((subprocess.Popen([sys.executable, SCRIPT, groups, kinds, out, *seed]), out))
    found = {}
    for process, out in runs:
        assert process.wait() == 0
        found |= json.loads(out.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def lost(tmp_path_factory, request):
    """The checks that each mutant and variant lost."""
    folder = tmp_path_factory.mktemp("mutants")
    found = results("mutant,variant", folder)
    request.config.stash[request.config.mutants_key] = summary(found)
    return found


@pytest.fixture(scope="session")
def lost_with_another_seed(tmp_path_factory):
    return results("variant", tmp_path_factory.mktemp("variants"), str(SECOND_SEED))


def summary(lost):
    """How many mutants were killed, by how few checks, and which check carries one alone."""
    killers = {each.id: [one["id"] for one in lost[each.id]] for each in MUTANTS}
    killed = {name: ids for name, ids in killers.items() if ids}
    right = sum(named(each, lost) == {each.diagnosis} for each in MUTANTS if each.diagnosis)
    known = sum(each.diagnosis is not None for each in MUTANTS)
    lines = [
        f"{len(killed)} of {len(MUTANTS)} mutants killed, by {min(map(len, killed.values()))} "
        f"check at least; {len(VARIANTS)} variants",
        f"{right} of {known} mutants with a known mistake are named by it and by nothing else",
    ]
    alone = Counter(ids[0] for ids in killed.values() if len(ids) == 1)
    for check, count in sorted(alone.items()):
        names = [name for name, ids in killed.items() if ids == [check]]
        lines.append(f"{count:3} carried by {check} alone: {'; '.join(sorted(names))}")
    return lines


def named(mutant, lost):
    return {one["diagnosis"] for one in lost[mutant.id]} - {None}


def function_of(check):
    return check["id"].split("/")[1]


def test_there_are_mutants_of_every_function():
    judged = {check.rpartition("/")[0] for check in judged_checks()}
    assert {f"{each.exercise}/{each.functions[0]}" for each in MUTANTS} == judged


def judged_checks():
    suites = mutation.COURSE.suite_files(list(mutation.COURSE.points))
    for suite in suites:
        exercise = suite.stem.removeprefix("test_")
        text = suite.read_text(encoding="utf-8")
        for part in text.split("mark.check(")[1:]:
            yield f"{exercise}/{part.split(chr(34))[1]}/"


def test_every_trial_has_a_name_of_its_own():
    counts = Counter(each.id for each in MUTANTS + VARIANTS)
    assert max(counts.values()) == 1, counts.most_common(3)


@pytest.mark.parametrize("mutant", MUTANTS, ids=by_id)
def test_a_wrong_function_loses_points_and_no_other_does(mutant, lost):
    assert {function_of(check) for check in lost[mutant.id]} == set(mutant.functions)


@pytest.mark.parametrize("mutant", [each for each in MUTANTS if each.diagnosis], ids=by_id)
def test_a_known_mistake_is_named(mutant, lost):
    assert mutant.diagnosis in named(mutant, lost)


@pytest.mark.parametrize("variant", VARIANTS, ids=by_id)
def test_a_right_variant_keeps_all_points(variant, lost):
    assert lost[variant.id] == []


@pytest.mark.parametrize("variant", VARIANTS, ids=by_id)
def test_a_right_variant_keeps_all_points_with_another_seed(variant, lost_with_another_seed):
    assert lost_with_another_seed[variant.id] == []
