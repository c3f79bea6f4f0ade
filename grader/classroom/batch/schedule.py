"""The course of a batch: entry after entry is read, graded by an executor, and kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from grader.classroom.batch.job_messages import JobGraded, Task, task
from grader.classroom.batch.pending import PendingTasks
from grader.classroom.batch.reading import ReadEntry
from grader.classroom.store.records import NOTHING_FOUND, Entry, Grade
from grader.language import _
from grader.records.tally import EntryState, Happened
from grader.sandbox.wire.messages import Source

Sources = Mapping[str, Source]  # by exercise


class Lost(Struct, frozen=True, tag="lost"):
    """A task whose process was lost, and why; not `blamed` if it had not begun to judge."""

    key: str
    why: str
    blamed: bool


class Executor(Protocol):
    """Grades tasks somewhere: in processes of this machine, or on a cluster."""

    def is_free(self) -> bool:
        """Whether another task can be given."""

    def give(self, task: Task) -> None:
        """Has a task graded."""

    def wait(self, seconds: float | None) -> Iterable[JobGraded | Lost]:
        """Returns the outcomes of tasks; waits for the first one, at most `seconds`."""


class GradeStore(Protocol):
    """Where grades are kept. See `grader.classroom.store.store`."""

    def known(self, key: str, since: datetime | None = None) -> Grade | None:
        """The final grade of a key."""

    def keep(
        self,
        key: str,
        new: Grade,
        entries: Iterable[Entry],
        anew: bool = False,
        sources: Sources | None = None,
    ) -> None:
        """Keeps a grade, whose it is and the files behind it."""

    def note(
        self,
        entry: Entry,
        key: str | None,
        problem: str | None = None,
        sources: Sources | None = None,
    ) -> None:
        """Keeps whose a grade is and the files behind it, or why there is none."""


class Batch:
    """Grades what is not graded yet; where a time `anew` is given, not since then.

    No more is in memory than what is on its way: what is known is kept, told and forgotten.
    """

    def __init__(
        self,
        executor: Executor,
        store: GradeStore,
        tell: Callable[[Happened], None],
        anew: datetime | None,
    ) -> None:
        self._executor = executor
        self._store = store
        self._tell = tell
        self._anew = anew
        self._pending = PendingTasks()

    def run(self, coming: Iterator[ReadEntry]) -> None:
        """Grades all that comes. Raises `GraderError` when no more can be graded or kept.

        One task is always ready, and is given out before what is known is kept: nobody waits for
        a disk.
        """
        more, outcomes = True, list[JobGraded | Lost]()
        while more or self._pending:
            if self._can_give:
                self._executor.give(self._pending.next())
            for outcome in outcomes:
                self._settle(outcome)
            if more and not self._pending.has_next:
                read = next(coming, None)
                more = read is not None and self._take(read)
            busy = self._can_give or (more and not self._pending.has_next)
            outcomes = list(self._executor.wait(0 if busy else None)) if self._pending else []

    @property
    def _can_give(self) -> bool:
        return self._pending.has_next and self._executor.is_free()

    def _take(self, read: ReadEntry) -> bool:
        """Plans to grade an entry, where that is not done yet."""
        entry, key, submission = read.entry, read.key, read.submission
        if submission is None or key is None:
            self._store.note(entry, key, read.problem)
            states = {None: EntryState.UNREADABLE, NOTHING_FOUND: EntryState.NOTHING_FOUND}
            state = states.get(key, EntryState.FAULTY)
            self._tell(Happened(entry.name, state, problem=read.problem))
        elif known := self._store.known(key, self._anew):
            self._store.note(entry, key, sources=submission.files)
            self._tell(_happened(entry, EntryState.REUSED, known))
        elif not self._pending.joins(key, entry):
            self._pending.add(task(key, submission), entry)
        return True

    def _settle(self, outcome: JobGraded | Lost) -> None:
        if isinstance(outcome, Lost):
            for entry in self._pending.lost(outcome.key, outcome.blamed):
                self._store.note(entry, outcome.key, outcome.why)
                self._tell(Happened(entry.name, EntryState.FAULTY, problem=outcome.why))
            return
        wait, grade = self._pending.graded(outcome.key), outcome.grade
        entries, sources = wait.entries, wait.task.files
        self._store.keep(outcome.key, grade, entries, self._anew is not None, sources)
        for number, entry in enumerate(entries):
            state = EntryState.REUSED if number else EntryState.GRADED
            self._tell(_happened(entry, state if grade.complete else EntryState.FAULTY, grade))


def _happened(entry: Entry, state: EntryState, grade: Grade) -> Happened:
    problem = _("a check could not be judged") if state is EntryState.FAULTY else ""
    return Happened(entry.name, state, grade.score, grade.max_score, grade.duration_s, problem)
