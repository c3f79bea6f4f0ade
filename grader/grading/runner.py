"""Runs one check of a collected session: asks a submission's functions, and judges the answers."""

from types import ModuleType
from typing import Any

import numpy as np
import pytest

from grader.checks import Answer, Recorded
from grader.checks.interview import Step, hold
from grader.checks.mark import Mark, generator
from grader.checks.questions import Questions
from grader.grading.fixtures import SuiteFixtures
from grader.grading.line import WorkerLine
from grader.grading.reference import References
from grader.grading.workers import SubmissionWorkers


class Runner(SuiteFixtures):
    """Runs checks through pytest, and those that ask everybody the same only once."""

    def __init__(self, references: References, seed: int) -> None:
        self.references = references
        self.seed = seed
        self._interviews: dict[pytest.Item, tuple[Step, ...]] = {}
        self._running: tuple[Mark, WorkerLine] | None = None
        self._ended: BaseException | None = None

    def run(
        self,
        item: pytest.Item,
        mark: Mark,
        workers: SubmissionWorkers,
        answers: list[Answer],
        alone: bool,
    ) -> BaseException | None:
        """What ends the check; nothing if it passes. Its `answers` are added to those so far."""
        line = WorkerLine(workers, mark, alone, self.seed, answers)
        if item not in self._interviews:
            return self._run_by_pytest(item, mark, line)
        try:
            hold(self._interviews[item], line, [])
        except Exception as error:
            return error
        return None

    def _run_by_pytest(
        self, item: pytest.Item, mark: Mark, line: WorkerLine
    ) -> BaseException | None:
        self._running, self._ended = (mark, line), None
        # Which one is next is not known yet.
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return self._ended

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[Any]
    ) -> pytest.TestReport:
        """Keeps how a check ended. Pytest's own report would format a traceback for each."""
        ended = None if call.excinfo is None else call.excinfo.value
        if call.when == "call" and ended is None:
            self._keep_interview(item)
        # What ends the check later may be the judgement of what was asked before.
        self._ended = ended or self._ended
        outcome: Any = "failed" if ended else "passed"
        when: Any = call.when
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, when)

    def _keep_interview(self, item: pytest.Item) -> None:
        assert isinstance(item, pytest.Function)
        questions = item.funcargs.get("questions")
        if isinstance(questions, Questions) and not questions.looked:
            self._interviews[item] = questions.steps

    @pytest.fixture
    def reference(self) -> ModuleType | Recorded:
        """The reference solution of the exercise."""
        return self.references.solution(self._now[0].exercise)

    @pytest.fixture
    def rng(self) -> np.random.Generator:
        """A generator that gives the same numbers to the same check, always."""
        return generator(self._now[0], self.seed)

    @pytest.fixture
    def worker_line(self) -> WorkerLine:
        """The way to the worker, for the other fixtures."""
        return self._now[1]

    @property
    def _now(self) -> tuple[Mark, WorkerLine]:
        """The check that runs. To ask pytest for its mark would take longer than the rest."""
        assert self._running is not None
        return self._running
