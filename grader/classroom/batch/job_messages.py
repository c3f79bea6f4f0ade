"""The messages between the batch and a grading process."""

from msgspec import Struct

from grader.classroom.store.records import Grade
from grader.records.report import HandedIn
from grader.sandbox.wire.messages import Source
from grader.submission.submission import Submission


class Setup(Struct, frozen=True, tag="setup"):
    """The first message to a grading process. `lines` are open descriptors by flavour.

    Without `exercises` all of them are graded.
    """

    root: str
    barriers: bool
    seed: int
    language: str
    lines: dict[str, int] = {}
    exercises: tuple[str, ...] = ()


class Task(Struct, frozen=True, tag="task"):
    """The files of a submission: what `Submission` has, and the key of the grade that is wanted."""

    key: str
    files: dict[str, Source]
    problems: dict[str, str]
    notes: tuple[str, ...] = ()
    looked_at: tuple[HandedIn, ...] = ()
    paths: dict[str, str] = {}


class Ready(Struct, frozen=True, tag="ready"):
    """The checks are collected."""


class JobGraded(Struct, frozen=True, tag="graded"):
    key: str
    grade: Grade


class JobFailed(Struct, frozen=True, tag="failed"):
    """The process cannot go on, and why."""

    why: str


ToJob = Setup | Task
FromJob = Ready | JobGraded | JobFailed


def task(key: str, submission: Submission) -> Task:
    return Task(
        key,
        dict(submission.files),
        dict(submission.problems),
        submission.notes,
        submission.looked_at,
        dict(submission.paths),
    )
