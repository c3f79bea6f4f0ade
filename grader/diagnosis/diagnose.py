"""From a verdict to the mistake behind it. No diagnosis is better than a wrong one."""

from collections.abc import Sequence

import numpy as np

from grader.checks import Answer
from grader.checks.verdict import Refusal, Value, Verdict
from grader.diagnosis import general, raised, refusal
from grader.diagnosis import what_if as otherwise
from grader.diagnosis.case import Case
from grader.diagnosis.explain import explain
from grader.diagnosis.oracle import Oracle
from grader.diagnosis.what_if import what_if
from grader.language import _
from grader.records.report import Diagnosis, Status


def diagnose(
    verdict: Verdict, oracle: Oracle, earlier: Sequence[Answer], rng: np.random.Generator
) -> Diagnosis | None:
    """The one mistake that explains why a check did not pass, if there is one.

    `earlier` are the other answers of the function. It may be called again, with other
    arguments, to tell mistakes apart.
    """
    clue = verdict.clue
    if clue is None or verdict.status not in (Status.FAILED, Status.ERROR):
        return None
    if clue.mistake:
        return _said(clue.mistake, {**general.SENTENCES, **oracle.sentences})
    case = Case(clue.answer, clue.expected, oracle, tuple(earlier), rng)
    return (
        _compared(case)
        or _shown(case)
        or _said(what_if(case), otherwise.SENTENCES)
        or _said(_refused(case), refusal.SENTENCES)
    )


def _compared(case: Case) -> Diagnosis | None:
    """What comparing with known mistakes tells."""
    if isinstance(case.expected, Refusal) and (found := refusal.from_refusal(case)):
        return _said(found, refusal.SENTENCES)
    return _said(explain(case), case.oracle.sentences)


def _shown(case: Case) -> Diagnosis | None:
    """What the answer itself shows."""
    answer = case.answer
    if isinstance(case.expected, Refusal):
        return None
    if answer.raised is not None:
        found = raised.from_exception(answer.raised)
        return _said(found, raised.SENTENCES, raised.detail(answer.raised))
    if isinstance(case.expected, Value):
        return _said(general.from_value(answer, case.expected, case.earlier), general.SENTENCES)
    signs = (each for each in case.oracle.symptoms if case.function in each.functions)
    shown = {each.id for each in signs if each.shows(answer.returned)}
    return _said(shown.pop() if len(shown) == 1 else "", case.oracle.sentences)


def _refused(case: Case) -> str:
    wrongly = isinstance(case.expected, Value) or case.expected is None
    return refusal.of_right_argument(case.answer) if wrongly else ""


def _said(id: str, sentences: dict[str, str], detail: str = "") -> Diagnosis | None:
    return Diagnosis(id, _(sentences[id]), detail) if id else None
