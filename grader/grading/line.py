"""The way from one check to the worker behind it."""

import zlib
from collections.abc import Iterator, Sequence

from grader.checks import Answer
from grader.checks.mark import Mark
from grader.grading.workers import Place, SubmissionWorkers
from grader.sandbox.wire.messages import Call, Reply, Request


class WorkerLine:
    """Carries the requests of one check to the worker of its place, and keeps the answers."""

    def __init__(
        self, workers: SubmissionWorkers, mark: Mark, alone: bool, seed: int, answers: list[Answer]
    ) -> None:
        self.exercise = mark.exercise
        self.function = mark.function
        self.seed = seed_of(mark, seed)
        self._workers = workers
        self._place = Place(mark.exercise, mark.flavour, alone)
        self._seconds = mark.limit
        self._answers = answers

    def require_function(self, name: str) -> None:
        self._workers.require_function(self._place, name)

    def ask(self, request: Request, trial: bool = False) -> Reply:
        return self._workers.ask(self._place, self.function, request, self._seconds, trial)

    def ask_all(self, calls: Sequence[Call]) -> Iterator[Reply]:
        return self._workers.ask_all(self._place, self.function, calls, self._seconds)

    def keep(self, answer: Answer) -> None:
        self._answers.append(answer)


def seed_of(mark: Mark, seed: int) -> int:
    """What every generator of the worker is seeded with, for each call of a check."""
    return zlib.crc32(f"{seed}/{mark.id}".encode())
