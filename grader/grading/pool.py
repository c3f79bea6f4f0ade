"""The workers of one submission: started, loaded, listened to, ended.

There is one for each exercise and flavour, and one more where a function is judged in isolation.
"""

import signal
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from msgspec import Struct, field

from grader.checks.answer import raised_status, raised_text
from grader.checks.verdict import Clue, Verdict
from grader.errors import CannotGrade
from grader.grading.budget import Limit, Spending
from grader.grading.origin import unloadable
from grader.grading.stand_ins import StandIns
from grader.language import _
from grader.records.report import Origin, Status
from grader.sandbox.usage import Usage
from grader.sandbox.wire.channel import ChannelClosed, ChannelRubbish, ChannelTimeout
from grader.sandbox.wire.messages import (
    BARRIERS,
    Confined,
    Load,
    Loaded,
    Position,
    Raised,
    Reply,
    Request,
)
from grader.sandbox.zygotes import START_SECONDS, WorkerProcess, Zygotes
from grader.submission.submission import Submission

LOAD_SECONDS = 10.0
STARTS = 3  # attempts, before it is said that workers do not start here


class NothingToCall(Verdict):
    """There is nothing to run, whatever libraries there are."""


class GivenUp(Exception):
    """Nobody waits for the rest of these verdicts any more."""


class WorkerKey(Struct, frozen=True):
    """A worker serves one exercise of a submission in one flavour.

    In one that is isolated, the reference answers for the functions `stand_ins`, each with its
    exercise as in `conv.stamp`. There may be none. One for `trials` judges nothing; the word says
    which checks it may see.
    """

    exercise: str
    flavour: str
    stand_ins: tuple[str, ...] | None = None
    trials: str = ""

    @property
    def time(self) -> str:
        """The kind of time in the budget that it takes."""
        return "seconds" if self.flavour == "numpy" else "training_seconds"

    @property
    def isolated(self) -> bool:
        return self.stand_ins is not None

    def __str__(self) -> str:
        isolated = " isolated" if self.isolated else ""
        return f"{self.exercise} {self.flavour}{isolated} {self.trials}".rstrip()


class _Running(Struct):
    """A worker; what it has is not known until its exercise is loaded.

    `memory` is what it took before it ran a line of the submission, `kept` what checks keep of it.
    """

    process: WorkerProcess
    loaded: Loaded | None = None
    memory: int = 0
    kept: dict[str, Any] = field(default_factory=dict)


