"""Facts about a report that all renderers read off it in the same way."""

from grader.language import _
from grader.records.report import Check, Exercise, Status

QUIET = (Status.PASSED, Status.NOT_STARTED)


def failures(exercise: Exercise) -> list[Check]:
    """Returns the checks that went wrong; those of functions not written yet are not among them."""
    return [check for check in exercise.checks if check.status not in QUIET]


def not_started(exercise: Exercise) -> list[str]:
    """Returns the names of the functions that are not written yet, in the exercise's order."""
    waiting = (check for check in exercise.checks if check.status is Status.NOT_STARTED)
    return list(dict.fromkeys(check.function for check in waiting))


def cause(check: Check) -> tuple[str, str | None]:
    """Returns what is equal for checks to be shown once: a file that cannot be imported fails all
    of its checks in the same way."""
    return check.status, check.message


def state_in_words(exercise: Exercise) -> str:
    """Says whether an exercise is done, or how many checks failed and functions are missing."""
    if all(check.passed for check in exercise.checks):
        return _("done")
    waiting = not_started(exercise)
    if all(check.status is Status.NOT_STARTED for check in exercise.checks):
        return _("not started")
    if problem := exercise.file_problem:
        missing = _("{file} is missing")
        text = missing if problem.kind == "missing" else _("{file} cannot be imported")
        return text.format(file=problem.file)
    words = []
    if failed := len(failures(exercise)):
        words.append(_failed_in_words(failed, len(exercise.checks)))
    if waiting:
        words.append(_("{count} to write").format(count=len(waiting)))
    return ", ".join(words)


def _failed_in_words(failed: int, count: int) -> str:
    if count == 1:
        return _("the check failed")
    if failed == count:
        return _("all {count} checks failed").format(count=count)
    return _("{failed} of {count} checks failed").format(failed=failed, count=count)
