"""How many submissions a second a batch grades with one job and with two, side by side in one run.

    python benchmarks/batch.py [--submissions 200] [--rounds 3] [--exercises conv padding ...]

One class is all right, of another two thirds have a mistake each, for which a diagnosis is sought.
No two submissions are equal. The time is that of the whole command, from its start to its summary,
with a new store each time.
"""

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
KIT = ROOT / "tests" / "kit"
NUMPY = ["conv", "padding", "stride", "pooling"]
JOBS = (1, 2)

sys.path.insert(0, str(KIT))
from mutation import mutants, plain  # noqa: E402


def right(exercises: list[str]) -> list[dict[str, str]]:
    """Right submissions, by exercise, in two hands."""
    solutions = {name: ROOT / "solutions" / f"{name}.py" for name in exercises}
    return [
        {name: plain()[name] for name in exercises},
        {name: file.read_text(encoding="utf-8") for name, file in solutions.items()},
    ]


def mixed(exercises: list[str]) -> list[dict[str, str]]:
    """The same, and twice as many with one mistake."""
    hands = right(exercises)
    wrong = [each for each in mutants() if each.exercise in exercises]
    made = [hands[0] | {each.exercise: each.source} for each in wrong]
    made += [hands[place % 2] for place in range(len(wrong) // 2)]
    random.Random(0).shuffle(made)  # so that any number of them has mistakes of all kinds
    return made


def write(folder: Path, number: int, sources: list[dict[str, str]]) -> None:
    """A folder of so many submissions."""
    for place, files in zip(range(number), cycle(sources), strict=False):
        student = folder / f"student{place:05}"
        student.mkdir(parents=True)
        for name, source in files.items():
            (student / f"{name}.py").write_text(f"{source}\n# {place}\n", encoding="utf-8")


def seconds(folder: Path, jobs: int) -> float:
    """The wall time of a batch with a new store."""
    with tempfile.TemporaryDirectory() as place:
        store = str(Path(place) / "grades.sqlite")
        command = [sys.executable, "-m", "grader", "batch", str(folder)]
        began = time.perf_counter()
        subprocess.run(
            [*command, "--jobs", str(jobs), "--store", store],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--exercises", nargs="+", default=NUMPY)
    options = parser.parse_args()
    columns = ("submissions per second", f"median of {options.rounds}", "times one job")
    table = Table("class", "jobs", *columns)
    for kind in (right, mixed):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "class"
            write(folder, options.submissions, kind(options.exercises))
            rounds = [[seconds(folder, jobs) for jobs in JOBS] for _ in range(options.rounds)]
        for place, jobs in enumerate(JOBS):
            rates = [options.submissions / times[place] for times in rounds]
            ratio = statistics.median(times[0] / times[place] for times in rounds)
            every = ", ".join(f"{rate:.1f}" for rate in rates)
            cells = (every, f"{statistics.median(rates):.1f}", f"{ratio:.2f}")
            table.add_row(kind.__name__, str(jobs), *cells)
    Console().print(table)


if __name__ == "__main__":
    main()