class SubmissionPool:
    """Starts workers when they are first needed; an exercise that does not load is tried once.

    `missing` are the barriers that some worker has not got, `left_out` the cells that are no
    Python, by exercise, `failed` what was raised while a script was imported.
    """

    def __init__(
        self,
        zygotes: Zygotes,
        submission: Submission,
        stand_ins: StandIns | None,
        spending: Spending,
    ) -> None:
        self.missing: set[str] = set()
        self.left_out: dict[str, tuple[Position, ...]] = {}
        self.failed: dict[str, Raised | None] = {}
        self.given_up = False
        self._zygotes = zygotes
        self._submission = submission
        self._stand_ins = stand_ins
        self._spending = spending
        self._running: dict[WorkerKey, _Running] = {}
        self._unloadable: dict[WorkerKey, Exception] = {}

    def prepare(self, exercises: Iterable[str]) -> None:
        """Starts NumPy workers, which load their exercises while others are judged."""
        for exercise in exercises:
            if exercise not in self._submission.problems:
                self._start(WorkerKey(exercise, "numpy"))

    def close(self) -> None:
        """Ends all workers and waits for none."""
        self._discard(list(self._running))

    def kept(self, key: WorkerKey) -> dict[str, Any]:
        """What checks keep of a worker for each other, as long as it lives."""
        self.load(key)
        return self._running[key].kept

    def end_isolated(self) -> None:
        """Ends the workers with stand-ins. The next function is judged in a new one."""
        self._discard([key for key in self._running if key.isolated])

    def end_trials(self) -> None:
        """Ends the workers for trials."""
        self._discard([key for key in self._running if key.trials])

    def _discard(self, keys: Iterable[WorkerKey]) -> None:
        for key in keys:
            process = self._running.pop(key).process
            process.channel.close()
            process.discard()

    def give_up(self) -> None:
        """Ends every wait for a worker. The one thing that another thread may do."""
        self.given_up = True
        for running in list(self._running.values()):
            running.process.channel.hang_up()

    def cannot_load(self, key: WorkerKey) -> bool:
        """Whether the exercise was tried and could not be imported."""
        return key in self._unloadable

    def load(self, key: WorkerKey) -> Loaded:
        """What a worker has.

        Raises a `Verdict`, always the same, if the exercise cannot load, and `CannotGrade` if no
        worker starts.
        """
        if key in self._unloadable:
            raise self._unloadable[key]
        try:
            return self._load(key)
        except (Verdict, CannotGrade) as error:
            if isinstance(error, Verdict) and error.origin is None:
                error.origin = unloadable(key.exercise, self._submission, None)
            self._unloadable[key] = error
            raise

    def _load(self, key: WorkerKey) -> Loaded:
        if key.exercise in self._submission.problems:
            raise missing_file(key.exercise, self._submission)
        running = self._running.get(key)
        if running is None or running.loaded is None:
            self._spending.require(key.time)
            self._greet(key)
            running = self._running[key]
            running.loaded = self._import(key)
            # What a worker says after it has seen hidden inputs is not for everybody's eyes.
            self.left_out.setdefault(key.exercise, running.loaded.left_out)
            self.failed.setdefault(key.exercise, running.loaded.failed)
        return running.loaded

    def _greet(self, key: WorkerKey) -> None:
        """Waits for the first word of a worker, which it says before it has seen the submission.

        One that is gone before that is the grader's fault: another is tried. Raises `CannotGrade`.
        """
        for _attempt in range(STARTS):
            if key not in self._running:
                self._start(key)
            running = self._running[key]
            try:
                greeting = running.process.channel.receive(START_SECONDS)
            except (ChannelClosed, ChannelRubbish, ChannelTimeout):
                if self.given_up:
                    raise GivenUp from None
                self.end(key)
                self.close()  # they may take what a new one needs
                continue
            greeting = greeting if isinstance(greeting, Confined) else Confined(BARRIERS)
            self.missing |= set(greeting.missing)
            running.memory = greeting.memory
            return
        text = _("A worker process does not start: python -m grader doctor")
        raise CannotGrade(text)

    def _import(self, key: WorkerKey) -> Loaded:
        file = self._submission.file(key.exercise)
        importing = _("importing {file}").format(file=file)
        limit = self.limit(key, LOAD_SECONDS)
        try:
            reply = self.receive(key, limit, importing)
        finally:
            self._spending.take(key.time, limit.taken)
        if not isinstance(reply, Loaded):
            self.end(key)
            raise _load_verdict(reply, key.exercise, self._submission)
        self.look_at_memory()
        return reply

    def _start(self, key: WorkerKey) -> None:
        process = self._zygotes.start(key.flavour)
        self._running[key] = _Running(process)
        if self.given_up:
            process.channel.hang_up()
        # A worker that is gone already shows when its answer is due.
        with suppress(ChannelClosed, ChannelTimeout):
            process.channel.send(self._load_request(key), LOAD_SECONDS)

    def _load_request(self, key: WorkerKey) -> Load:
        files = dict(self._submission.files)
        if self._stand_ins is None:
            return Load(key.exercise, files)
        has_notebooks = any(isinstance(source, tuple) for source in files.values())
        wanted = self._stand_ins.judged if has_notebooks else {}
        if not key.isolated:
            return Load(key.exercise, files, wanted=wanted)
        others = self._stand_ins.others(key.exercise)
        return Load(key.exercise, {**dict.fromkeys(others, b""), **files}, others, wanted)

    def limit(self, key: WorkerKey, seconds: float) -> Limit:
        """The time that a worker may take from now on, and no more than its budget has left."""
        left = self._spending.left(key.time)
        return Limit(min(seconds, left), self._running[key].process.usage)

    def send(self, key: WorkerKey, request: Request, seconds: float, what: str) -> None:
        """Sends to a loaded worker. That one is gone already shows when its answer is due."""
        channel = self._running[key].process.channel
        with suppress(ChannelClosed, ChannelTimeout):
            if channel.waiting():
                raise self.rubbish(key, what)
            channel.send(request, seconds)

    def answer(self, key: WorkerKey, answer: Request, seconds: float) -> None:
        """Sends what a worker waits for in the middle of a call."""
        with suppress(ChannelClosed, ChannelTimeout):
            self._running[key].process.channel.send(answer, seconds)

    def receive(self, key: WorkerKey, limit: Limit, what: str) -> Reply:
        """The next message. Raises a `Verdict` where none comes in time; the worker is ended."""
        channel = self._running[key].process.channel
        before = channel.received
        try:
            while True:
                with suppress(ChannelTimeout):
                    return channel.receive(limit.patience)
                if limit.is_over():
                    raise self.too_late(key, what, limit)
                self.look_at_memory()
        except ChannelClosed:
            if self.given_up:
                raise GivenUp from None
            raise Verdict(Status.CRASHED, _crash(what, self.end(key))) from None
        except ChannelRubbish:
            raise self.rubbish(key, what) from None
        finally:
            self._spending.take("received", channel.received - before)

    def look_at_memory(self) -> None:
        """Raises a `Verdict` and ends all workers if they take too much memory together."""
        used = 0
        for running in self._running.values():
            now: Usage | None = running.process.usage() if running.memory else None
            used += max(0, now.memory - running.memory) if now else 0
        try:
            self._spending.check_memory(used)
        except Verdict:
            self.close()
            raise

    def too_late(self, key: WorkerKey, what: str, limit: Limit) -> Verdict:
        """Ends a worker that took too long."""
        self.end(key)
        text = _("{what} did not come back within {seconds:g} s")
        return Verdict(Status.TIMEOUT, text.format(what=what, seconds=limit.seconds))

    def rubbish(self, key: WorkerKey, what: str) -> Verdict:
        """Ends a worker that said what nobody had asked for."""
        self.end(key)
        text = _("{what} wrote into the channel of its worker").format(what=what)
        return Verdict(Status.CRASHED, text)

    def end(self, key: WorkerKey) -> int:
        """Ends a worker and tells how it ended, as `os.waitstatus_to_exitcode` does."""
        process = self._running.pop(key).process
        process.channel.close()
        return process.stop()


