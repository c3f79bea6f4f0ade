"""From a verdict to the mistake behind it. No diagnosis is better than a wrong one."""

from collections.abc import Sequence

import numpy as np

from grader.checks import Answer
from grader.checks.verdict import Refusal, Value, Verdict
from grader.diagnosis import general, raised, refusal
from grader.diagnosis import what_if as otherwise
from grader.diagnosis.case import Case
from grader.diagnosis.explain import MAX_TOGETHER, Comparison
from grader.diagnosis.oracle import Oracle
from grader.diagnosis.what_if import what_if
from grader.language import _
from grader.records.report import Diagnosis, Status
from grader.sandbox.wire.messages import Raised


def diagnose(
    verdict: Verdict,
    oracle: Oracle,
    earlier: Sequence[Answer],
    rng: np.random.Generator,
    together: int = MAX_TOGETHER,
) -> Diagnosis | None:
    """The mistake that explains why a check did not pass, or up to `together` of them, if any do.

    `earlier` are the other answers of the function. It may be called again, with other
    arguments, to tell mistakes apart.
    """
    clue = verdict.clue
    if clue is None or verdict.status not in (Status.FAILED, Status.ERROR):
        return None
    if clue.answer is None:
        return _not_run(clue.raised)
    if clue.mistake:
        return _said(clue.mistake, {**general.SENTENCES, **oracle.sentences})
    case = Case(clue.answer, clue.expected, oracle, tuple(earlier), rng)
    if isinstance(case.expected, Refusal) and (found := refusal.from_refusal(case)):
        return _said(found, refusal.SENTENCES)
    comparison, sentences = Comparison(case), oracle.sentences
    return (
        _together(comparison.explained([1]), sentences)
        or _of_form(case)
        or _together(comparison.explained(range(2, together + 1)), sentences)
        or _shown(case)
    )


def _of_form(case: Case) -> Diagnosis | None:
    """What is wrong with the form of the answer, or of the arguments, alone.

    Who refuses a right argument may do so for its form; other exceptions speak for themselves.
    """
    found = None
    if case.answer.raised is None and isinstance(case.expected, Value):
        found = _said(general.of_form(case.answer, case.expected), general.SENTENCES)
    elif case.answer.raised is not None and not case.answer.raised.own:
        found = _shown(case)
    return found or _in_another_form(case)


def _in_another_form(case: Case) -> Diagnosis | None:
    """What the same call in another form tells."""
    return _said(what_if(case), otherwise.SENTENCES)


def _not_run(problem: Raised | None) -> Diagnosis | None:
    """Why a file cannot be imported."""
    if problem is None:
        return None
    return _said(raised.from_text(problem), raised.SENTENCES, raised.detail(problem))


def _together(ids: tuple[str, ...], sentences: dict[str, str]) -> Diagnosis | None:
    """One mistake, or several that come together: each with its sentence."""
    if len(ids) < 2:
        return _said("".join(ids), sentences)
    told = [_(sentences[id]) for id in ids]
    text = _("Two mistakes come together here. First: {0} Second: {1}")
    if len(ids) > 2:
        text = _("Three mistakes come together here. First: {0} Second: {1} Third: {2}")
    return Diagnosis("+".join(ids), text.format(*told))


def _shown(case: Case) -> Diagnosis | None:
    """What the answer itself shows."""
    answer = case.answer
    if isinstance(case.expected, Refusal):
        return None
    if answer.raised is not None:
        line = raised.detail(answer.raised)
        if found := refusal.of_right_argument(answer.raised):
            return _said(found, refusal.SENTENCES, line)
        given = (*answer.args, *answer.kwargs.values())
        return _said(raised.from_exception(answer.raised, given), raised.SENTENCES, line)
    if isinstance(case.expected, Value):
        return _said(general.of_values(answer, case.expected, case.earlier), general.SENTENCES)
    signs = (each for each in case.oracle.symptoms if case.function in each.functions)
    shown = {each.id for each in signs if each.shows(answer.returned)}
    return _said(shown.pop() if len(shown) == 1 else "", case.oracle.sentences)


def _said(id: str, sentences: dict[str, str], detail: str = "") -> Diagnosis | None:
    return Diagnosis(id, _(sentences[id]), detail) if id else None
