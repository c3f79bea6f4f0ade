"""Lifts its own limits, and lowers those of the grader and of its parent."""

import os
import resource

from accomplice import GRADER, attempt_each

ALL = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


def stamp(*args, **kwargs):
    core, files = resource.RLIMIT_CORE, resource.RLIMIT_NOFILE
    attempt_each(
        memory=lambda: resource.setrlimit(resource.RLIMIT_AS, ALL),
        time=lambda: resource.setrlimit(resource.RLIMIT_CPU, ALL),
        size=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, ALL),
        parents=lambda: resource.prlimit(os.getppid() or int(GRADER), files),
        graders=lambda: resource.prlimit(int(GRADER), core, resource.prlimit(int(GRADER), core)),
    )
