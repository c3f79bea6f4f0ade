"""Runs one check of a collected session: asks a submission's functions, and judges the answers."""

from collections.abc import Sequence
from contextlib import suppress
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from grader.checks import Answer, Recorded
from grader.checks.dialogue import Dialogue, carry_out
from grader.checks.mark import Mark, generator
from grader.checks.plan import Plan, PlannedCall, ReadsAnswer, Step
from grader.grading.check_calls import CheckCalls, seed_of, worker_key
from grader.grading.fixtures import SuiteFixtures
from grader.grading.outcome import blamed
from grader.grading.pool import WorkerKey
from grader.grading.reference import References
from grader.grading.workers import SubmissionWorkers
from grader.sandbox.wire.messages import Call


class Runner(SuiteFixtures):
    """Records the plan of each check once. A check without one is run by pytest each time."""

    def __init__(self, references: References, seed: int) -> None:
        self.references = references
        self.seed = seed
        self._plans: dict[pytest.Item, list[Step] | None] = {}
        self._running: tuple[Mark, Plan | Dialogue] | None = None
        self._ended: BaseException | None = None

    def run(
        self,
        item: pytest.Item,
        mark: Mark,
        workers: SubmissionWorkers,
        answers: list[Answer],
        key: WorkerKey,
    ) -> BaseException | None:
        """What ends the check; nothing if it passes. Its `answers` are added to those so far."""
        calls = CheckCalls(workers, mark, key, self.seed, answers)
        try:
            steps = self.plan(item, mark)
            if steps is not None:
                carry_out(steps, calls)
                return None
        except Exception as error:
            return blamed(error, calls.answered)
        return blamed(self._run_by_pytest(item, mark, Dialogue(calls)), calls.answered)

    def ask_ahead(
        self, checks: Sequence[tuple[pytest.Item, Mark]], workers: SubmissionWorkers
    ) -> None:
        """Makes the calls of these checks of one function jointly, as far as they have plans."""
        planned: dict[WorkerKey, list[list[Call]]] = {}
        for item, mark in checks:
            with suppress(Exception):  # the check itself says what is wrong with it
                steps = self.plan(item, mark) or []
                calls = [step.call for step in steps if isinstance(step, PlannedCall)]
                planned.setdefault(worker_key(mark), []).append(calls)
        for key, those in planned.items():
            limit = min(mark.limit for _item, mark in checks)
            workers.ask_ahead(key, checks[0][1].function, those, limit)

    def plan(self, item: pytest.Item, mark: Mark) -> list[Step] | None:
        """What the check asks of everybody. Raises what the check itself raises."""
        if item not in self._plans:
            plan = Plan(seed_of(mark, self.seed))
            ended = self._run_by_pytest(item, mark, plan)
            if ended is not None and not isinstance(ended, ReadsAnswer):
                raise ended
            self._plans[item] = None if ended else plan.steps
        return self._plans[item]

    def _run_by_pytest(
        self, item: pytest.Item, mark: Mark, asks: Plan | Dialogue
    ) -> BaseException | None:
        self._running, self._ended = (mark, asks), None
        # Which one is next is not known yet.
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return self._ended

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[Any]
    ) -> pytest.TestReport:
        """Keeps how a check ended. Pytest's own report would format a traceback for each."""
        ended = None if call.excinfo is None else call.excinfo.value
        self._ended = self._ended or ended
        outcome: Any = "failed" if ended else "passed"
        when: Any = call.when
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, when)

    @pytest.fixture
    def reference(self) -> ModuleType | Recorded:
        """The reference solution of the exercise."""
        return self.references.solution(self._now[0].exercise)

    @pytest.fixture
    def rng(self) -> np.random.Generator:
        """A generator that gives the same numbers to the same check, always."""
        return generator(self._now[0], self.seed)

    @pytest.fixture
    def asks(self) -> Plan | Dialogue:
        """What the check asks with."""
        return self._now[1]

    @property
    def _now(self) -> tuple[Mark, Plan | Dialogue]:
        """The check that runs. To ask pytest for its mark would take longer than the rest."""
        assert self._running is not None
        return self._running
