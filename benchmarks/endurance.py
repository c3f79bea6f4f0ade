"""What is left of many gradings in one process: memory, descriptors, processes.

python benchmarks/endurance.py [--grades 300]
"""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from grader.course.course import find_course
from grader.course.selection import select
from grader.grading.progress import Progress
from grader.grading.session import grade
from grader.sandbox.zygotes import open_zygotes
from grader.submission.submission import Submission, read_submission

EVERY = 30


def resident() -> float:
    """MiB of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 2**20


def zombies() -> int:
    """Processes that ended and were not waited for."""
    states = (
        path.read_text().rpartition(")")[2].split() for path in Path("/proc").glob("[0-9]*/stat")
    )
    return sum(state[0] == "Z" for state in states)


def counted(submission: Submission, grades: int) -> Iterator[Submission]:
    """The submission again and again, with a line of figures now and then."""
    for number in range(grades + 1):
        if number % EVERY == 0:
            files = len(os.listdir("/proc/self/fd"))
            left = f"{resident():6.1f} MiB, {files} descriptors, {zombies()} zombies"
            print(f"{number:4} grades: {left}")
        if number < grades:
            yield submission


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--grades", type=int, default=300)
    grades = parser.parse_args().grades
    course = find_course()
    submission = read_submission(course.solutions, list(course.points))
    selection = select(course, ["conv", "padding", "stride", "pooling"])
    with open_zygotes() as zygotes:
        grade(course, counted(submission, grades), selection, zygotes, Progress())


if __name__ == "__main__":
    main()
