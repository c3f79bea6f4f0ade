"""What is on its way: which grade is waited for by whom, and what is to be tried once more."""

from collections import deque

from msgspec import Struct

from grader.batch.messages import Task
from grader.store.records import Entry

MAX_LOSSES = 2


class Wait(Struct):
    """A task, the entries that its grade is for, and how often a process was lost over it."""

    task: Task
    entries: list[Entry]
    losses: int = 0


class Plan:
    """Equal files are graded once; a task that costs two processes is given up."""

    def __init__(self) -> None:
        self._waits: dict[str, Wait] = {}
        self._again: deque[Task] = deque()

    def __len__(self) -> int:
        return len(self._waits)

    def joins(self, key: str, entry: Entry) -> bool:
        """Whether this grade is on its way already; then it is for the entry too."""
        if key not in self._waits:
            return False
        self._waits[key].entries.append(entry)
        return True

    def add(self, task: Task, entry: Entry) -> None:
        self._waits[task.key] = Wait(task, [entry])

    def again(self) -> Task | None:
        """A task that is to be given to another process."""
        return self._again.popleft() if self._again else None

    def graded(self, key: str) -> list[Entry]:
        """The entries that waited for this grade."""
        return self._waits.pop(key).entries

    def lost(self, key: str, blamed: bool) -> list[Entry]:
        """The entries that are given up, or none, for the task is tried again.

        It is `blamed` if its process ended while it was the one that was judged.
        """
        wait = self._waits[key]
        wait.losses += blamed
        if wait.losses >= MAX_LOSSES:
            return self.graded(key)
        self._again.append(wait.task)
        return []
