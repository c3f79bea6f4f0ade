"""How much of a batch with the cnn exercise is TensorFlow's own work, in one run.

    python benchmarks/with_tensorflow.py [--submissions 2 8] [--rounds 3]

The time of one submission of all five exercises is the slope between a small batch and a larger
one, with one job. What its functions are asked (build, fit, predict) is then asked again in one
warm process, without grader, fork or barriers: that is TensorFlow's own work.
"""

import argparse
import statistics
import tempfile
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from batch import seconds, write
from rich.console import Console
from rich.table import Table

from grader.course.course import Course, find_course
from grader.course.selection import select
from grader.grading.progress import Progress
from grader.grading.session import grade
from grader.sandbox.zygotes import WorkerProcess, Zygotes
from grader.submission.submission import read_submission


class Listening(Zygotes):
    """Keeps what workers with TensorFlow are asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[object] = []

    def start(self, flavour: str) -> WorkerProcess:
        process = super().start(flavour)
        if flavour == "tensorflow":
            send = process.channel.send

            def heard(message: object, seconds: float | None = None) -> None:
                self.asked.append(message)
                send(message, seconds)

            process.channel.send = heard
        return process


def asked_of_tensorflow(course: Course) -> list[object]:
    """The requests of one grading of the solutions, the loading first."""
    zygotes = Listening()
    try:
        solutions = read_submission(course.solutions, list(course.points))
        (report,) = grade(course, [solutions], select(course, []), zygotes, Progress())
    finally:
        zygotes.close()
    assert report.score == 100.0
    return zygotes.asked


def answer_alone(asked: list[object], rounds: int, answer: Connection) -> None:
    """Does the same work again and again in this process, and sends the seconds of each round."""
    from grader.sandbox.wire.messages import Raised
    from grader.sandbox.worker.server import Server
    from grader.sandbox.worker.streams import capture_output
    from grader.sandbox.worker.zygote import import_libraries

    assert not import_libraries("tensorflow")
    capture = capture_output()
    spent = []
    for _ in range(rounds + 1):
        server = Server("tensorflow", capture, None)
        server.answer(asked[0])
        began = time.perf_counter()
        answers = [server.answer(request) for request in asked[1:]]
        spent.append(time.perf_counter() - began)
        assert not any(isinstance(each, Raised) for each in answers)
    answer.send(spent[1:])  # the first round warms up


def alone(asked: list[object], rounds: int) -> list[float]:
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=answer_alone, args=(asked, rounds, theirs))
    process.start()
    theirs.close()
    spent = ours.recv()
    process.join()
    return spent


def batch(course: Course, count: int) -> float:
    """The seconds of a batch of so many right submissions, no two of them equal."""
    files = {name: course.solutions / f"{name}.py" for name in course.points}
    solutions = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "class"
        write(folder, count, [solutions])
        return seconds(folder, jobs=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, nargs=2, default=[2, 8])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    course = find_course()
    few, many = options.submissions
    asked = asked_of_tensorflow(course)
    graded = [(batch(course, many) - batch(course, few)) / (many - few)
              for _ in range(options.rounds)]  # fmt: skip
    own = alone(asked, options.rounds)
    whole, inside = statistics.median(graded), statistics.median(own)
    table = Table("one submission of five exercises", "seconds", "rounds")
    for name, median, rounds in (
        ("graded in a batch", whole, graded),
        ("TensorFlow", inside, own),
    ):
        table.add_row(name, f"{median:.2f}", ", ".join(f"{each:.2f}" for each in rounds))
    beside = whole - inside
    table.caption = f"beside TensorFlow: {beside:.2f} s, {beside / whole:.0%} of all"
    Console().print(table)


if __name__ == "__main__":
    main()
