"""Keeps grades. Each is written whole, in one transaction, the moment it is known."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, Table, false, func, or_, select, true
from sqlalchemy.exc import SQLAlchemyError

from grader.classroom.store.opening import INSERT, connect, reason
from grader.classroom.store.records import EVERYTHING, Entry, Grade, Result, Source, unpacked
from grader.classroom.store.tables import grade, submission, work
from grader.errors import CannotGrade
from grader.language import _

_AT_ONCE = 100  # rows that are read in one go


class Store:
    """The grades of an assignment. Raises `CannotGrade` whenever it cannot be read or written.

    `place` is what a person calls it, without a password. Grades are shared by all assignments,
    for the key of one says what was graded.
    """

    def __init__(self, engine: Engine, place: str, assignment: str = EVERYTHING) -> None:
        self._engine = engine
        self.assignment = assignment
        self._insert = INSERT[engine.dialect.name]
        self.place = place

    def known(self, key: str, since: datetime | None = None) -> Grade | None:
        """The final grade of a key, if there is one (not older than `since`), without report."""
        wanted = select(grade.c.score, grade.c.max_score, grade.c.duration_s).where(
            grade.c.key == key,
            grade.c.complete,
            true() if since is None else grade.c.graded_at >= since,
        )
        with self._transaction() as connection:
            row = connection.execute(wanted).one_or_none()
        return None if row is None else Grade(row[0], row[1], row[2], True, b"")

    def keep(
        self,
        key: str,
        new: Grade,
        entries: Iterable[Entry],
        anew: bool = False,
        sources: Mapping[str, Source] | None = None,
    ) -> None:
        """Keeps a grade, whose it is and the files behind it.

        A final grade is only replaced by a final one, `anew`.
        """
        values = {name: getattr(new, name) for name in new.__struct_fields__}
        values |= {"key": key, "graded_at": datetime.now(UTC)}
        replaces = true() if anew and new.complete else false()
        with self._transaction() as connection:
            self._upsert(connection, grade, values, or_(~grade.c.complete, replaces))
            for entry in entries:
                self._note(connection, entry, key, None)
            self._keep_work(connection, key, sources)

    def note(
        self,
        entry: Entry,
        key: str | None,
        problem: str | None = None,
        sources: Mapping[str, Source] | None = None,
    ) -> None:
        """Keeps whose a grade is that is there already, or why there is none."""
        with self._transaction() as connection:
            self._note(connection, entry, key, problem)
            self._keep_work(connection, key, sources)

    def results(self) -> Iterator[Result]:
        """Yields the result of every entry, by name and time. One report is in memory at a time."""
        wanted = (
            select(submission, grade.c.report)
            .join(grade, grade.c.key == submission.c.key, isouter=True)
            .where(submission.c.assignment == self.assignment)
            .order_by(submission.c.name, submission.c.submitted_at, submission.c.place)
        )
        with self._transaction() as connection:
            for row in connection.execution_options(yield_per=_AT_ONCE).execute(wanted):
                entry = Entry(row.name, row.submitted_at, row.place, row.dated_by)
                report = unpacked(row.report, row.name) if row.report else None
                yield Result(entry, row.key, row.problem, report)

    def works(self) -> Iterator[tuple[str, str, Source]]:
        """Yields student, exercise and source of the files that each handed in last."""
        wanted = (
            select(submission.c.name, submission.c.submitted_at, work.c.sources)
            .join(work, work.c.key == submission.c.key)
            .where(submission.c.assignment == self.assignment)
            .order_by(submission.c.name, submission.c.submitted_at)
        )
        with self._transaction() as connection:
            rows = connection.execution_options(yield_per=_AT_ONCE).execute(wanted)
            for name, of_student in groupby(rows, lambda row: row.name):
                *_earlier, latest = of_student
                sources = msgspec.msgpack.decode(
                    zlib.decompress(latest.sources), type=dict[str, Source]
                )
                yield from ((name, exercise, source) for exercise, source in sources.items())

    def assignments(self) -> tuple[str, ...]:
        """The assignments of which something is kept, by name."""
        wanted = select(submission.c.assignment).distinct().order_by(submission.c.assignment)
        with self._transaction() as connection:
            return tuple(connection.execute(wanted).scalars())

    def of(self, assignment: str) -> "Store":
        """The same store, open for another assignment."""
        return Store(self._engine, self.place, assignment)

    def count(self) -> int:
        """How many grades there are."""
        with self._transaction() as connection:
            return connection.execute(select(func.count()).select_from(grade)).scalar_one()

    def _note(
        self, connection: Connection, entry: Entry, key: str | None, problem: str | None
    ) -> None:
        values = {name: getattr(entry, name) for name in entry.__struct_fields__}
        # The name of a file may be no text at all.
        values["place"] = entry.place.encode(errors="backslashreplace").decode()
        changed = or_(
            submission.c.key.is_distinct_from(key),
            submission.c.problem.is_distinct_from(problem),
            submission.c.dated_by != entry.dated_by,
        )
        values |= {"key": key, "problem": problem, "assignment": self.assignment}
        self._upsert(connection, submission, values, changed)

    def _keep_work(
        self, connection: Connection, key: str | None, sources: Mapping[str, Source] | None
    ) -> None:
        """Keeps the files behind a key, once."""
        if key and sources is not None:
            packed = zlib.compress(msgspec.msgpack.encode(dict(sources)))
            self._upsert(connection, work, {"key": key, "sources": packed}, false())

    def _upsert(
        self, connection: Connection, table: Table, values: dict[str, Any], replaces: Any
    ) -> None:
        """Inserts a row, or gives one that is there these values where it `replaces` them."""
        connection.execute(
            self._insert(table)
            .values(values)
            .on_conflict_do_update(
                index_elements=list(table.primary_key), set_=values, where=replaces
            )
        )

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            text = _(
                "The store {store} does not work any more: {reason}.\n"
                "What it took until now is kept. Once it works again, the same command goes on "
                "from there."
            )
            raise CannotGrade(text.format(store=self.place, reason=reason(error))) from error

    def close(self) -> None:
        self._engine.dispose()


@contextmanager
def open_store(where: str, assignment: str = EVERYTHING) -> Iterator[Store]:
    """The store in a file, or at the URL of a database, made where there is none.

    Raises `UsageError` where no grade could be kept there.
    """
    store = Store(*connect(where), assignment)
    try:
        yield store
    finally:
        store.close()
