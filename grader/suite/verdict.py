"""How a check ends when it does not pass."""

from grader.report import Evidence, Status
from grader.text import shortened

MAX_MESSAGE = 2000


class Verdict(Exception):
    """Ends a check with a status other than `passed`."""

    def __init__(self, status: Status, message: str, evidence: Evidence | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = shortened(message, MAX_MESSAGE)
        self.evidence = evidence
