"""Compares a wrong answer with what each known mistake would have answered."""

from collections.abc import Iterable
from typing import Any

from grader.diagnosis.case import Case, Failure, bound, given, outcome
from grader.diagnosis.fresh import fresh, has_arrays
from grader.diagnosis.misconception import Arguments, Misconception
from grader.diagnosis.outcomes import Outcomes
from grader.suite.verdict import Refusal

MAX_EARLIER = 60
FRESH_CALLS = 4


def explain(case: Case, outcomes: Outcomes) -> str:
    """The id of the one family of mistakes that explains the answer, else nothing."""
    arguments = case.arguments
    if arguments is None:
        return ""
    fitting = _fitting(case, outcomes, arguments)
    fitting = [m for m in fitting if not _contradicted(m, case)]
    drawn_anew = has_arrays(arguments)
    for _ in range(FRESH_CALLS if drawn_anew else 0):
        fitting = _after(fresh(arguments, case.rng), fitting, case)
    for probe in case.knowledge.probes.get(case.function, ()):
        # Sizes cannot be drawn anew as the numbers in arrays can: only other sizes tell.
        if not fitting or (drawn_anew and _only(fitting)):
            break
        fitting = _after(probe, fitting, case)
    return _only(fitting)


def _only(fitting: Iterable[Misconception]) -> str:
    families = {m.id for m in fitting}
    return families.pop() if len(families) == 1 else ""


def _fitting(case: Case, outcomes: Outcomes, arguments: Arguments) -> list[Misconception]:
    """The mistakes that make a difference here, and just the one that was seen."""
    function, got = case.function, given(case.answer)
    if case.alike(got, outcome(case.right, arguments)):
        return []
    known = [m for m in case.knowledge.misconceptions if function in m.functions]
    wrongs = outcomes.of(function, known, case.right, arguments)
    return [m for m, wrong in zip(known, wrongs, strict=True) if case.alike(got, wrong)]


def _after(probe: Arguments, fitting: list[Misconception], case: Case) -> list[Misconception]:
    """Those that explain what the function answers to the probe, too."""
    if not fitting or isinstance(outcome(case.right, probe), Failure):
        return fitting  # no fair question
    answer = case.ask(probe)
    return [m for m in fitting if case.alike(answer, _wrong(m, case, probe))]


def _contradicted(m: Misconception, case: Case) -> bool:
    """Whether the function was right before where this mistake would have been wrong.

    A mistake in refusing makes no difference at all to right arguments.
    """
    refusing = isinstance(case.expected, Refusal)
    for answer in case.earlier[-MAX_EARLIER:]:
        arguments = bound(case.right, answer)
        if arguments is None:
            continue
        right, wrong = outcome(case.right, arguments), _wrong(m, case, arguments)
        if isinstance(right, Failure) or (isinstance(wrong, Failure) and not refusing):
            continue
        got = given(answer)
        if case.alike(got, right) and not case.alike(got, wrong):
            return True
    return False


def _wrong(m: Misconception, case: Case, arguments: Arguments) -> Any:
    return outcome(m.wrong, (case.right, *arguments))
