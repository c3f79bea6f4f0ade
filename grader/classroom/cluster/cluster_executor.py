"""The workers of a cluster as those who grade.

Each task is for one worker. Dask would give the tasks of a lost worker to others by itself, and
the batch would not know; so it is the batch's plan alone that tries them again.
"""

import time
import uuid
from collections.abc import Iterator
from concurrent.futures import Future as Asked
from concurrent.futures import ThreadPoolExecutor
from math import inf
from queue import Empty, SimpleQueue

import msgspec
from distributed import Client, Future, KilledWorker
from msgspec import Struct

from grader.classroom.batch.job_messages import JobFailed, JobGraded, Task
from grader.classroom.batch.schedule import Lost
from grader.classroom.cluster.cluster_messages import Answer, Description, GradeRequest, Kit, Terms
from grader.classroom.cluster.remote import describe, grade
from grader.classroom.cluster.trouble import (
    cannot_grade,
    differences,
    no_kit,
    no_workers,
    scheduler_gone,
)
from grader.language import _

PER_THREAD = 2  # one that is graded, and one that is there when that is done
LOOK_SECONDS = 1.0
ASKED_AT_ONCE = 32
ASK_SECONDS = 60
FETCH_SECONDS = 10.0
PATIENCE_SECONDS = 30.0


class _Worker(Struct):
    """A worker with its threads, and the Dask keys of what it has, the oldest first."""

    threads: int
    accepted: bool = False
    keys: list[str] = []

    @property
    def load(self) -> float:
        return len(self.keys) / (PER_THREAD * self.threads) if self.accepted else inf


class _Sent(Struct, frozen=True):
    """A task that a worker has, with its key."""

    worker: str
    key: str
    future: "Future[bytes]"


class ClusterExecutor:
    """Has tasks graded by the workers that have the same kit, also those that come later."""

    def __init__(self, client: Client, terms: Terms, kit: Kit) -> None:
        self._client = client
        self._terms = terms
        self._kit = kit
        self._workers: dict[str, _Worker] = {}
        self._sent: dict[str, _Sent] = {}  # by Dask keys
        self._asked: dict[str, Asked[dict[str, bytes]]] = {}  # what kit they have, by addresses
        self._asking = ThreadPoolExecutor(ASKED_AT_ONCE)
        self._done: SimpleQueue[str] = SimpleQueue()
        self._looked = -inf
        self._last_seen = time.monotonic()

    def is_free(self) -> bool:
        return any(worker.load < 1 for worker in self._workers.values())

    def give(self, task: Task) -> None:
        address = min(self._workers, key=lambda each: self._workers[each].load)
        request = msgspec.msgpack.encode(GradeRequest(self._terms, task))
        name = f"grade-{uuid.uuid4().hex}"
        future = self._client.submit(
            grade, request, key=name, workers=[address], allow_other_workers=False
        )
        self._sent[name] = _Sent(address, task.key, future)
        self._workers[address].keys.append(name)
        future.add_done_callback(lambda _: self._done.put(name))

    def wait(self, seconds: float | None) -> list[JobGraded | Lost]:
        """Returns too when a worker becomes free where there was none.

        Raises `CannotGrade` where there are no workers, and `UsageError` where one is unfit.
        """
        end = inf if seconds is None else time.monotonic() + seconds
        was_free = self.is_free()
        while True:
            outcomes = [*self._look(), *self._hear(end - time.monotonic())]
            came_free = self.is_free() and not was_free
            if outcomes or came_free or time.monotonic() >= end:
                return outcomes

    def close(self) -> None:
        """Takes back what is on its way."""
        self._asking.shutdown(wait=False, cancel_futures=True)
        if self._sent:
            self._client.cancel([each.future for each in self._sent.values()], force=True)
        self._sent.clear()

    def _look(self) -> Iterator[Lost]:
        """Finds out now and then which workers have come and which are lost."""
        now = time.monotonic()
        if now - self._looked < LOOK_SECONDS:
            return
        try:
            there = self._client.nthreads()
        except (OSError, ValueError, RuntimeError) as error:
            raise scheduler_gone() from error
        for address in self._workers.keys() - there.keys():
            yield from self._lose(address)
        for address in there.keys() - self._workers.keys():
            self._workers[address] = _Worker(there[address])
            self._ask(address)
        self._looked = time.monotonic()
        self._last_seen = now if there else self._last_seen
        if now - self._last_seen >= PATIENCE_SECONDS:
            raise no_workers(PATIENCE_SECONDS)

    def _ask(self, address: str) -> None:
        """Has a worker tell which kit it has.

        That is no task of Dask's, for a worker that is sent one without having the kit breaks down.
        """
        terms = msgspec.msgpack.encode(self._terms)
        asked = self._asking.submit(
            self._client.run, describe, terms, workers=[address], callback_timeout=ASK_SECONDS
        )
        self._asked[address] = asked
        asked.add_done_callback(lambda _: self._done.put(address))

    def _lose(self, address: str) -> Iterator[Lost]:
        """Tells of what a lost worker had: only what it can have begun may be to blame."""
        worker = self._workers.pop(address)
        self._asked.pop(address, None)
        for place, name in enumerate(worker.keys):
            sent = self._sent.pop(name)
            sent.future.cancel()
            yield _lost(sent, blamed=place < worker.threads)

    def _hear(self, seconds: float) -> Iterator[JobGraded | Lost]:
        """Yields the next outcome, if one arrives within this time."""
        try:
            name = self._done.get(timeout=max(0.0, min(seconds, LOOK_SECONDS)))
        except Empty:
            return
        if asked := self._asked.pop(name, None):
            self._examine(name, asked)
        elif sent := self._sent.pop(name, None):  # else its worker was lost
            self._workers[sent.worker].keys.remove(name)
            yield self._outcome(sent)

    def _outcome(self, sent: _Sent) -> JobGraded | Lost:
        """Fetches the answer to a task. A worker may be lost with its answer."""
        if sent.future.cancelled():
            raise scheduler_gone()
        try:
            data = sent.future.result(FETCH_SECONDS)
        except (KilledWorker, TimeoutError):
            return _lost(sent, blamed=True)
        except Exception as error:
            raise no_kit(sent.worker, error) from error
        finally:
            sent.future.release()
        answer: JobGraded | Lost | JobFailed = msgspec.msgpack.decode(data, type=Answer)
        if isinstance(answer, JobFailed):
            raise cannot_grade(sent.worker, answer.why)
        return answer

    def _examine(self, address: str, asked: "Asked[dict[str, bytes]]") -> None:
        """Accepts a worker that has the same kit. Raises `GraderError`."""
        try:
            data = asked.result()[address]
        except OSError:  # it did not answer; if it is still there, it is asked again
            del self._workers[address]
            return
        except Exception as error:
            raise no_kit(address, error) from error
        description = msgspec.msgpack.decode(data, type=Description)
        if isinstance(description, JobFailed):
            raise cannot_grade(address, description.why)
        if description != self._kit:
            raise differences(address, description, self._kit)
        self._workers[address].accepted = True


def _lost(sent: _Sent, blamed: bool) -> Lost:
    why = _("the worker {worker} was lost").format(worker=sent.worker)
    return Lost(sent.key, why, blamed)
