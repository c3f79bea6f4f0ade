"""Functions that the workers of a cluster run. They take bytes, return bytes and raise nothing.

The scheduler imports this module too, so it loads hardly anything by itself.
"""

import asyncio
import os
import traceback
from collections.abc import Callable
from importlib.metadata import version

import msgspec
from msgspec import Struct

from grader.classroom.batch.job_messages import JobFailed
from grader.classroom.cluster.cluster_messages import GradeRequest, Kit, Terms
from grader.errors import GraderError


async def describe(terms: bytes) -> bytes:
    """A `Description` of the kit on this worker, which meanwhile does its other work."""
    decoded = msgspec.msgpack.decode(terms, type=Terms)
    return await asyncio.to_thread(_answer, lambda: own_kit(decoded))


def grade(request: bytes) -> bytes:
    """The `Answer` to a `GradeRequest`."""
    return _answer(lambda: _graded(msgspec.msgpack.decode(request, type=GradeRequest)))


def leave(batch: str) -> None:
    """Ends what works for a batch here, without waiting for it."""
    from grader.classroom.cluster.worker_pool import pools

    pools().leave(batch)


def own_kit(terms: Terms) -> Kit:
    """The kit here. Raises `CannotGrade` where none of its processes starts."""
    from grader import __version__
    from grader.classroom.batch.key import course_digest
    from grader.course.course import find_course
    from grader.sandbox.levels import reached
    from grader.sandbox.zygotes import open_zygotes

    with open_zygotes(terms.barriers) as zygotes:
        level = reached(zygotes).level
    return Kit(__version__, course_digest(find_course()), level, version("distributed"))


def _answer(work: Callable[[], Struct]) -> bytes:
    try:
        answer = work()
    except GraderError as error:
        answer = JobFailed(str(error))
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(place.filename)}, line {place.lineno}"
        answer = JobFailed(f"{type(error).__name__}: {error} ({where})")
    return msgspec.msgpack.encode(answer)


def _graded(request: GradeRequest) -> Struct:
    from grader.classroom.cluster.worker_pool import pools

    return pools().pool(request.terms).grade(request.task)
