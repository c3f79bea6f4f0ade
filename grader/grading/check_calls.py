"""The way from one check to the worker behind it."""

import zlib
from collections.abc import Iterator, Sequence

from grader.checks import Answer
from grader.checks.mark import Mark
from grader.grading.pool import WorkerKey
from grader.grading.workers import SubmissionWorkers
from grader.sandbox.wire.messages import Call, Reply, Request


class CheckCalls:
    """Carries the requests of one check to its worker, and keeps the answers."""

    def __init__(
        self,
        workers: SubmissionWorkers,
        mark: Mark,
        isolated: bool,
        seed: int,
        answers: list[Answer],
    ) -> None:
        self.exercise = mark.exercise
        self.function = mark.function
        self.seed = seed_of(mark, seed)
        self._workers = workers
        self._key = WorkerKey(mark.exercise, mark.flavour, isolated)
        self._seconds = mark.limit
        self._answers = answers

    def require_function(self, name: str) -> None:
        self._workers.require_function(self._key, name)

    def ask(self, request: Request, trial: bool = False) -> Reply:
        return self._workers.ask(self._key, self.function, request, self._seconds, trial)

    def ask_all(self, calls: Sequence[Call]) -> Iterator[Reply]:
        return self._workers.ask_all(self._key, self.function, calls, self._seconds)

    def keep(self, answer: Answer) -> None:
        self._answers.append(answer)


def seed_of(mark: Mark, seed: int) -> int:
    """What every generator of the worker is seeded with, for each call of a check."""
    return zlib.crc32(f"{seed}/{mark.id}".encode())
