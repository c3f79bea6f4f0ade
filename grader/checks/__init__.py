"""What a suite is written with. See `tests/public` for how it reads."""

from grader.checks.answer import Answer
from grader.checks.compare import accepted, refused, require, same, unchanged
from grader.checks.plan import judge
from grader.checks.recorded_reference import Recorded
from grader.checks.student import Models, StudentFunctions
from grader.sandbox.wire.packed import Opaque
from grader.sandbox.wire.values import ModelData

__all__ = [
    "Answer",
    "ModelData",
    "Models",
    "Opaque",
    "Recorded",
    "StudentFunctions",
    "accepted",
    "judge",
    "refused",
    "require",
    "same",
    "unchanged",
]
