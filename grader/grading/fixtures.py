"""The fixtures that a suite calls the submission with."""

from collections.abc import Callable
from typing import Any

import pytest

from grader.checks import Models, StudentFunctions
from grader.checks.dialogue import Dialogue
from grader.checks.plan import Plan, ReadsAnswer


class SuiteFixtures:
    """The base of a plugin that runs suites and has a fixture `asks`."""

    @pytest.fixture
    def student(self, asks: Plan | Dialogue) -> StudentFunctions:
        """The functions of the submission."""
        return StudentFunctions(asks)

    @pytest.fixture
    def models(self, asks: Plan | Dialogue) -> Models:
        """The Keras models in the submission's worker, which are not the same for everybody."""
        if isinstance(asks, Plan):
            raise ReadsAnswer("models")
        return Models(asks)

    @pytest.fixture
    def once(self, asks: Plan | Dialogue) -> Callable[[str, Callable[[], Any]], Any]:
        """`once(name, make)` is made by the first check of a submission that asks for it.

        So several checks can be judged by one training.
        """
        if isinstance(asks, Plan):
            raise ReadsAnswer("once")
        return asks.once
