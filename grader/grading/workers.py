"""The workers of one submission, and what it means when one of them does not answer."""

import signal
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from types import TracebackType

from msgspec import Struct
from msgspec.structs import replace

from grader.checks.answer import raised_status, raised_text
from grader.checks.verdict import Verdict
from grader.grading.stand_ins import StandIns
from grader.language import _
from grader.records.report import Status
from grader.sandbox.wire import debug
from grader.sandbox.wire.channel import (
    ChannelClosed,
    ChannelRubbish,
    ChannelTimeout,
)
from grader.sandbox.wire.messages import (
    BARRIERS,
    Answers,
    Ask,
    Call,
    Calls,
    Confined,
    Load,
    Loaded,
    Position,
    Raised,
    Reply,
    Request,
    Returned,
)
from grader.sandbox.zygotes import START_SECONDS, WorkerProcess, Zygotes
from grader.submission.submission import Submission

LOAD_SECONDS = 10.0
STAND_IN_SECONDS = 10.0  # for an answer of the reference,
STAND_INS_SECONDS = 60.0  # and for all its answers to one request
MAX_LOST = 2
TOGETHER = 0.1  # of the time of one call, for all calls of a check


class NothingToCall(Verdict):
    """There is nothing to run, whatever libraries there are."""


class GivenUp(Exception):
    """Nobody waits for the rest of these verdicts any more."""


class Place(Struct, frozen=True):
    """A worker serves one exercise of a submission in one flavour.

    `alone` means that a function is judged apart from those that it builds on: for them the
    reference answers.
    """

    exercise: str
    flavour: str
    alone: bool = False

    def __str__(self) -> str:
        return f"{self.exercise} {self.flavour}{' alone' if self.alone else ''}"


class _Serving(Struct):
    """A worker; what it has is not known until its exercise is loaded."""

    process: WorkerProcess
    loaded: Loaded | None = None


