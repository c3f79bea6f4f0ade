"""Which barriers are raised here, and what to do where one is missing."""

import errno
import platform
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from grader.language import N_, _
from grader.records.report import Finding
from grader.sandbox.wire.messages import BARRIERS

RAISED, MISSING = "raised", "MISSING"


def barriers(missing: tuple[str, ...]) -> Iterator[Finding]:
    """Each barrier of a worker; one that is missing with what to do about it."""
    for name in BARRIERS:
        if name in missing:
            yield Finding(name, _(_REMEDIES[name](System())), MISSING)
        else:
            yield Finding(name, RAISED, "")


class System:
    """What this system says of itself."""

    def setting(self, name: str) -> str:
        """The value of a kernel setting; empty where there is none of that name."""
        try:
            return Path("/proc/sys", name).read_text(encoding="utf-8").strip()
        except OSError:
            return ""

    def in_container(self) -> bool:
        return any(Path(mark).exists() for mark in ("/.dockerenv", "/run/.containerenv"))

    def windows_linux(self) -> bool:
        """Whether Linux runs on Windows (WSL)."""
        return "microsoft" in self.setting("kernel/osrelease").lower()

    def landlock(self) -> int:
        """The error that asking for Landlock's version gives; 0 for none."""
        if sys.platform == "linux":
            from grader.sandbox.confinement.landlock import landlock_abi

            try:
                landlock_abi()
            except OSError as error:
                return error.errno or errno.ENOSYS
            return 0
        return errno.ENOSYS


def for_namespaces(system: System) -> str:
    """What keeps namespaces from workers, and how to change it."""
    if system.setting("kernel/apparmor_restrict_unprivileged_userns") == "1":
        return N_(
            "AppArmor keeps them from ordinary users (Ubuntu): "
            "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0"
        )
    if system.setting("kernel/unprivileged_userns_clone") == "0":
        return N_(
            "the kernel keeps them from ordinary users: "
            "sudo sysctl kernel.unprivileged_userns_clone=1"
        )
    if system.setting("user/max_user_namespaces") == "0":
        return N_("the kernel gives none: sudo sysctl user.max_user_namespaces=10000")
    if system.in_container():
        return N_(
            "the container's profile keeps them from programs: docker run "
            "--security-opt seccomp=unconfined --security-opt apparmor=unconfined"
        )
    if system.windows_linux():
        return N_("WSL 1 has none: wsl --set-version NAME 2")
    return N_("needs Linux 5.14 or newer with user namespaces (CONFIG_USER_NS)")


def for_landlock(system: System) -> str:
    """What keeps Landlock from workers, and how to change it."""
    if system.landlock() == errno.EOPNOTSUPP:
        return N_("it is switched off: add landlock to lsm= in the kernel's command line")
    if system.landlock() and system.windows_linux():
        return N_("the kernel of WSL is too old: wsl --update")
    return N_("needs Linux 6.2 or newer with Landlock; in a container, a Docker of 2023 or newer")


def for_seccomp(system: System) -> str:
    """What keeps the filter of system calls from workers."""
    if platform.machine() not in ("x86_64", "aarch64"):
        return N_("the list of system calls is for x86-64 and aarch64 alone")
    return N_("needs a kernel with CONFIG_SECCOMP_FILTER")


_REMEDIES: dict[str, Callable[[System], str]] = {
    "namespaces": for_namespaces,
    "landlock": for_landlock,
    "seccomp": for_seccomp,
}
