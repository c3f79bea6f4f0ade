"""Connects to a store, and finds out at once whether it can be written to."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, func, inspect, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    IntegrityError,
    NoSuchModuleError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.schema import CreateIndex, CreateTable

from grader.classroom.store.tables import LAYOUT, TABLES, layout, submission
from grader.errors import UsageError
from grader.language import _

INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_FOREIGN = -1
FIRST_LAYOUT = 1  # of which nothing had an assignment
BUSY_SECONDS = 60.0  # another batch writes for milliseconds at a time


def connect(where: str) -> tuple[Engine, str]:
    """The engine of a store that is known to take grades, and what to call it.

    Raises `UsageError`.
    """
    url = _url(where)
    place = url.database or "" if url.drivername == "sqlite" else url.render_as_string()
    engine = _engine(url)
    try:
        version = _version(engine)
        if version == FIRST_LAYOUT:
            _bring_up_to_date(engine)
            version = LAYOUT
        if version == LAYOUT:
            _prepare(engine)
    except SQLAlchemyError as error:
        engine.dispose()
        text = _(
            "No grades can be kept in {store}: {reason}.\n"
            "Name a file in a folder that you may write to, or the URL of a PostgreSQL database: "
            "--store postgresql+psycopg://USER@HOST/DATABASE"
        )
        raise UsageError(text.format(store=place, reason=reason(error))) from error
    if version == _FOREIGN:
        engine.dispose()
        text = _("{store} is a database of something else. Name another file: --store")
        raise UsageError(text.format(store=place))
    if version != LAYOUT:
        engine.dispose()
        text = _(
            "The store {store} was made by another version of the kit (layout {theirs}, here "
            "{ours}). Use that version, or another --store."
        )
        raise UsageError(text.format(store=place, theirs=version, ours=LAYOUT))
    return engine, place


def reason(error: SQLAlchemyError) -> str:
    """In one line what the database said."""
    said = str(getattr(error, "orig", None) or error).strip()
    return said.splitlines()[0].rstrip(".") if said else type(error).__name__


def _url(where: str) -> URL:
    if "://" not in where:
        return URL.create("sqlite", database=str(Path(where).absolute()))
    try:
        return make_url(where)
    except ArgumentError as error:
        text = _("--store {store} is not the URL of a database.")
        raise UsageError(text.format(store=where)) from error


def _engine(url: URL) -> Engine:
    kind = url.get_backend_name()
    if kind not in INSERT:
        text = _("--store: grades are kept in SQLite or PostgreSQL, not in {kind}.")
        raise UsageError(text.format(kind=kind))
    arguments = {"timeout": BUSY_SECONDS} if kind == "sqlite" else {}
    try:
        engine = create_engine(url, connect_args=arguments)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        text = _(
            "--store {store}: the driver of this database is not installed ({reason}).\n"
            "In the kit's folder: pip install -e '.[postgres]'"
        )
        raise UsageError(text.format(store=url.render_as_string(), reason=error)) from error
    if kind == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=FULL")  # what is committed is on the disk


def _prepare(engine: Engine) -> None:
    """Makes the tables where there are none, and writes, to see whether that is possible."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:  # who reads does not keep others from writing
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    try:
        _make_tables(engine)
    except (IntegrityError, ProgrammingError):  # PostgreSQL, when another batch makes them too
        _make_tables(engine)


def _bring_up_to_date(engine: Engine) -> None:
    """Makes a store of the first layout one of ours, all at once or not at all."""
    kept = "name, place, submitted_at, key, problem"
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # pysqlite begins too late for DDL
        else:
            connection.exec_driver_sql(f"LOCK TABLE {layout.name}")
        if connection.execute(select(func.max(layout.c.version))).scalar_one() != FIRST_LAYOUT:
            return  # another batch has done it meanwhile
        connection.exec_driver_sql(
            f"CREATE TABLE submission_before AS SELECT {kept} FROM submission"
        )
        connection.exec_driver_sql("DROP TABLE submission")
        connection.execute(CreateTable(submission))
        connection.exec_driver_sql(
            f"INSERT INTO submission ({kept}) SELECT {kept} FROM submission_before"
        )
        connection.exec_driver_sql("DROP TABLE submission_before")
        connection.execute(update(layout).values(version=LAYOUT))


def _make_tables(engine: Engine) -> None:
    with engine.begin() as connection:
        # The mark of a store comes first: whoever is stopped here must know it again.
        for table in (layout, *TABLES.sorted_tables):
            connection.execute(CreateTable(table, if_not_exists=True))
        for index in submission.indexes:
            connection.execute(CreateIndex(index, if_not_exists=True))
        insert = INSERT[engine.dialect.name]
        connection.execute(insert(layout).values(version=LAYOUT).on_conflict_do_nothing())
        connection.execute(update(layout).values(version=LAYOUT))


def _version(engine: Engine) -> int:
    """The layout of the store, ours where there is none yet; `_FOREIGN` if it is something else."""
    tables = set(inspect(engine).get_table_names())
    if layout.name not in tables:
        others = tables if engine.dialect.name == "sqlite" else tables & set(TABLES.tables)
        return _FOREIGN if others else LAYOUT
    with engine.begin() as connection:
        versions = connection.execute(select(layout.c.version)).scalars().all()
    return max(versions, default=LAYOUT)
