"""Connects to the scheduler of a cluster. What Dask logs and warns of is not shown."""

import logging
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from typing import Any

from distributed import Client

from grader.classroom.batch.job_messages import Setup
from grader.classroom.cluster.cluster_executor import ClusterExecutor
from grader.classroom.cluster.cluster_messages import Terms
from grader.classroom.cluster.remote import leave, own_kit
from grader.classroom.cluster.trouble import not_reached, other_dask

CONNECT_SECONDS = 10
LEAVE_SECONDS = 10


@contextmanager
def open_cluster(address: str, setup: Setup) -> Iterator[ClusterExecutor]:
    """The workers of the scheduler at an address. At the end all they still do is stopped.

    Raises `UsageError` where no scheduler of the same version of Dask answers.
    """
    batch = uuid.uuid4().hex
    terms = Terms(batch, setup.barriers, setup.seed, setup.language, setup.exercises)
    with _quiet(), _connected(address) as client:
        executor = ClusterExecutor(client, terms, own_kit(terms))
        try:
            yield executor
        finally:
            _leave(client, executor, terms.batch)


@contextmanager
def _quiet() -> Iterator[None]:
    shown = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        logging.disable(shown)


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        versions: Any = client.get_versions()
        theirs = versions["scheduler"]["packages"]["distributed"]
    except Exception as error:  # of many kinds: each transport has its own
        raise not_reached(address, error) from error
    try:
        if theirs != (ours := version("distributed")):
            raise other_dask(address, theirs, ours)
        yield client
    finally:
        with suppress(Exception):
            client.close(timeout=CONNECT_SECONDS)


def _leave(client: Client, executor: ClusterExecutor, batch: str) -> None:
    """Does nothing where the scheduler is gone."""
    with suppress(Exception):
        if client.status == "running":
            executor.close()
            client.run(leave, batch, on_error="ignore", callback_timeout=LEAVE_SECONDS)
