"""Compares a wrong answer with what each known mistake would have answered."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from grader.diagnosis.case import Case, given
from grader.diagnosis.fresh import fresh, has_arrays
from grader.diagnosis.misconception import Arguments
from grader.diagnosis.oracle import Failure
from grader.suite.verdict import Refusal

MAX_EARLIER = 60
FRESH_CALLS = 4


def explain(case: Case) -> str:
    """The id of the one family of mistakes that explains the answer, else nothing."""
    arguments = case.arguments(case.answer)
    if arguments is None:
        return ""
    here, got = case.at(arguments), given(case.answer)
    if case.alike(got, here.right()):
        return ""
    known = range(len(case.oracle.families(case.function)))
    fitting = [m for m in known if case.alike(got, here.wrong(m))]
    fitting = [m for m in fitting if not _contradicted(m, case)]
    for probe in fresh_calls(arguments, case.rng):
        fitting = _after(probe, fitting, case)
    for probe in case.oracle.probes(case.function):
        fitting = _after(probe, fitting, case)
    return _only(fitting, case)


def fresh_calls(arguments: Arguments, rng: np.random.Generator) -> Iterator[Arguments]:
    """The same arguments with other numbers in their arrays; none where there are no arrays."""
    for _ in range(FRESH_CALLS if has_arrays(arguments) else 0):
        yield fresh(arguments, rng)


def _only(fitting: Iterable[int], case: Case) -> str:
    names = case.oracle.families(case.function)
    families = {names[m] for m in fitting}
    return families.pop() if len(families) == 1 else ""


def _after(probe: Arguments, fitting: list[int], case: Case) -> list[int]:
    """Those that explain what the function answers to the probe, too."""
    if not fitting:
        return []
    there = case.at(probe)
    if isinstance(there.right(), Failure):
        return fitting  # no fair question
    answer = case.ask(probe)
    return [m for m in fitting if _compatible(answer, there.wrong(m), case)]


def _compatible(answer: Any, wrong: Any, case: Case) -> bool:
    """On a probe the same mistake may raise with another text: that is a matter of writing."""
    if isinstance(answer, Failure) and isinstance(wrong, Failure):
        return True
    return case.alike(answer, wrong)


def _contradicted(mistake: int, case: Case) -> bool:
    """Whether the function was right before where this mistake would have been wrong.

    A mistake in refusing makes no difference at all to right arguments.
    """
    refusing = isinstance(case.expected, Refusal)
    for answer in case.earlier[-MAX_EARLIER:]:
        arguments = case.arguments(answer)
        if arguments is None:
            continue
        right, wrong = case.at(arguments).right(), case.at(arguments).wrong(mistake)
        if isinstance(right, Failure) or (isinstance(wrong, Failure) and not refusing):
            continue
        got = given(answer)
        if case.alike(got, right) and not case.alike(got, wrong):
            return True
    return False
