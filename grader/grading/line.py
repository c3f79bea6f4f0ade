"""The way from one check to the worker behind it."""

import zlib

from grader.grading.mark import Mark
from grader.grading.workers import SubmissionWorkers
from grader.protocol.messages import Reply, Request


class WorkerLine:
    """Carries the requests of one check to the worker of its exercise and flavour."""

    def __init__(self, workers: SubmissionWorkers, mark: Mark, seed: int) -> None:
        self.exercise = mark.exercise
        self.function = mark.function
        self.seed = zlib.crc32(f"{seed}/{mark.id}".encode())
        self._workers = workers
        self._mark = mark

    def require_function(self, name: str) -> None:
        self._workers.require_function(self.exercise, self._mark.flavour, name)

    def ask(self, request: Request) -> Reply:
        mark = self._mark
        return self._workers.ask(self.exercise, mark.flavour, self.function, request, mark.seconds)
