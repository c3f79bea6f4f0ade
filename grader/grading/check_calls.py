"""The way from one check to the worker behind it."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from grader.checks import Answer
from grader.checks.mark import Mark
from grader.checks.verdict import Verdict
from grader.grading.pool import WorkerKey
from grader.grading.workers import SubmissionWorkers
from grader.sandbox.wire.messages import Call, Reply, Request


class CheckCalls:
    """Carries the requests of one check to the worker of that key, and keeps the answers.

    `answered` says whether anything came back: what goes wrong after that is the answer's doing.
    """

    def __init__(
        self,
        workers: SubmissionWorkers,
        mark: Mark,
        key: WorkerKey,
        seed: int,
        answers: list[Answer],
    ) -> None:
        self.exercise = mark.exercise
        self.function = mark.function
        self.seed = seed_of(mark, seed)
        self.answered = False
        self._workers = workers
        self._key = key
        self._seconds = mark.limit
        self._answers = answers

    def require_function(self, name: str) -> None:
        self._workers.require_function(self._key, name)

    def ask(self, request: Request, trial: bool = False) -> Reply:
        reply = self._workers.ask(self._key, self.function, request, self._seconds, trial)
        self.answered = True
        return reply

    def ask_all(self, calls: Sequence[Call]) -> Iterator[Reply]:
        for reply in self._workers.ask_all(self._key, self.function, calls, self._seconds):
            self.answered = True
            yield reply

    def ask_neutral(self, request: Request) -> Reply:
        return self._workers.ask_neutral(request, self._key.flavour, self._seconds)

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        self.require_function(self.function)  # a stub needs no library
        if name not in self._workers.pool.kept(self._key):
            try:
                made = make()  # which may cost the worker, and what was kept of it
            except Verdict as verdict:
                made = verdict
            self._workers.pool.kept(self._key)[name] = made
        made = self._workers.pool.kept(self._key)[name]
        if isinstance(made, Verdict):
            raise made
        return made

    def keep(self, answer: Answer) -> None:
        self._answers.append(answer)


def worker_key(mark: Mark, stand_ins: tuple[str, ...] | None = None) -> WorkerKey:
    """The worker of a check: one that has the functions as submitted, or stand-ins."""
    return WorkerKey(mark.exercise, mark.flavour, stand_ins)


def seed_of(mark: Mark, seed: int) -> int:
    """What every generator of the worker is seeded with, for each call of a check."""
    return zlib.crc32(f"{seed}/{mark.id}".encode())
