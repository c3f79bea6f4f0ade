"""Folds the results of a store into the survey of a class. No more than one report is kept."""

import re
from array import array
from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from grader.classroom.analytics.spread import spread
from grader.classroom.analytics.standing import NOT_THERE, is_begun, student_of
from grader.classroom.store.records import Result
from grader.classroom.versions import latest_of_each
from grader.records.report import Check, Exercise, Report, Status
from grader.records.survey import (
    Standing,
    Survey,
    SurveyedCheck,
    SurveyedDiagnosis,
    SurveyedExercise,
    SurveyedStudent,
    Wording,
)


def survey(results: Iterable[Result]) -> Survey:
    """The survey of results that come by name. Of each student the latest submission counts."""
    fold = _Class()
    for latest, earlier in latest_of_each(results):
        fold.add(latest, earlier)
    return fold.survey()


class _ExerciseTally:
    def __init__(self, name: str) -> None:
        self.name = name
        self.max_score = 0.0
        self.points = array("d")
        self.not_begun: list[str] = []

    def add(self, exercise: Exercise, student: SurveyedStudent) -> None:
        self.max_score = max(self.max_score, exercise.max_score)
        if student.standing.has_grade:
            self.points.append(exercise.score)
        if all(check.status in NOT_THERE for check in exercise.checks):
            self.not_begun.append(student.name)

    def surveyed(self, unreadable: int) -> SurveyedExercise:
        points = array("d", [*self.points, *[0.0] * unreadable])
        full = sum(each >= self.max_score - 1e-9 for each in points)
        found = spread(points, self.max_score)
        return SurveyedExercise(self.name, found, full, tuple(self.not_begun))


class _Mistake:
    def __init__(self, id: str) -> None:
        self.id = id
        self.students: dict[str, None] = {}
        self.functions: dict[str, Counter[str]] = {}

    def add(self, text: str, function: str, student: str) -> None:
        self.students[student] = None
        self.functions.setdefault(text, Counter())[function] += 1

    def surveyed(self) -> SurveyedDiagnosis:
        said = sorted(self.functions.items(), key=lambda each: -each[1].total())
        wordings = (
            Wording(text, tuple(function for function, _count in functions.most_common()))
            for text, functions in said
        )
        return SurveyedDiagnosis(self.id, tuple(wordings), tuple(self.students))


class _Class:
    """Adds up students one by one and makes the survey at the end."""

    def __init__(self) -> None:
        self._students: list[SurveyedStudent] = []
        self._scores = array("d")
        self._exercises: dict[str, _ExerciseTally] = {}
        self._checks: dict[tuple[str, str], SurveyedCheck] = {}
        self._mistakes: dict[str, _Mistake] = {}

    def add(self, result: Result, earlier: int) -> None:
        student = student_of(result, earlier)
        if result.report is not None:
            points = self._add_exercises(result.report, student)
            student = replace(student, points=points)
            self._add_checks(result.report)
            self._add_diagnoses(result.report, student.name)
        self._students.append(student)
        if student.standing.has_grade:
            self._scores.append(student.total or 0.0)

    def _add_exercises(self, report: Report, student: SurveyedStudent) -> tuple[float | None, ...]:
        scores = {exercise.name: exercise.score for exercise in report.exercises}
        for exercise in report.exercises:
            known = self._exercises.setdefault(exercise.name, _ExerciseTally(exercise.name))
            known.add(exercise, student)
        return tuple(scores.get(name) for name in self._exercises)

    def _add_checks(self, report: Report) -> None:
        for exercise in report.exercises:
            begun = {check.function for check in exercise.checks if is_begun(check)}
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
            if (diagnosis := check.diagnosis) is not None:
                known = self._mistakes.setdefault(diagnosis.id, _Mistake(diagnosis.id))
                known.add(diagnosis.text, check.function, student)

    def survey(self) -> Survey:
        most = sum(exercise.max_score for exercise in self._exercises.values())
        unreadable = sum(each.standing is Standing.UNREADABLE for each in self._students)
        mistakes = (known.surveyed() for known in self._mistakes.values())
        return Survey(
            tuple(sorted(map(self._filled, self._students), key=_by_name)),
            spread(self._scores, most),
            tuple(exercise.surveyed(unreadable) for exercise in self._exercises.values()),
            tuple(sorted(filter(_was_failed, self._checks.values()), key=_most_failed)),
            tuple(sorted(mistakes, key=_most_made)),
        )

    def _filled(self, student: SurveyedStudent) -> SurveyedStudent:
        """The student with points, or none, for the exercises that came up later, too."""
        nothing = 0.0 if student.standing is Standing.UNREADABLE else None
        lacking = len(self._exercises) - len(student.points)
        return replace(student, points=(*student.points, *[nothing] * lacking))


def _was_failed(check: SurveyedCheck) -> bool:
    return check.failed > 0


def _most_failed(check: SurveyedCheck) -> tuple[int, float]:
    return -check.failed, -check.failed / check.begun


def _most_made(diagnosis: SurveyedDiagnosis) -> tuple[int, str]:
    return -len(diagnosis.students), diagnosis.id


def _by_name(student: SurveyedStudent) -> list[str | int]:
    """The order in which people look for names: `anna 9` before `Anna 10`."""
    parts = re.split(r"(\d+)", student.name.casefold())
    return [int(part) if part.isdecimal() else part for part in parts]
