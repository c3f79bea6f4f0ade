"""Runs the public suites with the solutions as submission, and keeps what they ask."""

from typing import Any

import numpy as np
import pytest
from msgspec import Struct

from grader.checks import Answer, Recorded
from grader.checks.dialogue import Dialogue
from grader.checks.mark import Mark, generator
from grader.course.course import Course, solved
from grader.diagnosis.misconception import Arguments
from grader.errors import CannotGrade
from grader.grading.check_calls import CheckCalls, worker_key
from grader.grading.fixtures import SuiteFixtures
from grader.grading.hooks import MARK, SuiteHooks
from grader.grading.reference import References
from grader.grading.seed import SEED
from grader.grading.suites import run_suites
from grader.grading.workers import SubmissionWorkers
from grader.sandbox.zygotes import Zygotes
from grader.submission.submission import read_submission


class Asked(Struct, frozen=True):
    """The calls that a check made: of the student's functions and of the reference's."""

    mark: Mark
    answers: list[Answer]
    questions: list[tuple[str, Arguments]]


def ask_suites(course: Course, references: References, zygotes: Zygotes) -> list[Asked]:
    """Runs every public check, returns its calls. Raises `CannotGrade` if a solution fails."""
    # What is released may build on an exercise that is not.
    submission = read_submission(course.solutions, solved(course), zygotes)
    with SubmissionWorkers(zygotes, submission) as workers:
        listener = _Listener(references, workers)
        files = [course.public / f"test_{name}.py" for name in course.points]
        run_suites(course, [file for file in files if file.is_file()], listener)
    return listener.asked


class _Listener(SuiteHooks, SuiteFixtures):
    """The hooks and fixtures of a session in which nothing is judged."""

    def __init__(self, references: References, workers: SubmissionWorkers) -> None:
        super().__init__()
        self.asked: list[Asked] = []
        self._references = references
        self._workers = workers

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[Any]
    ) -> pytest.TestReport:
        ended = None if call.excinfo is None else call.excinfo.value
        if ended is not None and self.problem is None:
            self.problem = CannotGrade(
                f"The solution does not pass {item.stash[MARK].id}: {ended}\n"
                "python -m grader verify says more."
            )
        when: Any = call.when
        return pytest.TestReport(item.nodeid, item.location, {}, "passed", None, when)

    @pytest.fixture
    def asking(self, request: pytest.FixtureRequest) -> Asked:
        """Where the questions of this check are kept."""
        asked = Asked(request.node.stash[MARK], [], [])
        self.asked.append(asked)
        return asked

    @pytest.fixture
    def reference(self, asking: Asked) -> Recorded:
        oracle = self._references.oracle(asking.mark.exercise)

        def look_up(function: str, arguments: Arguments) -> Any:
            asking.questions.append((function, arguments))
            return oracle.at(function, arguments).right()

        return Recorded(look_up)

    @pytest.fixture
    def rng(self, asking: Asked) -> np.random.Generator:
        return generator(asking.mark, SEED)

    @pytest.fixture
    def asks(self, asking: Asked) -> Dialogue:
        return Dialogue(
            CheckCalls(self._workers, asking.mark, worker_key(asking.mark), SEED, asking.answers)
        )
