"""The tables of a store, layout 2.

grade        a report for each key, which stands for all that a grade depends on
submission   who handed in what and when for which assignment, with the key of what was graded
work         the files behind a key, to find what is alike
layout       one row: the number of this layout
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
)

LAYOUT = 2


class Moment(TypeDecorator[datetime]):
    """A time in UTC. SQLite keeps none of the zone, so it is added again."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        return value and value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if isinstance(value, datetime) and value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value  # type: ignore[no-any-return]


TABLES = MetaData()

layout = Table("layout", TABLES, Column("version", Integer, primary_key=True, autoincrement=False))

grade = Table(
    "grade",
    TABLES,
    Column("key", String(64), primary_key=True),
    Column("score", Float, nullable=False),
    Column("max_score", Float, nullable=False),
    Column("duration_s", Float, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("report", LargeBinary, nullable=False),
    Column("graded_at", Moment, nullable=False),
)

# Sources as MessagePack, compressed: what was handed in, whoever did.
work = Table(
    "work",
    TABLES,
    Column("key", String(64), primary_key=True),
    Column("sources", LargeBinary, nullable=False),
)

# There is no foreign key: a submission that could not be graded has a key and no grade.
submission = Table(
    "submission",
    TABLES,
    Column("assignment", String, primary_key=True, server_default=""),
    Column("name", String, primary_key=True),
    Column("place", String, primary_key=True),
    Column("submitted_at", Moment, primary_key=True),
    Column("dated_by", String, nullable=False, server_default=""),
    Column("key", String(64)),
    Column("problem", String),
    Index("submission_key", "key"),
)
