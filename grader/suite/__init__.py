"""What a suite is written with. See `tests/public` for how it reads."""

from grader.sandbox.wire.packed import Opaque
from grader.sandbox.wire.values import ModelData
from grader.suite.answer import Answer
from grader.suite.compare import refused, require, same, unchanged
from grader.suite.questions import judge
from grader.suite.recorded import Recorded
from grader.suite.student import Models, Student

__all__ = [
    "Answer",
    "ModelData",
    "Models",
    "Opaque",
    "Recorded",
    "Student",
    "judge",
    "refused",
    "require",
    "same",
    "unchanged",
]
