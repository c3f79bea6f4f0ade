"""The records that a store keeps of a batch."""

import zlib
from datetime import datetime

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from grader.records.report import Report


class Entry(Struct, frozen=True):
    """Something that was handed in: by whom, when (UTC), and where it lies in its folder.

    Two entries of one name are two submissions of one student, told apart by time and place.
    `dated_by` says whose word the time is: see `grader.classroom.batch.entries`.
    """

    name: str
    submitted_at: datetime
    place: str
    dated_by: str = ""


# A script, or the code cells of a notebook.
Source = bytes | tuple[bytes, ...]

# The assignment of which all exercises are.
EVERYTHING = ""

# The key of what holds nothing that could be graded.
NOTHING_FOUND = "nothing found"


class Grade(Struct, frozen=True):
    """A report of certain files, whoever handed them in: MessagePack, which keeps every number
    as it is (JSON has no NaN), compressed.

    `complete` is false where the grader itself failed somewhere: such a grade is not final.
    """

    score: float
    max_score: float
    duration_s: float
    complete: bool
    report: bytes


class Result(Struct, frozen=True):
    """The result of an entry: a report, or the `problem` that stands in its place.

    An entry without a `key` could not be read, and its score is 0. One with the key
    `NOTHING_FOUND` has no score. One with another key and no report was not graded, and that is a
    fault of the grader.
    """

    entry: Entry
    key: str | None
    problem: str | None
    report: Report | None

    @property
    def nothing_found(self) -> bool:
        """Whether there was nothing that could be graded."""
        return self.key == NOTHING_FOUND

    @property
    def is_faulty(self) -> bool:
        """Whether there is no report by a fault of the grader."""
        return self.report is None and self.key not in (None, NOTHING_FOUND)


def packed(report: Report) -> Grade:
    """A report made ready to be kept. It loses the name of the submission."""
    data = zlib.compress(msgspec.msgpack.encode(replace(report, submission="")))
    return Grade(report.score, report.max_score, report.duration_s, report.complete, data)


def unpacked(data: bytes, name: str) -> Report:
    """The report, whole and under this name."""
    report = msgspec.msgpack.decode(zlib.decompress(data), type=Report)
    return replace(report, submission=name)