class SubmissionWorkers:
    """Keeps one worker per exercise and flavour, and starts another after a loss.

    A function that was lost twice (a time-out, a crash) is not asked again; an exercise that is
    lost while it loads is not loaded again.
    """

    def __init__(
        self, zygotes: Zygotes, submission: Submission, stand_ins: StandIns | None = None
    ) -> None:
        self._zygotes = zygotes
        self.submission = submission
        self._stand_ins = stand_ins
        self._reference: SubmissionWorkers | None = None
        self.missing: set[str] = set()
        self.left_out: dict[str, tuple[Position, ...]] = {}
        self.given_up = False
        self._serving: dict[Place, _Serving] = {}
        self._unloadable: dict[Place, Verdict] = {}
        self._lost: dict[tuple[Place, str], list[Verdict]] = {}
        self._apart: set[tuple[Place, str]] = set()

    def __enter__(self) -> "SubmissionWorkers":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for serving in self._serving.values():
            serving.process.channel.close()
            serving.process.discard()
        self._serving.clear()
        if self._reference is not None:
            self._reference.__exit__(kind, error, trace)

    def prepare(self, exercises: Iterable[str]) -> None:
        """Starts NumPy workers, which load their exercises while others are judged."""
        for exercise in exercises:
            if exercise not in self.submission.problems:
                self._start(Place(exercise, "numpy"))

    def give_up(self) -> None:
        """Ends every wait for a worker. What is judged after that is void.

        The one thing that another thread may do.
        """
        self.given_up = True
        for serving in list(self._serving.values()):
            serving.process.channel.hang_up()

    def has(self, exercise: str, function: str) -> bool:
        """Whether the function is there and more than a stub, as far as NumPy alone can tell."""
        try:
            self._require(Place(exercise, "numpy"), function)
        except NothingToCall:
            return False
        except Verdict:
            return True
        return True

    def cannot_load(self, exercise: str, flavour: str) -> bool:
        """Whether the exercise was tried and could not be imported."""
        return Place(exercise, flavour) in self._unloadable

    def require_function(self, place: Place, function: str) -> None:
        """Ends the check unless the exercise loads and has a `function` beyond the stub.

        A numpy worker is asked first, so that no other library is imported for nothing.
        """
        if place.flavour != "numpy" and not self.has(place.exercise, function):
            self._require(Place(place.exercise, "numpy"), function)
        self._require(place, function)

    def _require(self, place: Place, function: str) -> None:
        loaded = self._loaded(place)
        if function not in loaded.functions:
            file = self.submission.file(place.exercise)
            raise _missing_verdict(file, function, loaded.failures.get(function))
        if loaded.functions[function]:
            text = _("{place} is not written yet").format(place=function)
            raise NothingToCall(Status.NOT_STARTED, text)

    def ask(
        self, place: Place, function: str, request: Request, seconds: float, trial: bool = False
    ) -> Reply:
        """The reply to `request`; a verdict where there is none within `seconds`.

        A `trial` that costs a worker is not held against the function.
        """
        lost = self._lost.setdefault((place, function), [])
        if len(lost) >= MAX_LOST:
            text = _("not run, because {function} was lost twice: {reason}")
            text = text.format(function=function, reason=lost[-1].message)
            raise Verdict(lost[-1].status, text)
        try:
            return self._exchange(place, function, request, seconds)
        except Verdict as verdict:
            if not trial:
                lost.append(verdict)
            raise

    def ask_all(
        self, place: Place, function: str, calls: Sequence[Call], seconds: float
    ) -> Iterator[Reply]:
        """The replies to `calls`, one after another, each as `ask` gives it.

        They cross together if they can. Where that costs the worker or takes its time, nobody
        knows which call it was: then they are made one by one, in this check and the next.
        """
        replies = self._together(place, function, calls, TOGETHER * seconds)
        for number, call in enumerate(calls):
            yield replies[number] if replies else self.ask(place, function, call, seconds)

    def _together(
        self, place: Place, function: str, calls: Sequence[Call], seconds: float
    ) -> list[Returned | Raised]:
        if len(calls) < 2 or (place, function) in self._apart:
            return []
        self._loaded(place)
        with suppress(Verdict):
            reply = self._exchange(place, function, Calls(list(calls)), seconds)
            if isinstance(reply, Answers) and len(reply.replies) == len(calls):
                return reply.replies
        self._apart.add((place, function))
        return []

    def _loaded(self, place: Place) -> Loaded:
        """A loaded exercise; a verdict, always the same, if it cannot load."""
        if place in self._unloadable:
            raise self._unloadable[place]
        try:
            return self._load(place)
        except Verdict as verdict:
            self._unloadable[place] = verdict
            raise

    def _load(self, place: Place) -> Loaded:
        if place.exercise in self.submission.problems:
            raise NothingToCall(Status.MISSING, self.submission.problems[place.exercise])
        if place not in self._serving:
            self._start(place)
        serving = self._serving[place]
        if serving.loaded is None:
            greeting = self._receive(place, START_SECONDS, _("the worker"))
            self.missing |= set(greeting.missing if isinstance(greeting, Confined) else BARRIERS)
            file = self.submission.file(place.exercise)
            importing = _("importing {file}").format(file=file)
            reply = self._receive(place, LOAD_SECONDS, importing)
            if not isinstance(reply, Loaded):
                self._end(place)
                raise _load_verdict(reply, file)
            serving.loaded = reply
            # What a worker says after it has seen hidden inputs is not for everybody's eyes.
            self.left_out.setdefault(place.exercise, reply.left_out)
        return serving.loaded

    def _start(self, place: Place) -> None:
        process = self._zygotes.start(place.flavour)
        self._serving[place] = _Serving(process)
        if self.given_up:
            process.channel.hang_up()
        # A worker that is gone already shows when its answer is due.
        with suppress(ChannelClosed, ChannelTimeout):
            process.channel.send(self._load_request(place), LOAD_SECONDS)

    def _load_request(self, place: Place) -> Load:
        files = dict(self.submission.files)
        if self._stand_ins is None:
            return Load(place.exercise, files)
        has_notebooks = any(isinstance(source, tuple) for source in files.values())
        wanted = self._stand_ins.judged if has_notebooks else {}
        if not place.alone:
            return Load(place.exercise, files, wanted=wanted)
        others = self._stand_ins.others(place.exercise)
        return Load(place.exercise, {**dict.fromkeys(others, b""), **files}, others, wanted)

    def _exchange(self, place: Place, function: str, request: Request, seconds: float) -> Reply:
        self._loaded(place)
        if place.alone and self._stand_ins is not None:
            request = _with_stand_ins(request, self._stand_ins.own(place.exercise, function))
        channel = self._serving[place].process.channel
        with suppress(ChannelClosed, ChannelTimeout):
            if channel.waiting():
                raise self._rubbish(place, _("the call"))
            channel.send(request, seconds)
        return self._receive(place, seconds, _("the call"), function)

    def _receive(self, place: Place, seconds: float, what: str, function: str = "") -> Reply:
        """The next reply that is no question; questions to stand-ins are answered.

        The time in which the reference answers counts for nobody.
        """
        began = time.monotonic()
        deadline = began + seconds
        last_answer = began + STAND_INS_SECONDS
        while True:
            reply = self._reply(place, deadline, seconds, what)
            if not isinstance(reply, Ask):
                debug.log(f"{place}", f"{function or what}: {type(reply).__name__}", began)
                return reply
            if not self._may_ask(place, function, reply):
                raise self._rubbish(place, what)
            asked = time.monotonic()
            try:
                answer = self._stand_in(reply, min(STAND_IN_SECONDS, _left(last_answer)))
            except ChannelTimeout:
                raise self._too_late(place, what, seconds) from None
            deadline += time.monotonic() - asked
            with suppress(ChannelClosed, ChannelTimeout):
                self._serving[place].process.channel.send(answer, seconds)

    def _may_ask(self, place: Place, function: str, ask: Ask) -> bool:
        if not place.alone or self._stand_ins is None:
            return False
        return self._stand_ins.allows(place.exercise, function, ask)

    def _stand_in(self, ask: Ask, seconds: float) -> Returned | Raised:
        """What the reference answers. It runs in a worker, for what is asked may be anything.

        Raises `ChannelTimeout` where it does not answer in time: a limit of ours is no exception
        in a student's function.
        """
        if self._reference is None:
            assert self._stand_ins is not None
            self._reference = SubmissionWorkers(self._zygotes, self._stand_ins.reference)
        place, call = Place(ask.exercise, "numpy"), Call(ask.function, ask.args, ask.kwargs, 0)
        try:
            reply = self._reference.ask(place, ask.function, call, seconds)
        except Verdict as verdict:
            if verdict.status is Status.TIMEOUT:
                raise ChannelTimeout from None
            return Raised(["RuntimeError"], verdict.message, [], "")
        assert isinstance(reply, (Returned, Raised))
        return replace(reply, printed="")

    def _reply(self, place: Place, deadline: float, seconds: float, what: str) -> Reply:
        left = _left(deadline)
        if not left:  # what came after the last question came too late
            raise self._too_late(place, what, seconds)
        try:
            return self._serving[place].process.channel.receive(left)
        except ChannelTimeout:
            raise self._too_late(place, what, seconds) from None
        except ChannelClosed:
            if self.given_up:
                raise GivenUp from None
            raise Verdict(Status.CRASHED, _crash(what, self._end(place))) from None
        except ChannelRubbish:
            raise self._rubbish(place, what) from None

    def _too_late(self, place: Place, what: str, seconds: float) -> Verdict:
        self._end(place)
        text = _("{what} did not come back within {seconds:g} s")
        return Verdict(Status.TIMEOUT, text.format(what=what, seconds=seconds))

    def _rubbish(self, place: Place, what: str) -> Verdict:
        self._end(place)
        text = _("{what} wrote into the channel of its worker").format(what=what)
        return Verdict(Status.CRASHED, text)

    def _end(self, place: Place) -> int:
        process = self._serving.pop(place).process
        process.channel.close()
        return process.stop()


