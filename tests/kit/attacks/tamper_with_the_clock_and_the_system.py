"""Sets the clock, the host's name, the keyring and the swap of the machine."""

import os
import time

from accomplice import attempt_each, system_call


def stamp(*args, **kwargs):
    name = os.uname().nodename.encode()
    attempt_each(
        clock=lambda: time.clock_settime(time.CLOCK_REALTIME, time.time()),
        name=lambda: system_call(170, name, len(name)),
        keyring=lambda: system_call(250, 1, 0),
        key=lambda: system_call(248, b"user", b"attacker", b"x", 1, -4),
        log=lambda: system_call(103, 3, b" " * 100, 100),
        quota=lambda: system_call(179, 0, b"/", 0, 0),
    )
