"""Names the mistake behind a wrong answer. See `tests/feedback` for the known ones."""

from grader.diagnosis.misconception import misconception, symptom

__all__ = ["misconception", "symptom"]
