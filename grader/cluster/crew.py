"""The workers of a cluster as those who grade.

Each task is for one worker. Dask would give the tasks of a lost worker to others by itself, and
the batch would not know; so it is the batch's plan alone that tries them again.
"""

import time
import uuid
from collections.abc import Callable, Iterator
from math import inf
from queue import Empty, SimpleQueue

import msgspec
from distributed import Client, Future, KilledWorker
from msgspec import Struct

from grader.batch.messages import Failed, Graded, Task
from grader.batch.run import Lost
from grader.cluster.messages import Answer, Description, Kit, Order, Terms
from grader.cluster.remote import describe, grade
from grader.cluster.trouble import differences, no_answer, no_kit, no_workers, scheduler_gone
from grader.errors import CannotGrade
from grader.language import _

PER_THREAD = 2  # one that is graded, and one that is there when that is done
LOOK_SECONDS = 1.0
FETCH_SECONDS = 30.0
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
    """What a worker was asked: to grade a task, or what kit it has (`key` is None)."""

    worker: str
    key: str | None
    future: "Future[bytes]"


class ClusterCrew:
    """Has tasks graded by the workers that have the same kit, also those that come later."""

    def __init__(self, client: Client, terms: Terms, kit: Kit) -> None:
        self._client = client
        self._terms = terms
        self._kit = kit
        self._workers: dict[str, _Worker] = {}
        self._sent: dict[str, _Sent] = {}
        self._done: SimpleQueue[Future[bytes]] = SimpleQueue()
        self._looked = -inf
        self._last_seen = time.monotonic()

    def is_free(self) -> bool:
        return any(worker.load < 1 for worker in self._workers.values())

    def give(self, task: Task) -> None:
        address = min(self._workers, key=lambda each: self._workers[each].load)
        self._send(address, grade, Order(self._terms, task), task.key)

    def wait(self, seconds: float | None) -> list[Graded | Lost]:
        """Returns too when a worker becomes free where there was none.

        Raises `CannotGrade` where there are no workers, and `UsageError` where one is unfit.
        """
        end = inf if seconds is None else time.monotonic() + seconds
        was_free = self.is_free()
        while True:
            outcomes = [*self._look(), *self._hear(end - time.monotonic())]
            if outcomes or time.monotonic() >= end or self.is_free() > was_free:
                return outcomes

    def close(self) -> None:
        """Takes back what is on its way."""
        if self._sent:
            self._client.cancel([each.future for each in self._sent.values()], force=True)
        self._sent.clear()

    def _send(
        self, address: str, work: Callable[[bytes], bytes], message: Struct, key: str | None
    ) -> None:
        data = msgspec.msgpack.encode(message)
        name = f"{work.__name__}-{uuid.uuid4().hex}"
        future = self._client.submit(
            work, data, key=name, workers=[address], allow_other_workers=False
        )
        self._sent[name] = _Sent(address, key, future)
        self._workers[address].keys.append(name)
        future.add_done_callback(self._done.put)

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
            self._send(address, describe, self._terms, None)
        self._looked = time.monotonic()
        self._last_seen = now if there else self._last_seen
        if now - self._last_seen >= PATIENCE_SECONDS:
            raise no_workers(PATIENCE_SECONDS)

    def _lose(self, address: str) -> Iterator[Lost]:
        """Tells of what a lost worker had: only what it can have begun may be to blame."""
        worker = self._workers.pop(address)
        for place, dask_key in enumerate(worker.keys):
            sent = self._sent.pop(dask_key)
            sent.future.cancel()
            if sent.key is not None:
                why = _("the worker {worker} was lost").format(worker=address)
                yield Lost(sent.key, why, blamed=place < worker.threads)

    def _hear(self, seconds: float) -> Iterator[Graded | Lost]:
        """What has come of something that was sent, if that is known within this time."""
        try:
            key = str(self._done.get(timeout=max(0.0, min(seconds, LOOK_SECONDS))).key)
        except Empty:
            return
        sent = self._sent.pop(key, None)
        if sent is None:  # its worker was lost
            return
        worker = self._workers[sent.worker]
        worker.keys.remove(key)
        data = self._fetched(sent)
        if isinstance(data, Lost):
            yield data
        elif sent.key is None:
            self._examine(sent.worker, msgspec.msgpack.decode(data, type=Description))
        else:
            yield _outcome(sent.worker, msgspec.msgpack.decode(data, type=Answer))

    def _fetched(self, sent: _Sent) -> bytes | Lost:
        """What a worker has answered. It may be lost with its answer."""
        if sent.future.cancelled():
            raise scheduler_gone()
        try:
            data: bytes = sent.future.result(FETCH_SECONDS)
        except (KilledWorker, TimeoutError):
            if sent.key is None:
                raise no_answer(sent.worker) from None
            why = _("the worker {worker} was lost").format(worker=sent.worker)
            return Lost(sent.key, why, blamed=True)
        except Exception as error:
            raise no_kit(sent.worker, error) from error
        finally:
            sent.future.release()
        return data

    def _examine(self, address: str, description: Kit | Failed) -> None:
        """Accepts a worker that has the same kit. Raises `GraderError`."""
        if isinstance(description, Failed):
            raise _failed(address, description)
        if description != self._kit:
            raise differences(address, description, self._kit)
        self._workers[address].accepted = True


def _outcome(address: str, answer: Graded | Lost | Failed) -> Graded | Lost:
    if isinstance(answer, Failed):
        raise _failed(address, answer)
    return answer


def _failed(address: str, failed: Failed) -> CannotGrade:
    text = _("The worker {worker} cannot grade: {reason}")
    return CannotGrade(text.format(worker=address, reason=failed.why))
