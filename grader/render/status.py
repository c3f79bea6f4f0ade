"""How a check ended, in a word."""

from grader.language import N_, _
from grader.records.report import Status

_WORDS = {
    Status.PASSED: N_("passed"),
    Status.FAILED: N_("wrong answer"),
    Status.ERROR: N_("raised an exception"),
    Status.TIMEOUT: N_("took too long"),
    Status.MEMORY: N_("used too much memory"),
    Status.CRASHED: N_("crashed"),
    Status.FORBIDDEN: N_("not allowed here"),
    Status.MISSING: N_("missing"),
    Status.NOT_STARTED: N_("not started"),
    Status.BROKEN: N_("the grader failed"),
}


def in_a_word(status: Status) -> str:
    """A status for a person, in the chosen language."""
    return _(_WORDS[status])
