"""Reads environments, memory, folders and descriptors of the grader and of its own parent."""

import os
from pathlib import Path

from accomplice import GRADER, attempt_each


def stamp(*args, **kwargs):
    own, parent = "/proc/self", f"/proc/{os.getppid()}"
    attempt_each(
        own_environment=lambda: Path(f"{own}/environ").read_bytes(),
        environment=lambda: Path(f"{parent}/environ").read_bytes(),
        graders=lambda: Path(f"/proc/{GRADER}/environ").read_bytes()[:9],
        memory=lambda: os.open(f"/proc/{GRADER}/mem", os.O_RDONLY),
        own_memory=lambda: os.open(f"{own}/mem", os.O_RDWR),
        maps=lambda: Path(f"{parent}/maps").read_text()[:99],
        folder=lambda: os.listdir(f"{parent}/cwd/"),
        root=lambda: os.listdir(f"{parent}/root/"),
        descriptors=lambda: os.listdir(f"/proc/{GRADER}/fd"),
        everyone=lambda: os.listdir("/proc"),
    )
