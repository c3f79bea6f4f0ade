"""Names the mistake behind a wrong answer. See `tests/feedback` for the known ones."""

from grader.diagnosis.misconception import misconception, symptom
from grader.diagnosis.steps import another_way, function, mistake, more, step

__all__ = ["another_way", "function", "misconception", "mistake", "more", "step", "symptom"]
