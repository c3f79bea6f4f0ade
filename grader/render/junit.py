"""Reports as JUnit XML, which CI servers read.

It is valid by both published schemas, that of Jenkins' xUnit plugin and that of Ant's tasks.
"""

from collections.abc import Iterable, Iterator
from itertools import count
from xml.etree import ElementTree

from grader.records.report import Check, Exercise, Report, Status
from grader.render.annotations import without_commands
from grader.render.plain_text import explained, what
from grader.render.status import in_a_word
from grader.text import printable

# A wrong answer is a failure, and so is none at all: a check that gives no points is not green,
# and viewers show what is skipped as if it did not matter. Code that breaks off is an error.
_FAILURES = (Status.FAILED, Status.MISSING, Status.NOT_STARTED)


def to_junit(reports: Iterable[Report], time: str) -> Iterator[str]:
    """The document, piece by piece: a test suite for each exercise of each report.

    `time` is when that was, `YYYY-MM-DDThh:mm:ss` without a time zone, as Ant's schema wants it.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
    numbers = count()
    for report in reports:
        for exercise in report.exercises:
            suite = _suite(report, exercise, next(numbers), time)
            ElementTree.indent(suite)
            xml = ElementTree.tostring(suite, encoding="unicode")
            yield without_commands(xml, colon="&#58;", sign="&#35;") + "\n"
    yield "</testsuites>\n"


def _suite(report: Report, exercise: Exercise, number: int, time: str) -> ElementTree.Element:
    checks = exercise.checks
    wrong = [check for check in checks if not check.passed]
    failures = sum(check.status in _FAILURES for check in wrong)
    suite = _element(
        "testsuite",
        name=f"{report.submission}.{exercise.name}",
        package=report.submission,
        id=str(number),
        tests=str(len(checks)),
        failures=str(failures),
        errors=str(len(wrong) - failures),
        time=_seconds(sum(check.duration_s for check in checks)),
        timestamp=time,
        hostname="localhost",
    )
    suite.append(_properties(report, exercise))
    suite.extend(_case(report, exercise, check) for check in checks)
    suite.extend((_element("system-out"), _element("system-err")))
    return suite


def _properties(report: Report, exercise: Exercise) -> ElementTree.Element:
    """The points of the exercise and of each check; the schemas have no place at the checks."""
    points = [("score", exercise.score), ("max_score", exercise.max_score)]
    for check in exercise.checks:
        points.append((f"score of {check.id}", check.score))
        points.append((f"max_score of {check.id}", check.max_score))
    properties = _element("properties")
    properties.append(_element("property", name="confinement", value=report.confinement.level))
    for name, value in points:
        properties.append(_element("property", name=name, value=repr(float(value))))
    return properties


def _case(report: Report, exercise: Exercise, check: Check) -> ElementTree.Element:
    case = _element(
        "testcase",
        classname=f"{report.submission}.{exercise.name}.{check.function}",
        name=check.title,
        time=_seconds(check.duration_s),
    )
    if not check.passed:
        kind = "failure" if check.status in _FAILURES else "error"
        message = what(check) or in_a_word(check.status)
        wrong = _element(kind, type=check.status.value, message=message)
        wrong.text = explained(check)
        case.append(wrong)
    return case


def _element(tag: str, **attributes: str) -> ElementTree.Element:
    """An element whose attributes hold nothing that XML has no way to write."""
    return ElementTree.Element(tag, {key: printable(attributes[key]) for key in attributes})


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}"
