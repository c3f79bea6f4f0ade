"""Connects to the scheduler of a cluster. What Dask logs and warns of is not shown."""

import logging
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import distributed
from distributed import Client

from grader.batch.key import Conditions
from grader.cluster.crew import ClusterCrew
from grader.cluster.messages import Kit, Terms
from grader.cluster.remote import leave
from grader.cluster.trouble import not_reached, other_dask

CONNECT_SECONDS = 10


@contextmanager
def open_cluster(address: str, conditions: Conditions, barriers: bool) -> Iterator[ClusterCrew]:
    """The workers of the scheduler at an address. At the end all they still do is stopped.

    Raises `UsageError` where no scheduler of the same version of Dask answers.
    """
    terms = Terms(uuid.uuid4().hex, barriers, conditions.seed, conditions.language)
    dask = distributed.__version__
    kit = Kit(conditions.version, conditions.course, conditions.level, dask)
    with _quiet(), _connected(address) as client:
        _require_same(address, client, dask)
        crew = ClusterCrew(client, terms, kit)
        try:
            yield crew
        finally:
            _leave(client, crew, terms.batch)


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
    except Exception as error:  # of many kinds: each transport has its own
        raise not_reached(address, error) from error
    try:
        yield client
    finally:
        with suppress(Exception):
            client.close(timeout=CONNECT_SECONDS)


def _require_same(address: str, client: Client, ours: str) -> None:
    theirs = client.get_versions()["scheduler"]["packages"]["distributed"]
    if theirs != ours:
        raise other_dask(address, theirs, ours)


def _leave(client: Client, crew: ClusterCrew, batch: str) -> None:
    """Does nothing where the scheduler is gone."""
    with suppress(Exception):
        if client.status == "running":
            crew.close()
            client.run(leave, batch, on_error="ignore")
