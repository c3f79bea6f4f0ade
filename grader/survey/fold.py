"""Folds the results of a store into the survey of a class. No more than one report is kept."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec.structs import replace

from grader.report import Check, Exercise, Report, Status
from grader.store.records import Result
from grader.survey.records import (
    Standing,
    Stop,
    Student,
    Survey,
    SurveyedCheck,
    SurveyedDiagnosis,
    SurveyedExercise,
)
from grader.survey.spread import spread
from grader.text import shortened

_LONGEST_REASON = 300
_STOPPED = (Status.CRASHED, Status.TIMEOUT, Status.MEMORY)
_NOT_THERE = (Status.NOT_STARTED, Status.MISSING)


def survey(results: Iterable[Result]) -> Survey:
    """The survey of results that come by name. Of each student the latest submission counts."""
    fold = _Class()
    for _name, of_student in groupby(results, lambda result: result.entry.name):
        latest, earlier = _latest(of_student)
        fold.add(latest, earlier)
    return fold.survey()


def _latest(results: Iterator[Result]) -> tuple[Result, int]:
    """The result of the latest submission, and how many there were before it."""
    latest, earlier = next(results), 0
    for result in results:
        earlier += 1
        if result.entry.submitted_at >= latest.entry.submitted_at:
            latest = result
    return latest, earlier


class _Exercise:
    def __init__(self, name: str) -> None:
        self.name = name
        self.max_score = 0.0
        self.points = array("d")
        self.not_begun: list[str] = []

    def add(self, exercise: Exercise, student: Student) -> None:
        self.max_score = max(self.max_score, exercise.max_score)
        if student.standing.has_grade:
            self.points.append(exercise.score)
        if all(check.status in _NOT_THERE for check in exercise.checks):
            self.not_begun.append(student.name)

    def surveyed(self, unreadable: int) -> SurveyedExercise:
        points = array("d", [*self.points, *[0.0] * unreadable])
        full = sum(each >= self.max_score - 1e-9 for each in points)
        found = spread(points, self.max_score)
        return SurveyedExercise(self.name, found, full, tuple(self.not_begun))


class _Class:
    """What is known of the students so far."""

    def __init__(self) -> None:
        self._students: list[Student] = []
        self._scores = array("d")
        self._exercises: dict[str, _Exercise] = {}
        self._checks: dict[tuple[str, str], SurveyedCheck] = {}
        self._mistakes: dict[str, SurveyedDiagnosis] = {}
        self._made_by: dict[str, list[str]] = {}

    def add(self, result: Result, earlier: int) -> None:
        student = _student(result, earlier)
        if result.report is not None:
            points = self._add_exercises(result.report, student)
            student = replace(student, points=points)
            self._add_checks(result.report)
            self._add_diagnoses(result.report, student.name)
        self._students.append(student)
        if student.standing.has_grade:
            self._scores.append(student.total or 0.0)

    def _add_exercises(self, report: Report, student: Student) -> tuple[float | None, ...]:
        scores = {exercise.name: exercise.score for exercise in report.exercises}
        for exercise in report.exercises:
            known = self._exercises.setdefault(exercise.name, _Exercise(exercise.name))
            known.add(exercise, student)
        return tuple(scores.get(name) for name in self._exercises)

    def _add_checks(self, report: Report) -> None:
        for exercise in report.exercises:
            begun = {check.function for check in exercise.checks if _is_begun(check)}
            for check in exercise.checks:
                if check.function in begun and check.status is not Status.BROKEN:
                    self._add_check(exercise.name, check)

    def _add_check(self, exercise: str, check: Check) -> None:
        nobody = SurveyedCheck(exercise, check.function, check.title, check.hidden, 0, 0)
        known = self._checks.get((exercise, check.id), nobody)
        failed = known.failed + (not check.passed)
        self._checks[exercise, check.id] = replace(known, failed=failed, begun=known.begun + 1)

    def _add_diagnoses(self, report: Report, student: str) -> None:
        for check in report.checks:
            if check.diagnosis is None:
                continue
            id = check.diagnosis.id
            known = self._mistakes.get(id, SurveyedDiagnosis(id, check.diagnosis.text, (), ()))
            if check.function not in known.functions:
                known = replace(known, functions=(*known.functions, check.function))
            self._mistakes[id] = known
            made_by = self._made_by.setdefault(id, [])
            if not made_by or made_by[-1] != student:
                made_by.append(student)

    def survey(self) -> Survey:
        most = sum(exercise.max_score for exercise in self._exercises.values())
        unreadable = sum(each.standing is Standing.UNREADABLE for each in self._students)
        mistakes = (
            replace(known, students=tuple(self._made_by[id]))
            for id, known in self._mistakes.items()
        )
        return Survey(
            tuple(sorted(map(self._filled, self._students), key=_by_name)),
            spread(self._scores, most),
            tuple(exercise.surveyed(unreadable) for exercise in self._exercises.values()),
            tuple(sorted(filter(_was_failed, self._checks.values()), key=_most_failed)),
            tuple(sorted(mistakes, key=_most_made)),
        )

    def _filled(self, student: Student) -> Student:
        """The student with points, or none, for the exercises that came up later, too."""
        nothing = 0.0 if student.standing is Standing.UNREADABLE else None
        lacking = len(self._exercises) - len(student.points)
        return replace(student, points=(*student.points, *[nothing] * lacking))


def _student(result: Result, earlier: int) -> Student:
    """What is known without looking at the exercises."""
    entry, report = result.entry, result.report
    if report is None:
        standing = Standing.UNREADABLE if result.key is None else Standing.UNGRADED
        total = 0.0 if standing.has_grade else None
        reason = shortened(result.problem or "", _LONGEST_REASON)
        return Student(entry.name, entry.submitted_at, earlier, standing, (), total, reason=reason)
    standing = _standing(report)
    return Student(
        entry.name, entry.submitted_at, earlier, standing, (), report.score,
        _stops(report), _reason(report, standing),
    )  # fmt: skip


def _is_begun(check: Check) -> bool:
    return check.status not in (*_NOT_THERE, Status.BROKEN)


def _was_failed(check: SurveyedCheck) -> bool:
    return check.failed > 0


def _most_failed(check: SurveyedCheck) -> tuple[int, float]:
    return -check.failed, -check.failed / check.begun


def _most_made(diagnosis: SurveyedDiagnosis) -> tuple[int, str]:
    return -len(diagnosis.students), diagnosis.id


def _by_name(student: Student) -> tuple[str, str]:
    return student.name.casefold(), student.name


def _standing(report: Report) -> Standing:
    if not report.complete:
        return Standing.INCOMPLETE
    if report.passed:
        return Standing.FINISHED
    if any(check.status in _STOPPED for check in report.checks):
        return Standing.STOPPED
    begun = any(map(_is_begun, report.checks))
    return Standing.BEGUN if begun else Standing.NOT_BEGUN


def _reason(report: Report, standing: Standing) -> str:
    """Why a check could not be judged, or what is missing where nothing is there."""
    wanted = {Standing.INCOMPLETE: Status.BROKEN, Standing.NOT_BEGUN: Status.MISSING}
    found = (each for each in report.checks if each.status is wanted.get(standing))
    reason = next((check.message or check.title for check in found), "")
    return shortened(reason, _LONGEST_REASON)


def _stops(report: Report) -> tuple[Stop, ...]:
    stops = []
    for status in _STOPPED:
        checks = [check for check in report.checks if check.status is status]
        if checks:
            functions = tuple(dict.fromkeys(check.function for check in checks))
            message = shortened(checks[0].message or "", _LONGEST_REASON)
            stops.append(Stop(status, functions, message))
    return tuple(stops)
