"""The fixtures that a suite calls the submission with."""

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
