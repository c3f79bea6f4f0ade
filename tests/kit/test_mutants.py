"""Every wrong implementation loses points, every right one keeps them, and the reason is named."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import mutation
from grader.grading.seed import SEED

HERE = Path(__file__)
MUTANTS = mutation.mutants()
VARIANTS = mutation.variants()
SECOND_SEED = 7
SHARE = ("cnn.build_model", "cnn.train", "pooling")  # half of the work; for two cores


def first_of_each_function(trials):
    """The trials that are always graded."""
    first = {}
    for trial in trials:
        for function in trial.functions:
            first.setdefault((trial.exercise, function), trial)
    return {trial.id for trial in first.values()}


QUICK = first_of_each_function(MUTANTS) | first_of_each_function(VARIANTS)


def each_of(trials):
    """Parameters: all but the quick ones are thorough."""
    return [
        pytest.param(each, id=each.id, marks=() if each.id in QUICK else pytest.mark.mutants)
        for each in trials
    ]


def results(trials, folder, seed):
    """What each trial lost, graded in two processes."""
    shares = {True: [], False: []}
    for trial in trials:
        shares[mutation.group_of(trial) in SHARE].append(trial.id)
    runs = []
    for number, names in enumerate(shares.values()):
        order, out = folder / f"order{number}.json", folder / f"result{number}.json"
        order.write_text(json.dumps([names, seed]), encoding="utf-8")
        runs.append((subprocess.Popen([sys.executable, mutation.__file__, order, out]), out))
    found = {}
    for process, out in runs:
        assert process.wait() == 0
        found |= json.loads(out.read_text(encoding="utf-8"))
    return found


def wanted(trials, session):
    """All of them, or the quick ones where no other is selected."""
    if any(item.get_closest_marker("mutants") and item.path == HERE for item in session.items):
        return trials
    return [each for each in trials if each.id in QUICK]


@pytest.fixture(scope="session")
def lost(tmp_path_factory, request):
    """The checks that each mutant and variant lost."""
    trials = wanted(MUTANTS + VARIANTS, request.session)
    found = results(trials, tmp_path_factory.mktemp("mutants"), SEED)
    if len(found) == len(MUTANTS + VARIANTS):
        request.config.stash[request.config.mutants_key] = summary(found)
    return found


@pytest.fixture(scope="session")
def lost_with_another_seed(tmp_path_factory, request):
    trials = wanted(VARIANTS, request.session)
    return results(trials, tmp_path_factory.mktemp("variants"), SECOND_SEED)


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


@pytest.mark.parametrize("mutant", each_of(MUTANTS))
def test_a_wrong_function_loses_points_and_no_other_does(mutant, lost):
    assert {function_of(check) for check in lost[mutant.id]} == set(mutant.functions)


@pytest.mark.parametrize("mutant", each_of(each for each in MUTANTS if each.diagnosis))
def test_a_known_mistake_is_named(mutant, lost):
    assert mutant.diagnosis in named(mutant, lost)


@pytest.mark.parametrize("variant", each_of(VARIANTS))
def test_a_right_variant_keeps_all_points(variant, lost):
    assert lost[variant.id] == []


@pytest.mark.mutants
@pytest.mark.parametrize("variant", each_of(VARIANTS))
def test_a_right_variant_keeps_all_points_with_another_seed(variant, lost_with_another_seed):
    assert lost_with_another_seed[variant.id] == []
