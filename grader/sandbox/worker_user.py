"""The ordinary user as whom workers run where root grades, as in Gradescope's container."""

import os
import sys

from grader.errors import CannotGrade
from grader.language import _

VARIABLE = "GRADER_WORKER_USER"


def worker_user() -> tuple[int, int] | None:
    """The user and the group that `GRADER_WORKER_USER` names; None where root does not grade.

    Raises `CannotGrade` for a user that does not exist, or is root.
    """
    name = os.environ.get(VARIABLE)
    if not name or sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    try:
        found = pwd.getpwnam(name)
    except KeyError:
        found = None
    if found is None or found.pw_uid == 0:
        text = _("{variable}={name}: there is no ordinary user of this name.")
        raise CannotGrade(text.format(variable=VARIABLE, name=name))
    return found.pw_uid, found.pw_gid
