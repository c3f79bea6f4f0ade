"""The tasks of a batch that are not done: which entries wait for each, and which comes next."""

from collections import deque

from msgspec import Struct

from grader.classroom.batch.job_messages import Task
from grader.classroom.store.records import Entry

MAX_LOSSES = 2


class Wait(Struct):
    """A task, the entries that its grade is for, and how many processes were lost over it."""

    task: Task
    entries: list[Entry]
    losses: int = 0


class PendingTasks:
    """Equal files are graded once; a task that costs two processes is given up."""

    def __init__(self) -> None:
        self._waits: dict[str, Wait] = {}
        self._next: deque[Task] = deque()

    def __len__(self) -> int:
        return len(self._waits)

    @property
    def has_next(self) -> bool:
        return bool(self._next)

    def next(self) -> Task:
        """A task that nobody has yet, or whose process was lost."""
        return self._next.popleft()

    def joins(self, key: str, entry: Entry) -> bool:
        """Whether this grade is on its way already; then it is for the entry too."""
        if key not in self._waits:
            return False
        self._waits[key].entries.append(entry)
        return True

    def add(self, task: Task, entry: Entry) -> None:
        self._waits[task.key] = Wait(task, [entry])
        self._next.append(task)

    def graded(self, key: str) -> Wait:
        """The task, which is done, and the entries that waited for it."""
        return self._waits.pop(key)

    def lost(self, key: str, blamed: bool) -> list[Entry]:
        """The entries that are given up, or none, for the task is tried again.

        It is `blamed` unless its process ended before it was judged.
        """
        wait = self._waits[key]
        wait.losses += blamed
        if wait.losses >= MAX_LOSSES:
            return self.graded(key).entries
        self._next.append(wait.task)
        return []
