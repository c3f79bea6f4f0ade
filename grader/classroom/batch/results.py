"""Writes what came of a class into a folder: pages for each student, tables for all."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from grader.classroom.batch.student_names import folder_names
from grader.classroom.grade_sheet import GradeSheet
from grader.classroom.store.records import Result
from grader.classroom.versions import latest_of_each
from grader.errors import CannotGrade, UsageError
from grader.language import _
from grader.records.report import Check, Confinement, Exercise, Report, Status, for_audience
from grader.render.html import to_html
from grader.render.json import to_json
from grader.render.junit import to_junit
from grader.render.markdown import to_markdown
from grader.render.table import to_csv

STUDENTS, EARLIER = "students", "earlier"

Results = Callable[[], Iterator[Result]]


def check_folder(folder: Path) -> None:
    """Makes the folder. Raises `UsageError` where results cannot be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        text = _("{option} {path} cannot be written: {reason}.")
        text = text.format(option="--out", path=folder, reason=error.strerror)
        raise UsageError(text) from error


def write_results(results: Results, folder: Path, sheet: GradeSheet) -> None:
    """Writes `grades.csv`, `junit.xml` and in `students` a folder for each submission.

    In `students/NAME` are `report.json`, the instructor's view, and `feedback.html` and
    `feedback.md`, the student's view; where nothing could be judged they say why. They are of the
    latest submission; those before lie in folders in it. `results` come by name and time, and are
    asked for again for each table, so that one report is in memory at a time.

    Raises `CannotGrade`.
    """
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    points = sheet.points
    reports = (_report(result, points) for result, _earlier in latest_of_each(results()))
    try:
        table = to_csv(sheet.rows(results()), list(points))
        _write(folder / "grades.csv", map(str.encode, table))
        _write(folder / "junit.xml", map(str.encode, to_junit(reports, now)))
        names = folder_names(dict.fromkeys(result.entry.name for result in results()))
        (folder / STUDENTS).mkdir(exist_ok=True)
        for name, group in groupby(results(), lambda result: result.entry.name):
            _write_student(folder / STUDENTS / names[name], list(group), points)
    except OSError as error:
        text = _("{option} {path} cannot be written: {reason}.")
        text = text.format(option="--out", path=folder, reason=error.strerror)
        raise CannotGrade(text) from error


def _write_student(folder: Path, results: list[Result], points: Mapping[str, float]) -> None:
    """Writes the latest submission of a student, and in it those before."""
    *earlier, latest = results
    _write_pages(folder, _report(latest, points))
    for number, result in enumerate(earlier, 1):
        moment = f"{result.entry.submitted_at:%Y-%m-%d %H.%M.%S}"
        _write_pages(folder / f"{EARLIER} {moment} {number}", _report(result, points))


def _write_pages(folder: Path, report: Report) -> None:
    feedback = for_audience(report, "student")
    folder.mkdir(exist_ok=True)
    _write(folder / "report.json", [to_json(report)])
    _write(folder / "feedback.html", [to_html(feedback, None)])
    _write(folder / "feedback.md", [to_markdown(feedback).encode()])


def _report(result: Result, points: Mapping[str, float]) -> Report:
    """The report; where there is none, one with a single lost check for each exercise."""
    if result.report is not None:
        return result.report
    exercises = tuple(Exercise(name, (_lost(result, name, points[name]),)) for name in points)
    return Report(result.entry.name, exercises, Confinement("full"), 0.0)


def _lost(result: Result, exercise: str, points: float) -> Check:
    return Check(
        id=f"{exercise}/{exercise}/can_be_read",
        function=exercise,
        title=_("Can be read"),
        hidden=False,
        status=Status.BROKEN if result.is_faulty else Status.MISSING,
        score=0.0,
        max_score=points,
        message=result.problem,
        diagnosis=None,
        hint=None,
        duration_s=0.0,
    )


def _write(file: Path, parts: Iterable[bytes]) -> None:
    """Writes under another name first, so that what has the right name is whole."""
    part = file.with_name(f".{file.name}.part")
    with part.open("wb") as opened:
        opened.writelines(parts)
    os.replace(part, file)