def nothing_or(raised: Raised) -> type[Verdict]:
    """Other libraries do not help against a mistake in the syntax."""
    return NothingToCall if "SyntaxError" in raised.kinds else Verdict


def missing_file(exercise: str, submission: Submission) -> NothingToCall:
    """There is no file of this exercise that can be read."""
    there = any(each.exercise == exercise for each in submission.looked_at)
    origin = Origin("unloadable" if there else "missing", exercise, submission.file(exercise))
    return NothingToCall(Status.MISSING, submission.problems[exercise], origin=origin)


def _load_verdict(reply: Reply, exercise: str, submission: Submission) -> Verdict:
    file = submission.file(exercise)
    if not isinstance(reply, Raised):
        text = _("{file} answered before it was asked").format(file=file)
        return Verdict(Status.CRASHED, text)
    status = raised_status(reply, "")
    text = _("{file} cannot be imported: {reason}").format(file=file, reason=raised_text(reply))
    origin = unloadable(exercise, submission, reply.places[-1] if reply.places else None)
    return nothing_or(reply)(status, text, clue=Clue(None, raised=reply), origin=origin)


def _crash(what: str, exit_code: int) -> str:
    if exit_code >= 0:
        text = _("{what} ended its Python process (exit code {code})")
        return text.format(what=what, code=exit_code)
    try:
        name = signal.Signals(-exit_code).name
    except ValueError:
        name = f"signal {-exit_code}"
    return _("{what} crashed its Python process ({name})").format(what=what, name=name)
