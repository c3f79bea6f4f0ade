"""A check's record, from how its test ended."""

from msgspec import Struct

from grader.checks.mark import Mark
from grader.checks.verdict import Verdict
from grader.errors import GraderError
from grader.grading.origin import origin_of
from grader.language import _
from grader.records.report import Check, Diagnosis, Status

_NOT_OF_ANSWERS = (Verdict, GraderError)
LOST = (Status.TIMEOUT, Status.MEMORY, Status.CRASHED)


class Outcome(Struct, frozen=True):
    """How one run of a check ended: with which exception, after how many seconds."""

    ended: BaseException | None
    seconds: float

    @property
    def verdict(self) -> Verdict | None:
        return self.ended if isinstance(self.ended, Verdict) else None

    @property
    def passed(self) -> bool:
        return self.ended is None


def blamed(ended: BaseException | None, answered: bool) -> BaseException | None:
    """How a check ended, with the verdict on an answer that it could not even judge.

    Suites are known to judge right answers (`python -m grader verify`). So what they raise once
    they have an answer is the doing of that answer, and no submission can break a check.
    """
    if not answered or not isinstance(ended, Exception) or isinstance(ended, _NOT_OF_ANSWERS):
        return ended
    text = _("the answer cannot be judged ({kind})").format(kind=type(ended).__name__)
    wrong = isinstance(ended, AssertionError)
    return Verdict(Status.FAILED if wrong else Status.CRASHED, text)


def check(mark: Mark, outcome: Outcome, diagnosis: Diagnosis | None) -> Check:
    status, message, evidence, origin = Status.PASSED, None, None, None
    if verdict := outcome.verdict:
        status, message, evidence = verdict.status, verdict.message, verdict.evidence
        answer = verdict.clue.answer if verdict.clue else None
        origin = verdict.origin or (origin_of(answer) if answer is not None else None)
    elif outcome.ended is not None:
        status = Status.BROKEN
        text = _("The check itself failed: {kind}: {text}")
        message = text.format(kind=type(outcome.ended).__name__, text=outcome.ended)
    passed = status is Status.PASSED
    return Check(
        id=mark.id,
        function=mark.function,
        title=mark.title,
        hidden=mark.hidden,
        status=status,
        score=mark.points if passed else 0.0,
        max_score=mark.points,
        message=message,
        diagnosis=diagnosis,
        hint=None if passed else mark.hint,
        duration_s=round(outcome.seconds, 6),
        evidence=evidence,
        origin=origin,
    )
