"""The messages between the batch and the workers of a cluster."""

from msgspec import Struct

from grader.classroom.batch.job_messages import JobFailed, JobGraded, Task
from grader.classroom.batch.schedule import Lost


class Terms(Struct, frozen=True):
    """How submissions are graded on a worker. `batch` is unlike that of every other batch."""

    batch: str
    barriers: bool
    seed: int
    language: str
    exercises: tuple[str, ...] = ()


class GradeRequest(Struct, frozen=True):
    """A submission that is to be graded."""

    terms: Terms
    task: Task


class Kit(Struct, frozen=True, tag="kit"):
    """The version of Dask, and what a grade depends on apart from the submission and the terms.

    `course` is the digest of the checks and the solutions, `level` that of the confinement.
    """

    version: str
    course: str
    level: str
    dask: str


Answer = JobGraded | Lost | JobFailed
Description = Kit | JobFailed
