"""Writes what came of a class into a folder: pages for each student, tables for all."""

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from grader.errors import CannotGrade, UsageError
from grader.language import _
from grader.render.html import to_html
from grader.render.json import to_json
from grader.render.junit import to_junit
from grader.render.markdown import to_markdown
from grader.render.table import to_csv
from grader.report import Confinement, Graded, Report, for_audience
from grader.store.records import Result

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


def write_results(results: Results, folder: Path, exercises: Sequence[str]) -> None:
    """Writes `grades.csv`, `junit.xml` and a folder for each submission.

    In `NAME/` are `report.json`, the instructor's view, and `feedback.html` and `feedback.md`, the
    student's view; without a report the pages say why. The latest submission of a student has
    the student's name, earlier ones the time beside it. `results` come by name and time, and are
    asked for again for each table, so that one report is in memory at a time. Raises `CannotGrade`.
    """
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    reports = (result.report for result in results())
    try:
        _write_lines(folder / "grades.csv", to_csv(map(_graded, results()), exercises))
        _write_lines(folder / "junit.xml", to_junit(filter(None, reports), now))
        for _name, group in groupby(results(), lambda result: result.entry.name):
            _write_student(folder, list(group))
    except OSError as error:
        text = _("{option} {path} cannot be written: {reason}.")
        text = text.format(option="--out", path=folder, reason=error.strerror)
        raise CannotGrade(text) from error


def _write_student(folder: Path, results: list[Result]) -> None:
    *earlier, latest = results
    _write_pages(folder / latest.entry.name, latest)
    for number, result in enumerate(earlier, 1):
        moment = f"{result.entry.submitted_at:%Y-%m-%d %H.%M.%S}"
        _write_pages(folder / f"{result.entry.name} {moment} {number}", result)


def _write_pages(folder: Path, result: Result) -> None:
    report = result.report or _empty(result)
    feedback = for_audience(report, "student")
    folder.mkdir(exist_ok=True)
    if result.report is not None:
        _write(folder / "report.json", to_json(report))
    else:
        (folder / "report.json").unlink(missing_ok=True)
    _write(folder / "feedback.html", to_html(feedback, None))
    _write(folder / "feedback.md", to_markdown(feedback).encode())


def _empty(result: Result) -> Report:
    """In the place of a report that there is none of: only why."""
    return Report(result.entry.name, (), Confinement("full"), 0.0, notes=(result.problem or "",))


def _graded(result: Result) -> Graded:
    faulty = result.key is not None and result.report is None
    moment = result.entry.submitted_at.isoformat()
    return Graded(result.entry.name, result.report, result.problem or "", faulty, moment)


def _write_lines(file: Path, lines: Iterator[str]) -> None:
    part = file.with_name(f".{file.name}.part")
    with part.open("w", encoding="utf-8", newline="") as opened:
        opened.writelines(lines)
    os.replace(part, file)


def _write(file: Path, content: bytes) -> None:
    part = file.with_name(f".{file.name}.part")
    part.write_bytes(content)
    os.replace(part, file)
