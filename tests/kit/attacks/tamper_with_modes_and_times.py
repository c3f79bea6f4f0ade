"""Changes modes, owners, times and attributes of files that are not its own."""

import os

from accomplice import KIT, NEIGHBOUR, attempt_each


def stamp(*args, **kwargs):
    victim = f"{NEIGHBOUR}/conv.py"
    attempt_each(
        chmod=lambda: os.chmod(victim, 0),
        folder=lambda: os.chmod(f"{KIT}/solutions", 0o777),
        opened=lambda: os.fchmod(os.open(os.__file__, os.O_RDONLY), os.stat(os.__file__).st_mode),
        owner=lambda: os.chown(victim, 0, 0),
        times=lambda: os.utime(victim, (1, 1)),
        attribute=lambda: os.setxattr(victim, "user.attacker", b"1"),
        attributes=lambda: os.removexattr(victim, "user.attacker"),
    )
