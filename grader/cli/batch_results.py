"""Writes the results of a batch into a folder or a gradebook."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from grader.classroom.batch.reading import ReadEntry
from grader.classroom.store.records import Entry
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


class Taken:
    """The entries of a batch, of which a store may hold more."""

    def __init__(self) -> None:
        self._marks: set[int] = set()

    def noting(self, coming: Iterator[ReadEntry]) -> Iterator[ReadEntry]:
        """Yields the entries unchanged and remembers each by a number."""
        for read in coming:
            self._marks.add(_mark(read.entry))
            yield read

    def results(self, store: "Store") -> "Iterator[Result]":
        """Yields what the store has of these entries, by name and time."""
        return (result for result in store.results() if _mark(result.entry) in self._marks)


def _mark(entry: Entry) -> int:
    return hash((entry.name, entry.place, entry.submitted_at))


def check_places(options: "BatchOptions") -> None:
    """Raises `UsageError` where the grades could not be written, before any is given."""
    if options.out:
        from grader.classroom.batch.results import check_folder

        check_folder(options.out)
    if bool(options.gradebook) != bool(options.assignment):
        text = _("--gradebook and --assignment belong together: which assignment, in which file?")
        raise UsageError(text)
    if options.gradebook:
        with _gradebook(options):
            pass


def write_places(
    options: "BatchOptions", course: Course, store: "Store", taken: Taken
) -> Iterator[str]:
    """Writes what was asked for, and says where. Raises `GraderError`."""
    if options.out:
        from grader.classroom.batch.results import write_results

        write_results(lambda: taken.results(store), options.out, course.points)
        yield _("results: {place}").format(place=options.out)
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


def _gradebook(options: "BatchOptions") -> "AbstractContextManager[ClassGradebook]":
    with needing("nbgrader"):
        from grader.jupyter.autograde.gradebook import open_gradebook
    assert options.assignment  # `check_places` has seen to both
    assert options.gradebook
    return open_gradebook(options.submissions.parent, options.assignment, options.gradebook)
