"""The errors of a cluster, each with a sentence on what to do."""

from importlib.metadata import version

from grader.classroom.cluster.cluster_messages import Kit
from grader.errors import CannotGrade, UsageError
from grader.language import _, plural
from grader.text import shortened

_LONGEST_REASON = 300


def not_reached(address: str, error: Exception) -> UsageError:
    """No scheduler answers."""
    text = _(
        "--cluster {address}: no connection to a Dask scheduler: {reason}.\n"
        "Start one with `dask scheduler`, of the same version as here (distributed {version}), "
        "and give the address that it says, such as tcp://HOST:8786."
    )
    said = text.format(address=address, reason=reason(error), version=version("distributed"))
    return UsageError(said)


def other_dask(address: str, theirs: str, ours: str) -> UsageError:
    """The scheduler is of another version."""
    text = _(
        "--cluster {address}: the scheduler has distributed {theirs}, here is {ours}.\n"
        "Install the same version on both: pip install distributed=={theirs}"
    )
    return UsageError(text.format(address=address, theirs=theirs, ours=ours))


def no_workers(seconds: float) -> CannotGrade:
    """There have been none for this time."""
    text = plural(
        "The cluster has had no workers for {seconds} second. Start some, in environments with "
        "this kit: dask worker ADDRESS",
        "The cluster has had no workers for {seconds} seconds. Start some, in environments with "
        "this kit: dask worker ADDRESS",
        int(seconds),
    )
    return CannotGrade(text.format(seconds=int(seconds)))


def scheduler_gone() -> CannotGrade:
    """The scheduler does not answer any more."""
    text = _(
        "The scheduler of the cluster is gone. The grades that came until now are kept; the "
        "same command goes on from there."
    )
    return CannotGrade(text)


def cannot_grade(worker: str, why: str) -> CannotGrade:
    """A worker has the kit, but its processes do not do."""
    text = _("The worker {worker} cannot grade: {reason}")
    return CannotGrade(text.format(worker=worker, reason=why))


def no_kit(worker: str, error: Exception) -> UsageError:
    """The kit's functions cannot even be found there."""
    text = _(
        "The kit does not run on the worker {worker} or on the scheduler: {reason}.\n"
        "Install this kit where they run: pip install -e '.[cluster]'"
    )
    return UsageError(text.format(worker=worker, reason=reason(error.__cause__ or error)))


def differences(worker: str, theirs: Kit, ours: Kit) -> UsageError:
    """A worker would grade by other rules."""
    pairs = {
        _("the version of the kit"): (theirs.version, ours.version),
        _("the checks and solutions (their digest)"): (theirs.course[:12], ours.course[:12]),
        _("the confinement"): (theirs.level, ours.level),
        _("the version of distributed"): (theirs.dask, ours.dask),
    }
    line = _("- {what}: there {theirs}, here {ours}")
    lines = (
        line.format(what=what, theirs=there, ours=here)
        for what, (there, here) in pairs.items()
        if there != here
    )
    text = _(
        "The worker {worker} would not give the same grades as this machine:\n"
        "{differences}\n"
        "Install the same kit there, and start the worker again; about the confinement, see "
        "python -m grader doctor."
    )
    return UsageError(text.format(worker=worker, differences="\n".join(lines)))


def reason(error: BaseException) -> str:
    """In one line what went wrong."""
    said = shortened(" ".join(str(error).split()), _LONGEST_REASON).rstrip(".")
    return said or type(error).__name__
