"""The fixtures that a suite calls the submission with."""

from collections.abc import Iterator

import pytest

from grader.checks import Models, Student
from grader.checks.questions import Questions
from grader.grading.line import WorkerLine


class SuiteFixtures:
    """The base of a plugin that runs suites and has a fixture `worker_line`."""

    @pytest.fixture
    def questions(self, worker_line: WorkerLine) -> Iterator[Questions]:
        """What the check asks. Its end is the last moment to judge the answers."""
        questions = Questions(worker_line)
        yield questions
        questions.settle()

    @pytest.fixture
    def student(self, questions: Questions) -> Student:
        """The functions of the submission."""
        return Student(questions)

    @pytest.fixture
    def models(self, questions: Questions) -> Models:
        """The Keras models in the submission's worker."""
        return Models(questions)
