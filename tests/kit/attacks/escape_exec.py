"""Replaces itself by another program and runs others, by name and by descriptor."""

import os
import subprocess
import sys

from accomplice import attempt_each

ECHO = ["/bin/echo", "hello"]


def stamp(*args, **kwargs):
    attempt_each(
        run=lambda: subprocess.run(ECHO, capture_output=True).stdout,
        shell=lambda: 1 // (os.system("true") == 0),
        popen=lambda: os.popen("echo hello").read() or 1 // 0,
        spawn=lambda: os.posix_spawn(ECHO[0], ECHO, {}),
        replaced=lambda: os.execv(sys.executable, [sys.executable, "-c", ""]),
        descriptor=lambda: os.execve(os.open(ECHO[0], os.O_RDONLY), ECHO, {}),
    )
