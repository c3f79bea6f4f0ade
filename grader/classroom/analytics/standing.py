"""How one student stands, read off the result of a submission."""

from grader.classroom.store.records import Result
from grader.records.report import Check, Report, Status
from grader.records.survey import EarlyEnd, Standing, SurveyedStudent
from grader.text import shortened

LONGEST_REASON = 300
NOT_THERE = (Status.NOT_STARTED, Status.MISSING)
STOPPED = (Status.CRASHED, Status.TIMEOUT, Status.MEMORY)


def student_of(result: Result, earlier: int) -> SurveyedStudent:
    """The student, but for the points of each exercise."""
    entry, report = result.entry, result.report
    if report is None:
        standing = Standing.UNGRADED if result.is_faulty else Standing.UNREADABLE
        standing = Standing.NOTHING_FOUND if result.nothing_found else standing
        total = 0.0 if standing.has_grade else None
        reason = shortened(result.problem or "", LONGEST_REASON)
        return SurveyedStudent(
            entry.name, entry.submitted_at, earlier, standing, (), total, reason=reason
        )
    standing = _standing(report)
    return SurveyedStudent(
        entry.name, entry.submitted_at, earlier, standing, (), report.score,
        _stops(report), _reason(report, standing),
    )  # fmt: skip


def is_begun(check: Check) -> bool:
    """Whether there was something that could be called."""
    return check.status not in (*NOT_THERE, Status.BROKEN)


def _standing(report: Report) -> Standing:
    if not report.complete:
        return Standing.INCOMPLETE
    if report.passed:
        return Standing.FINISHED
    if any(check.status in STOPPED for check in report.checks):
        return Standing.STOPPED
    begun = any(map(is_begun, report.checks))
    return Standing.BEGUN if begun else Standing.NOT_BEGUN


def _reason(report: Report, standing: Standing) -> str:
    """Why a check could not be judged, or what is missing where nothing is there."""
    wanted = {Standing.INCOMPLETE: Status.BROKEN, Standing.NOT_BEGUN: Status.MISSING}
    found = (each for each in report.checks if each.status is wanted.get(standing))
    reason = next((check.message or check.title for check in found), "")
    return shortened(reason, LONGEST_REASON)


def _stops(report: Report) -> tuple[EarlyEnd, ...]:
    stops = []
    for status in STOPPED:
        checks = [check for check in report.checks if check.status is status]
        if checks:
            functions = tuple(dict.fromkeys(check.function for check in checks))
            message = shortened(checks[0].message or "", LONGEST_REASON)
            stops.append(EarlyEnd(status, functions, message))
    return tuple(stops)
