"""What confinement costs: a fork with all barriers, and a whole grading with and without them.

python benchmarks/confinement.py [--rounds 50]
"""

import argparse
import statistics
import time

from rich.console import Console
from rich.table import Table

from grader.course.course import find_course
from grader.course.selection import select
from grader.grading.progress import Progress
from grader.grading.session import grade
from grader.sandbox.zygotes import open_zygotes
from grader.submission.submission import read_submission

EXERCISES = ["conv", "padding", "stride", "pooling"]
LABELS = {True: "full confinement", False: "limits only"}


def milliseconds(action, rounds: int) -> float:
    """The median duration of `action`."""
    durations = []
    for _ in range(rounds):
        began = time.perf_counter()
        action()
        durations.append((time.perf_counter() - began) * 1000)
    return statistics.median(durations)


def greeted(zygotes) -> None:
    """One worker from the order to its first word, which comes after the last barrier."""
    worker = zygotes.start("numpy")
    worker.channel.receive(10.0)
    worker.channel.close()
    worker.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    rounds = parser.parse_args().rounds
    course = find_course()
    solutions = read_submission(course.solutions, list(course.points))
    selection = select(course, EXERCISES)
    table = Table("workers with", "fork and confine", "grade of the solutions without cnn")
    with open_zygotes(True) as full, open_zygotes(False) as limits:
        medians = {}
        for barriers, zygotes in ((False, limits), (True, full)):
            greeted(zygotes)
            fork = milliseconds(lambda zygotes=zygotes: greeted(zygotes), rounds)
            reports = grade(course, [solutions] * rounds, selection, zygotes, Progress())
            medians[barriers] = 1000 * statistics.median(one.duration_s for one in reports)
            table.add_row(LABELS[barriers], f"{fork:.1f} ms", f"{medians[barriers]:.0f} ms")
    table.caption = f"ratio of the grades: {medians[True] / medians[False]:.2f}"
    Console().print(table)


if __name__ == "__main__":
    main()
