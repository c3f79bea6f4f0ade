"""The way from a scene to the workers of its exercise."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from grader.checks import Answer
from grader.grading.pool import WorkerKey
from grader.grading.workers import SubmissionWorkers
from grader.sandbox.wire.messages import Call, Reply, Request

SECONDS = {"numpy": 10.0, "tensorflow": 120.0}  # of one call
Begins = Callable[[str, str, str], None]


class SceneCalls:
    """Carries calls to the worker of the function's flavour, and tells `begins` of each.

    Functions among `keras` are asked in a worker that has TensorFlow; models live there too.
    The seed is another one for each call and the same ones in each show.
    """

    def __init__(
        self, workers: SubmissionWorkers, exercise: str, keras: Collection[str], begins: Begins
    ) -> None:
        self.exercise = exercise
        self.function = ""
        self.seed = 0
        self._asked: dict[str, None] = {}
        self._workers = workers
        self._keras = keras
        self._begins = begins

    def take_asked(self) -> tuple[str, ...]:
        """Returns the functions that were asked since this was asked last."""
        asked, self._asked = tuple(self._asked), {}
        return asked

    def require_function(self, name: str) -> None:
        self.function = name
        self._asked[name] = None
        self._begins(self.exercise, name, self._flavour(name))
        self._workers.require_function(WorkerKey(self.exercise, self._flavour(name)), name)

    def ask(self, request: Request, trial: bool = False) -> Reply:
        function = request.function if isinstance(request, Call) else self.function
        flavour = self._flavour(function) if isinstance(request, Call) else "tensorflow"
        key = WorkerKey(self.exercise, flavour)
        self.seed += 1
        return self._workers.ask(key, function, request, SECONDS[flavour], trial)

    def ask_all(self, calls: Sequence[Call]) -> Iterator[Reply]:
        for call in calls:
            yield self.ask(call)

    def ask_neutral(self, request: Request) -> Reply:
        return self._workers.ask_neutral(request, "tensorflow", SECONDS["tensorflow"])

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        return make()

    def keep(self, answer: Answer) -> None:
        """Nothing is made of an answer but a picture."""

    def _flavour(self, function: str) -> str:
        return "tensorflow" if function in self._keras else "numpy"