def _with_stand_ins(request: Request, stand_ins: tuple[str, ...]) -> Request:
    match request:
        case Call():
            return replace(request, stand_ins=stand_ins)
        case Calls():
            return Calls([replace(call, stand_ins=stand_ins) for call in request.calls])
        case _:
            return request


def _left(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())


def _missing_verdict(file: str, function: str, failure: Raised | None) -> Verdict:
    """There is no such function; `failure` is what was raised where it should be made."""
    if failure is None:
        text = _("{file} has no function {function}")
        return NothingToCall(Status.MISSING, text.format(file=file, function=function))
    text = _("{file} has no function {function}: {reason}")
    text = text.format(file=file, function=function, reason=raised_text(failure))
    return _nothing_or(failure)(raised_status(failure, ""), text)


def _nothing_or(raised: Raised) -> type[Verdict]:
    """Other libraries do not help against a mistake in the syntax."""
    return NothingToCall if "SyntaxError" in raised.kinds else Verdict


def _load_verdict(reply: Reply, file: str) -> Verdict:
    if not isinstance(reply, Raised):
        text = _("{file} answered before it was asked").format(file=file)
        return Verdict(Status.CRASHED, text)
    status = raised_status(reply, "")
    text = _("{file} cannot be imported: {reason}").format(file=file, reason=raised_text(reply))
    return _nothing_or(reply)(status, text)


def _crash(what: str, exit_code: int) -> str:
    if exit_code >= 0:
        text = _("{what} ended its Python process (exit code {code})")
        return text.format(what=what, code=exit_code)
    try:
        name = signal.Signals(-exit_code).name
    except ValueError:
        name = f"signal {-exit_code}"
    return _("{what} crashed its Python process ({name})").format(what=what, name=name)
