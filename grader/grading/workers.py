"""Calls of a submission's functions: what is asked of its workers, and what a loss means."""

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from types import TracebackType

from msgspec.structs import replace

from grader.checks.answer import raised_status, raised_text
from grader.checks.verdict import Verdict
from grader.grading.pool import Deadline, NothingToCall, SubmissionPool, WorkerKey, nothing_or
from grader.grading.stand_ins import StandIns, with_stand_ins
from grader.language import _
from grader.records.report import Status
from grader.sandbox.wire import debug
from grader.sandbox.wire.channel import ChannelTimeout
from grader.sandbox.wire.messages import (
    Answers,
    Ask,
    Call,
    Calls,
    Raised,
    Reply,
    Request,
    Returned,
)
from grader.sandbox.zygotes import Zygotes
from grader.submission.submission import Submission

STAND_IN_SECONDS = 10.0  # for an answer of the reference,
STAND_INS_SECONDS = 60.0  # and for all its answers to one request
MAX_LOST = 2
JOINT = 0.1  # of the time of one call, for all calls of a check


class SubmissionWorkers:
    """Makes calls in the workers of a submission. Close it with `with`.

    A function that was lost twice (a time-out, a crash) is not asked again.
    """

    def __init__(
        self, zygotes: Zygotes, submission: Submission, stand_ins: StandIns | None = None
    ) -> None:
        self.submission = submission
        self.pool = SubmissionPool(zygotes, submission, stand_ins)
        self._zygotes = zygotes
        self._stand_ins = stand_ins
        self._reference: SubmissionWorkers | None = None
        self._lost: dict[tuple[WorkerKey, str], list[Verdict]] = {}
        self._one_by_one: set[tuple[WorkerKey, str]] = set()

    def __enter__(self) -> "SubmissionWorkers":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.pool.close()
        if self._reference is not None:
            self._reference.__exit__(kind, error, trace)

    def has(self, exercise: str, function: str) -> bool:
        """Whether the function is there and more than a stub, as far as NumPy alone can tell."""
        try:
            self._require(WorkerKey(exercise, "numpy"), function)
        except NothingToCall:
            return False
        except Verdict:
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
            raise _missing_verdict(file, function, loaded.failures.get(function))
        if loaded.functions[function]:
            text = _("{place} is not written yet").format(place=function)
            raise NothingToCall(Status.NOT_STARTED, text)

    def ask(
        self, key: WorkerKey, function: str, request: Request, seconds: float, trial: bool = False
    ) -> Reply:
        """The reply to `request`; a verdict where there is none within `seconds`.

        A `trial` that costs a worker is not held against the function.
        """
        lost = self._lost.setdefault((key, function), [])
        if len(lost) >= MAX_LOST:
            text = _("not run, because {function} was lost twice: {reason}")
            text = text.format(function=function, reason=lost[-1].message)
            raise Verdict(lost[-1].status, text)
        try:
            return self._exchange(key, function, request, seconds)
        except Verdict as verdict:
            if not trial:
                lost.append(verdict)
            raise

    def ask_all(
        self, key: WorkerKey, function: str, calls: Sequence[Call], seconds: float
    ) -> Iterator[Reply]:
        """The replies to `calls`, one after another, each as `ask` gives it.

        They cross jointly if they can. Where that costs the worker or takes its time, nobody
        knows which call it was: then they are made one by one, in this check and the next.
        """
        replies = self._jointly(key, function, calls, JOINT * seconds)
        for number, call in enumerate(calls):
            yield replies[number] if replies else self.ask(key, function, call, seconds)

    def _jointly(
        self, key: WorkerKey, function: str, calls: Sequence[Call], seconds: float
    ) -> list[Returned | Raised]:
        if len(calls) < 2 or (key, function) in self._one_by_one:
            return []
        self.pool.load(key)
        with suppress(Verdict):
            reply = self._exchange(key, function, Calls(list(calls)), seconds)
            if isinstance(reply, Answers) and len(reply.replies) == len(calls):
                return reply.replies
        self._one_by_one.add((key, function))
        return []

    def _exchange(self, key: WorkerKey, function: str, request: Request, seconds: float) -> Reply:
        """The reply to a request; on the way, questions to stand-ins are answered.

        The time in which the reference answers counts for nobody.
        """
        self.pool.load(key)
        if key.isolated and self._stand_ins is not None:
            request = with_stand_ins(request, self._stand_ins.own(key.exercise, function))
        began, what = time.monotonic(), _("the call")
        deadline, answering = Deadline(seconds), Deadline(STAND_INS_SECONDS)
        self.pool.send(key, request, seconds, what)
        while True:
            reply = self.pool.receive(key, deadline, what)
            if not isinstance(reply, Ask):
                debug.log(f"{key}", f"{function}: {type(reply).__name__}", began)
                return reply
            if not self._may_ask(key, function, reply):
                raise self.pool.rubbish(key, what)
            asked = time.monotonic()
            try:
                answer = self._stand_in(reply, min(STAND_IN_SECONDS, answering.left))
            except ChannelTimeout:
                raise self.pool.too_late(key, what, deadline) from None
            deadline.extend(time.monotonic() - asked)
            self.pool.reply_to_question(key, answer, seconds)

    def _may_ask(self, key: WorkerKey, function: str, ask: Ask) -> bool:
        if not key.isolated or self._stand_ins is None:
            return False
        return self._stand_ins.allows(key.exercise, function, ask)

    def _stand_in(self, ask: Ask, seconds: float) -> Returned | Raised:
        """What the reference answers. It runs in a worker, for what is asked may be anything.

        Raises `ChannelTimeout` where it does not answer in time: a limit of ours is no exception
        in a student's function.
        """
        if self._reference is None:
            assert self._stand_ins is not None
            self._reference = SubmissionWorkers(self._zygotes, self._stand_ins.reference)
        key, call = WorkerKey(ask.exercise, "numpy"), Call(ask.function, ask.args, ask.kwargs, 0)
        try:
            reply = self._reference.ask(key, ask.function, call, seconds)
        except Verdict as verdict:
            if verdict.status is Status.TIMEOUT:
                raise ChannelTimeout from None
            return Raised(["RuntimeError"], verdict.message, [], "")
        assert isinstance(reply, (Returned, Raised))
        return replace(reply, printed="")


def _missing_verdict(file: str, function: str, failure: Raised | None) -> Verdict:
    """There is no such function; `failure` is what was raised where it should be made."""
    if failure is None:
        text = _("{file} has no function {function}")
        return NothingToCall(Status.MISSING, text.format(file=file, function=function))
    text = _("{file} has no function {function}: {reason}")
    text = text.format(file=file, function=function, reason=raised_text(failure))
    return nothing_or(failure)(raised_status(failure, ""), text)
