"""Finds out how well workers are shut in on this system, by asking one."""

from grader.errors import CannotGrade
from grader.language import N_, _
from grader.records.report import Confinement, Level
from grader.sandbox.wire.channel import ChannelClosed, ChannelRubbish, ChannelTimeout
from grader.sandbox.wire.messages import BARRIERS, Confined
from grader.sandbox.zygotes import START_SECONDS, Zygotes

_GIVEN_BY = {
    "namespaces": N_("unprivileged user namespaces of the kernel"),
    "landlock": N_("Landlock in the kernel (6.2 or newer, and switched on)"),
    "seccomp": N_("seccomp in the kernel, on x86-64 or aarch64"),
}


def confinement(missing: frozenset[str]) -> Confinement:
    """The level that workers without these barriers reach."""
    names = tuple(name for name in BARRIERS if name in missing)
    level: Level = "full" if not names else "none" if names == BARRIERS else "partial"
    return Confinement(level, names)


def reached(zygotes: Zygotes) -> Confinement:
    """The level that a worker reaches here. Raises `CannotGrade` if none starts."""
    worker = zygotes.start("numpy")
    try:
        greeting = worker.channel.receive(START_SECONDS)
    except (ChannelClosed, ChannelRubbish, ChannelTimeout) as error:
        text = _("A worker process does not start: python -m grader doctor")
        raise CannotGrade(text) from error
    finally:
        worker.channel.close()
        worker.stop()
    missing = greeting.missing if isinstance(greeting, Confined) else BARRIERS
    return confinement(frozenset(missing))


def require_full(zygotes: Zygotes) -> None:
    """Raises `CannotGrade`, with what is missing, unless workers are fully confined."""
    missing = reached(zygotes).missing
    if missing:
        needs = "; ".join(_(_GIVEN_BY[name]) for name in missing)
        text = _(
            "--confine required: this system does not give {barriers}.\n"
            "Needed: {needs}. See python -m grader doctor."
        )
        raise CannotGrade(text.format(barriers=", ".join(missing), needs=needs))
