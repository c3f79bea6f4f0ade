"""Compares a wrong answer with what each known mistake would have answered."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from grader.checks.verdict import Refusal
from grader.diagnosis.case import Case, given
from grader.diagnosis.fresh import fresh, has_arrays
from grader.diagnosis.misconception import Arguments
from grader.diagnosis.oracle import Failure, Outcomes

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
    for probe in fresh_calls(arguments, case.rng):
        fitting = _after(probe, fitting, case)
    return _only(_best(_uncontradicted(fitting, case), case), case)


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
    return [m for m in fitting if case.alike(answer, there.wrong(m))]


def _best(fitting: list[int], case: Case) -> list[int]:
    """Those that explain most of the answers to the probes.

    One probe may meet a second mistake; a mistake that is only like the true one meets many.
    Where sizes are all there is to a call, nothing but the probes tells, and all must agree.
    """
    if not fitting:
        return []
    probes = [(case.at(each), case.ask(each)) for each in case.oracle.probes(case.function)]
    explained = {m: _explained(m, probes, case) for m in fitting}
    most = max(explained.values())
    least = len(probes) if not has_arrays(case.answer.args) else len(probes) / 2
    return [m for m in fitting if explained[m] == most >= least]


def _explained(mistake: int, probes: list[tuple[Outcomes, Any]], case: Case) -> int:
    return sum(_compatible(answer, there.wrong(mistake), case) for there, answer in probes)


def _compatible(answer: Any, wrong: Any, case: Case) -> bool:
    """On a probe the same mistake may raise with another text, or refuse what would be empty."""
    if isinstance(answer, Failure):
        return isinstance(wrong, Failure) or (isinstance(wrong, np.ndarray) and wrong.size == 0)
    return case.alike(answer, wrong)


def _uncontradicted(fitting: list[int], case: Case) -> list[int]:
    """Those that would nowhere have been wrong where the function was right before."""
    for answer in case.earlier[-MAX_EARLIER:] if fitting else ():
        arguments = case.arguments(answer)
        if arguments is None:
            continue
        there, got = case.at(arguments), given(answer)
        if not isinstance(there.right(), Failure) and case.alike(got, there.right()):
            fitting = [m for m in fitting if _allows(there.wrong(m), got, case)]
    return fitting


def _allows(wrong: Any, got: Any, case: Case) -> bool:
    """Whether a mistake that would have answered `wrong` can have given a right answer.

    A mistake in refusing makes no difference at all to right arguments.
    """
    if isinstance(wrong, Failure) and not isinstance(case.expected, Refusal):
        return True
    return case.alike(got, wrong)
