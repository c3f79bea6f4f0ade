"""Of several hand-ins of one student the latest counts."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from grader.classroom.store.records import Result


def latest_of_each(results: Iterable[Result]) -> Iterator[tuple[Result, int]]:
    """For each student the result that counts, and how many there were before it.

    `results` come by name; no more than two of them are in memory.
    """
    for _name, of_student in groupby(results, lambda result: result.entry.name):
        yield _latest(of_student)


def _latest(results: Iterator[Result]) -> tuple[Result, int]:
    latest, earlier = next(results), 0
    for result in results:
        earlier += 1
        if result.entry.submitted_at >= latest.entry.submitted_at:
            latest = result
    return latest, earlier
