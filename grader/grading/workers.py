"""Calls of a submission's functions: what is asked of its workers, and what a loss means."""

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from grader.checks.answer import raised_status, raised_text
from grader.checks.verdict import Clue, Verdict
from grader.errors import CannotGrade
from grader.grading.budget import Budget, Limit, Spending
from grader.grading.pool import NothingToCall, SubmissionPool, WorkerKey, nothing_or
from grader.grading.stand_ins import StandIns, refused, untraced, with_stand_ins
from grader.language import _
from grader.records.report import Status
from grader.sandbox.wire import debug
from grader.sandbox.wire.messages import (
    Answers,
    Ask,
    Call,
    Calls,
    Probe,
    Raised,
    Reply,
    Request,
    Retry,
    Returned,
    TryOut,
)
from grader.sandbox.zygotes import Zygotes
from grader.submission.submission import Submission

STAND_IN_SECONDS = 10.0  # for an answer of the reference
TRIAL_SECONDS = 1.0  # for a call that only tells mistakes apart
MANY_LOST = 2  # calls of a function; it has little time for the others
LITTLE_SECONDS = 0.2
_NOTHING = "model"
JOINT = 0.1  # of the time of one call, for all calls of a check


class SubmissionWorkers:
    """Makes calls in the workers of a submission. Close it with `with`.

    A function that was lost (a time-out, a crash) is asked again, for its other answers may be
    right, but it has less time.
    """

    def __init__(
        self,
        zygotes: Zygotes,
        submission: Submission,
        stand_ins: StandIns | None = None,
        budget: Budget | None = None,
    ) -> None:
        self.submission = submission
        self.spending = Spending(budget or Budget())
        self.pool = SubmissionPool(zygotes, submission, stand_ins, self.spending)
        self._zygotes = zygotes
        self._stand_ins = stand_ins
        self._reference: SubmissionWorkers | None = None
        self._neutral: SubmissionWorkers | None = None
        self._lost: dict[tuple[WorkerKey, str], list[Verdict]] = {}
        self._lost_in_a_trial: set[tuple[WorkerKey, str]] = set()
        self._one_by_one: set[tuple[WorkerKey, str]] = set()
        # The calls are those of plans, which live as long as the session.
        self._ahead: dict[tuple[WorkerKey, int], Returned | Raised] = {}

    def __enter__(self) -> "SubmissionWorkers":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.pool.close()
        for others in (self._reference, self._neutral):
            if others is not None:
                others.__exit__(kind, error, trace)

    def has(self, exercise: str, function: str) -> bool:
        """Whether the function is there and more than a stub, as far as NumPy alone can tell."""
        try:
            self._require(WorkerKey(exercise, "numpy"), function)
        except NothingToCall:
            return False
        except (Verdict, CannotGrade):
            return True
        return True

    def require_function(self, key: WorkerKey, function: str) -> None:
        """Ends the check unless the exercise loads and has a `function` beyond the stub.

        A numpy worker is asked first, so that no other library is imported for nothing.
        """
        if key.flavour != "numpy" and not self.has(key.exercise, function):
            self._require(WorkerKey(key.exercise, "numpy"), function)
        self._require(key, function)

    def _require(self, key: WorkerKey, function: str) -> None:
        loaded = self.pool.load(key)
        if function not in loaded.functions:
            file = self.submission.file(key.exercise)
            raise _missing_verdict(file, function, loaded.failures.get(function) or loaded.failed)
        if loaded.functions[function]:
            text = _("{place} is not written yet").format(place=function)
            raise NothingToCall(Status.NOT_STARTED, text)

    def ask(
        self, key: WorkerKey, function: str, request: Request, seconds: float, trial: bool = False
    ) -> Reply:
        """The reply to `request`; a verdict where there is none within `seconds`.

        A `trial` judges nothing: one that costs a worker is the last of that function, and is not
        held against it.
        """
        if trial:
            return self._try(key, function, request, seconds)
        self.spending.require(key.time, "calls", "received")
        lost = self._lost.setdefault((key, function), [])
        if any(each.status is Status.TIMEOUT for each in lost):
            seconds *= JOINT  # nobody waits for a second endless loop
        if len(lost) >= MANY_LOST:
            seconds = min(seconds, LITTLE_SECONDS)
        try:
            return self._exchange(key, request, seconds, key.time)
        except Verdict as verdict:
            lost.append(verdict)
            raise

    def _try(self, key: WorkerKey, function: str, request: Request, seconds: float) -> Reply:
        self.spending.require("trial_seconds", "trials", "received")
        self.spending.take("trials")
        if (key, function) in self._lost_in_a_trial:
            raise Verdict(Status.TIMEOUT, _("the call took too long before"))
        try:
            return self._exchange(
                key, request, seconds if key.trials else TRIAL_SECONDS, "trial_seconds"
            )
        except Verdict:
            self._lost_in_a_trial.add((key, function))
            raise

    def ask_all(
        self, key: WorkerKey, function: str, calls: Sequence[Call], seconds: float
    ) -> Iterator[Reply]:
        """The replies to `calls`, one after another, each as `ask` gives it.

        They cross jointly if they can. Where that costs the worker or takes its time, nobody
        knows which call it was: then they are made one by one, in this check and the next.
        """
        replies = [self._ahead.pop((key, id(each)), None) for each in calls]
        if not all(replies):
            replies = [*self._jointly(key, function, calls, JOINT * seconds)]
        for number, call in enumerate(calls):
            reply = replies[number] if replies else None
            yield reply or self.ask(key, function, call, seconds)

    def ask_ahead(
        self, key: WorkerKey, function: str, checks: Sequence[Sequence[Call]], seconds: float
    ) -> None:
        """Makes the calls of several checks of one function jointly; `ask_all` has the replies.

        One message costs less than one for each check. What cannot be asked is left to the checks.
        """
        self._ahead.clear()
        calls = [call for check in checks for call in check]
        with suppress(Verdict, NothingToCall, CannotGrade):
            for name in {call.function for call in calls}:
                self.require_function(key, name)
            within = min(JOINT * len(checks), 1.0) * seconds
            replies = self._jointly(key, function, calls, within)
            self._ahead = {
                (key, id(call)): each for call, each in zip(calls, replies, strict=False)
            }

    def _jointly(
        self, key: WorkerKey, function: str, calls: Sequence[Call], seconds: float
    ) -> list[Returned | Raised]:
        if len(calls) < 2 or (key, function) in self._one_by_one:
            return []
        self.spending.require(key.time, "calls", "received")
        self.pool.load(key)
        with suppress(Verdict):
            reply = self._exchange(key, Calls(list(calls)), seconds, key.time)
            if isinstance(reply, Answers) and len(reply.replies) == len(calls):
                return reply.replies
        self._one_by_one.add((key, function))
        return []

    def _exchange(self, key: WorkerKey, request: Request, seconds: float, time_of: str) -> Reply:
        """The reply to a request, which takes of this kind of time in the budget."""
        self.pool.load(key)
        began, what = time.monotonic(), _("the call")
        calls = request.calls if isinstance(request, Calls) else [request]
        self.spending.take("calls", len(calls))
        limit = self.pool.limit(key, min(seconds, self.spending.left(time_of)))
        asked = with_stand_ins(request, key.stand_ins or ())
        self.pool.send(key, asked, seconds, what)
        try:
            while isinstance(reply := self.pool.receive(key, limit, what), Ask):
                self._answer(key, reply, limit, request)
        finally:
            self.spending.take(time_of, limit.taken)
        name = getattr(calls[0], "function", "the worker")
        debug.log(f"{key}", f"{name}: {type(reply).__name__}", began)
        return reply

    def _answer(self, key: WorkerKey, ask: Ask, limit: Limit, running: Request) -> None:
        """Answers a question of a stand-in, if it was given to the call that is running.

        A limit that runs out on our side is no exception in a student's function: it ends the
        exchange.
        """
        calling = isinstance(running, (Call, Calls, TryOut, Probe, Retry))
        given = (key.stand_ins or ()) if calling else ()
        if f"{ask.exercise}.{ask.function}" not in given:
            raise self.pool.rubbish(key, _("the call"))
        began = time.monotonic()
        answer = self._of_reference(ask)
        if answer is None:
            raise self.pool.too_late(key, _("the call"), limit)
        self.pool.answer(key, answer, STAND_IN_SECONDS)
        limit.pause(time.monotonic() - began)

    def ask_neutral(self, request: Request, flavour: str, seconds: float) -> Reply:
        """The reply of a worker in which nothing of the submission ever ran."""
        if self._neutral is None:
            nothing = Submission("", {_NOTHING: b""}, {}, Path())
            self._neutral = SubmissionWorkers(self._zygotes, nothing, budget=self.spending.budget)
        return self._neutral.ask(WorkerKey(_NOTHING, flavour), _NOTHING, request, seconds)

    def _of_reference(self, ask: Ask) -> Returned | Raised | None:
        """What the reference answers; None where it does not. It runs in a worker, for what is
        asked may be anything.
        """
        assert self._stand_ins is not None
        self.spending.take("asks")
        if not self.spending.left("asks"):
            return None
        if self._reference is None:
            budget = self.spending.budget.of_reference
            self._reference = SubmissionWorkers(
                self._zygotes, self._stand_ins.reference, budget=budget
            )
        key, call = WorkerKey(ask.exercise, "numpy"), Call(ask.function, ask.args, ask.kwargs, 0)
        try:
            reply = self._reference.ask(key, ask.function, call, STAND_IN_SECONDS)
        except Verdict as verdict:
            return None if verdict.status is Status.TIMEOUT else refused("RuntimeError")
        return untraced(reply)


def _missing_verdict(file: str, function: str, failure: Raised | None) -> Verdict:
    """There is no such function; `failure` is what was raised where it should be made."""
    if failure is None:
        text = _("{file} has no function {function}")
        return NothingToCall(Status.MISSING, text.format(file=file, function=function))
    text = _("{file} has no function {function}: {reason}")
    text = text.format(file=file, function=function, reason=raised_text(failure))
    clue = Clue(None, raised=failure)
    return nothing_or(failure)(raised_status(failure, ""), text, clue=clue)
