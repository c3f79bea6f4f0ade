"""From a verdict to the mistake behind it. No diagnosis is better than a wrong one."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader.diagnosis import general, raised, refusal, what_if
from grader.diagnosis.case import Case
from grader.diagnosis.explain import explain
from grader.diagnosis.misconception import Knowledge
from grader.diagnosis.outcomes import Outcomes
from grader.report import Diagnosis, Status
from grader.suite import Answer
from grader.suite.verdict import Clue, Refusal, Value, Verdict


def diagnose(
    verdict: Verdict,
    right: Callable[..., Any] | None,
    knowledge: Knowledge,
    earlier: Sequence[Answer],
    rng: np.random.Generator,
    outcomes: Outcomes,
) -> Diagnosis | None:
    """The one mistake that explains why a check did not pass, if there is one.

    `right` is the reference of the function, `earlier` are its other answers. May call the
    function again, with other arguments, to tell mistakes apart.
    """
    clue = verdict.clue
    if clue is None or verdict.status not in (Status.FAILED, Status.ERROR):
        return None
    if clue.mistake:
        return _said(clue.mistake, {**general.SENTENCES, **knowledge.sentences})
    if right is None:
        return _shown(clue, knowledge, earlier)
    case = Case(clue.answer, clue.expected, right, knowledge, tuple(earlier), rng)
    return (
        _compared(case, outcomes)
        or _shown(clue, knowledge, earlier)
        or _said(what_if.what_if(case), what_if.SENTENCES)
    )


def _compared(case: Case, outcomes: Outcomes) -> Diagnosis | None:
    """What comparing with known mistakes tells."""
    if isinstance(case.expected, Refusal) and (found := refusal.from_refusal(case)):
        return _said(found, refusal.SENTENCES)
    return _said(explain(case, outcomes), case.knowledge.sentences)


def _shown(clue: Clue, knowledge: Knowledge, earlier: Sequence[Answer]) -> Diagnosis | None:
    """What the answer itself shows."""
    answer = clue.answer
    if isinstance(clue.expected, Refusal):
        return None
    if answer.raised is not None:
        found, detail = raised.from_exception(answer.raised), raised.detail(answer.raised)
        return _said(found, raised.SENTENCES, detail)
    if isinstance(clue.expected, Value):
        return _said(general.from_value(answer, clue.expected, earlier), general.SENTENCES)
    signs = (each for each in knowledge.symptoms if answer.function in each.functions)
    shown = {each.id for each in signs if each.shows(answer.returned)}
    return _said(shown.pop() if len(shown) == 1 else "", knowledge.sentences)


def _said(id: str, sentences: dict[str, str], detail: str = "") -> Diagnosis | None:
    return Diagnosis(id, sentences[id], detail) if id else None
