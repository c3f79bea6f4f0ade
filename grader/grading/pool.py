"""The workers of one submission: started, loaded, listened to, ended.

There is one for each exercise and flavour, and one more where a function is judged in isolation.
"""

import signal
import time
from collections.abc import Iterable
from contextlib import suppress

from msgspec import Struct

from grader.checks.answer import raised_status, raised_text
from grader.checks.verdict import Verdict
from grader.grading.stand_ins import StandIns
from grader.language import _
from grader.records.report import Status
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


class NothingToCall(Verdict):
    """There is nothing to run, whatever libraries there are."""


class GivenUp(Exception):
    """Nobody waits for the rest of these verdicts any more."""


class WorkerKey(Struct, frozen=True):
    """A worker serves one exercise of a submission in one flavour.

    In one that is `isolated`, the reference answers for the functions that come before the judged
    one.
    """

    exercise: str
    flavour: str
    isolated: bool = False

    def __str__(self) -> str:
        return f"{self.exercise} {self.flavour}{' isolated' if self.isolated else ''}"


class Deadline:
    """A time by which a reply must be there; `extend` puts it off."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds, never less than 0."""
        return max(0.0, self._end - time.monotonic())

    def extend(self, seconds: float) -> None:
        self._end += seconds


class _Running(Struct):
    """A worker; what it has is not known until its exercise is loaded."""

    process: WorkerProcess
    loaded: Loaded | None = None


class SubmissionPool:
    """Starts workers when they are first needed; an exercise that does not load is tried once.

    `missing` are the barriers that some worker has not got, `left_out` the cells that are no
    Python, by exercise.
    """

    def __init__(
        self, zygotes: Zygotes, submission: Submission, stand_ins: StandIns | None
    ) -> None:
        self.missing: set[str] = set()
        self.left_out: dict[str, tuple[Position, ...]] = {}
        self.given_up = False
        self._zygotes = zygotes
        self._submission = submission
        self._stand_ins = stand_ins
        self._running: dict[WorkerKey, _Running] = {}
        self._unloadable: dict[WorkerKey, Verdict] = {}

    def prepare(self, exercises: Iterable[str]) -> None:
        """Starts NumPy workers, which load their exercises while others are judged."""
        for exercise in exercises:
            if exercise not in self._submission.problems:
                self._start(WorkerKey(exercise, "numpy"))

    def close(self) -> None:
        """Ends all workers and waits for none."""
        for running in self._running.values():
            running.process.channel.close()
            running.process.discard()
        self._running.clear()

    def give_up(self) -> None:
        """Ends every wait for a worker. The one thing that another thread may do."""
        self.given_up = True
        for running in list(self._running.values()):
            running.process.channel.hang_up()

    def cannot_load(self, key: WorkerKey) -> bool:
        """Whether the exercise was tried and could not be imported."""
        return key in self._unloadable

    def load(self, key: WorkerKey) -> Loaded:
        """What a worker has. Raises a `Verdict`, always the same, if the exercise cannot load."""
        if key in self._unloadable:
            raise self._unloadable[key]
        try:
            return self._load(key)
        except Verdict as verdict:
            self._unloadable[key] = verdict
            raise

    def _load(self, key: WorkerKey) -> Loaded:
        if key.exercise in self._submission.problems:
            raise NothingToCall(Status.MISSING, self._submission.problems[key.exercise])
        if key not in self._running:
            self._start(key)
        running = self._running[key]
        if running.loaded is None:
            running.loaded = self._greet_and_load(key)
            # What a worker says after it has seen hidden inputs is not for everybody's eyes.
            self.left_out.setdefault(key.exercise, running.loaded.left_out)
        return running.loaded

    def _greet_and_load(self, key: WorkerKey) -> Loaded:
        greeting = self.receive(key, Deadline(START_SECONDS), _("the worker"))
        self.missing |= set(greeting.missing if isinstance(greeting, Confined) else BARRIERS)
        file = self._submission.file(key.exercise)
        importing = _("importing {file}").format(file=file)
        reply = self.receive(key, Deadline(LOAD_SECONDS), importing)
        if not isinstance(reply, Loaded):
            self._end(key)
            raise _load_verdict(reply, file)
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

    def send(self, key: WorkerKey, request: Request, seconds: float, what: str) -> None:
        """Sends to a loaded worker. That one is gone already shows when its answer is due."""
        channel = self._running[key].process.channel
        with suppress(ChannelClosed, ChannelTimeout):
            if channel.waiting():
                raise self.rubbish(key, what)
            channel.send(request, seconds)

    def reply_to_question(self, key: WorkerKey, answer: Request, seconds: float) -> None:
        """Sends what a worker waits for in the middle of a call."""
        with suppress(ChannelClosed, ChannelTimeout):
            self._running[key].process.channel.send(answer, seconds)

    def receive(self, key: WorkerKey, deadline: Deadline, what: str) -> Reply:
        """The next message. Raises a `Verdict` where none comes in time; the worker is ended."""
        left = deadline.left
        if not left:  # what came after the last question came too late
            raise self.too_late(key, what, deadline)
        try:
            return self._running[key].process.channel.receive(left)
        except ChannelTimeout:
            raise self.too_late(key, what, deadline) from None
        except ChannelClosed:
            if self.given_up:
                raise GivenUp from None
            raise Verdict(Status.CRASHED, _crash(what, self._end(key))) from None
        except ChannelRubbish:
            raise self.rubbish(key, what) from None

    def too_late(self, key: WorkerKey, what: str, deadline: Deadline) -> Verdict:
        """Ends a worker that took too long."""
        self._end(key)
        text = _("{what} did not come back within {seconds:g} s")
        return Verdict(Status.TIMEOUT, text.format(what=what, seconds=deadline.seconds))

    def rubbish(self, key: WorkerKey, what: str) -> Verdict:
        """Ends a worker that said what nobody had asked for."""
        self._end(key)
        text = _("{what} wrote into the channel of its worker").format(what=what)
        return Verdict(Status.CRASHED, text)

    def _end(self, key: WorkerKey) -> int:
        process = self._running.pop(key).process
        process.channel.close()
        return process.stop()


def nothing_or(raised: Raised) -> type[Verdict]:
    """Other libraries do not help against a mistake in the syntax."""
    return NothingToCall if "SyntaxError" in raised.kinds else Verdict


def _load_verdict(reply: Reply, file: str) -> Verdict:
    if not isinstance(reply, Raised):
        text = _("{file} answered before it was asked").format(file=file)
        return Verdict(Status.CRASHED, text)
    status = raised_status(reply, "")
    text = _("{file} cannot be imported: {reason}").format(file=file, reason=raised_text(reply))
    return nothing_or(reply)(status, text)


def _crash(what: str, exit_code: int) -> str:
    if exit_code >= 0:
        text = _("{what} ended its Python process (exit code {code})")
        return text.format(what=what, code=exit_code)
    try:
        name = signal.Signals(-exit_code).name
    except ValueError:
        name = f"signal {-exit_code}"
    return _("{what} crashed its Python process ({name})").format(what=what, name=name)
