"""Writes the results of a batch into a folder or a gradebook."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from grader.classroom.batch.reading import ReadEntry
from grader.classroom.grade_sheet import GradeSheet, shares
from grader.classroom.lateness import Deadline, LateRule
from grader.classroom.roster.gradebooks import Filled, fill
from grader.classroom.store.records import Entry
from grader.cli.class_options import (
    PLATFORMS,
    assigned,
    assignment_of,
    read,
    roster_in,
    write_into,
)
from grader.cli.extras import needing
from grader.course.course import Course
from grader.errors import UsageError
from grader.language import _
from grader.text import shortened

if TYPE_CHECKING:
    from grader.classroom.store.records import Result
    from grader.classroom.store.store import Store
    from grader.cli.batch import BatchOptions
    from grader.jupyter.autograde.gradebook import ClassGradebook


_LONGEST_REASON = 200
_LONGEST_NAME = 40
_SHOWN = 20


class Taken:
    """The entries of a batch, of which a store may hold more."""

    def __init__(self) -> None:
        self._marks: set[int] = set()

    def noting(self, coming: Iterator[ReadEntry]) -> Iterator[ReadEntry]:
        """Yields the entries unchanged and remembers each by a number."""
        for each in coming:
            self._marks.add(_mark(each.entry))
            yield each

    def results(self, store: "Store") -> "Iterator[Result]":
        """Yields what the store has of these entries, by name and time."""
        return (result for result in store.results() if _mark(result.entry) in self._marks)


def _mark(entry: Entry) -> int:
    return hash((entry.name, entry.place, entry.submitted_at))


class BatchPlan(Struct, frozen=True):
    """What a batch grades and where grades go; `lms` is the gradebook that is filled."""

    course: Course
    assignment: str
    sheet: GradeSheet
    lms: "Gradebook | None" = None


class Gradebook(Struct, frozen=True):
    """A platform's gradebook as it was exported."""

    platform: str
    file: Path
    content: bytes
    column: str | None

    def filled(self, share_of: Callable[[tuple[str, ...]], float | None]) -> Filled:
        """The gradebook with grades. Raises `UsageError`."""
        return fill(self.content, str(self.file), self.platform, share_of, self.column)


def planned(options: "BatchOptions", whole: Course) -> BatchPlan:
    """Reads what the options name. Raises `UsageError` before anything is graded, where a file is
    no list or no gradebook, or the grades could not be written."""
    names = options.exercises
    _check_places(options)
    if options.gradebook:
        with _gradebook(options) as gradebook:
            names = names or [name for name in whole.points if name in gradebook.notebooks]
    course = assigned(whole, names)
    if options.late and not options.due:
        raise UsageError(_("--late needs --due: since when is something late?"))
    deadline = Deadline(options.due, options.late or LateRule()) if options.due else None
    sheet = GradeSheet(course.points, roster_in(options.roster), deadline)
    assignment = options.assignment or assignment_of(course, whole)
    return BatchPlan(course, assignment, sheet, _lms(options))


def _lms(options: "BatchOptions") -> Gradebook | None:
    if options.lms is None:
        return None
    platform, file = options.lms[0], Path(options.lms[1])
    if platform not in PLATFORMS:
        text = _("--lms {platform}: the platforms are {platforms}.")
        raise UsageError(text.format(platform=platform, platforms=", ".join(PLATFORMS)))
    if options.out is None:
        raise UsageError(_("--lms needs --out: into which folder shall the gradebook be written?"))
    found = Gradebook(platform, file, read(file), options.column)
    found.filled(lambda _cells: None)  # whether it is a gradebook
    return found


def _check_places(options: "BatchOptions") -> None:
    if options.out:
        from grader.classroom.batch.results import check_folder

        check_folder(options.out)
    if bool(options.gradebook) != bool(options.assignment):
        text = _("--gradebook and --assignment belong together: which assignment, in which file?")
        raise UsageError(text)


def write_places(
    options: "BatchOptions", plan: BatchPlan, store: "Store", taken: Taken
) -> Iterator[str]:
    """Writes what was asked for, and says where. Raises `GraderError`."""
    if options.out:
        from grader.classroom.batch.results import write_results

        write_results(lambda: taken.results(store), options.out, plan.sheet)
        yield _("results: {place}").format(place=options.out)
    if plan.lms and options.out:
        rows = plan.sheet.rows(taken.results(store))
        filled = plan.lms.filled(shares(rows, plan.sheet.roster))
        place = write_into(options.out, plan.lms.file, filled.data)
        yield _("to be imported into {platform}: {place}").format(
            platform=plan.lms.platform, place=place
        )
        if filled.without:
            yield _("without a grade there: {names}").format(names=_some(filled.without))
    if plan.sheet.roster:
        yield from _of_roster(plan, store, taken)
    if options.gradebook:
        with _gradebook(options) as gradebook:
            for result in taken.results(store):
                student = result.entry.place.partition("/")[0]
                try:
                    gradebook.enter(student, result.report)
                except Exception as error:  # it must not cost the others their entries
                    text = _("not entered: {student} ({reason}). The others are.")
                    why = shortened(f"{type(error).__name__}: {error}", _LONGEST_REASON)
                    yield text.format(student=student, reason=why)
        yield _("gradebook: {place}").format(place=options.gradebook)


def _of_roster(plan: BatchPlan, store: "Store", taken: Taken) -> Iterator[str]:
    """Who is listed and handed in nothing, and what was handed in by nobody who is listed."""
    assert plan.sheet.roster
    listed = {plan.sheet.roster.shown(each) for each in plan.sheet.roster.students}
    here = dict.fromkeys(result.entry.name for result in taken.results(store))
    if absent := [name for name in listed if name not in here]:
        text = _("handed in nothing: {names}")
        yield text.format(names=_some(sorted(absent)))
    if unknown := [name for name in here if name not in listed]:
        text = _("not in the list of students: {names}")
        yield text.format(names=_some(unknown))


def _some(names: Sequence[str]) -> str:
    """Names in one line, and how many more there are."""
    shown = ", ".join(shortened(name, _LONGEST_NAME).replace("\n", " ") for name in names[:_SHOWN])
    if len(names) <= _SHOWN:
        return shown
    more = _("and {count} more").format(count=len(names) - _SHOWN)
    return f"{shown}, {more}"


def _gradebook(options: "BatchOptions") -> "AbstractContextManager[ClassGradebook]":
    with needing("nbgrader"):
        from grader.jupyter.autograde.gradebook import open_gradebook
    assert options.assignment  # `check_places` has seen to both
    assert options.gradebook
    return open_gradebook(options.submissions.parent, options.assignment, options.gradebook)
