"""How many submissions a second a batch grades with one job and with two, side by side in one run.

    python benchmarks/batch.py [--submissions 100] [--rounds 3] [--exercises conv padding ...]

A third are right, the rest have one mistake each; no two are equal. The time is that of the whole
command, from its start to its summary, with a new store each time.
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
from mutation import mutants  # noqa: E402


def sources(exercises: list[str]) -> list[dict[str, str]]:
    """Submissions, by exercise: right ones in two hands, and as many times two with a mistake."""
    hands = [
        {name: (folder / f"{name}.py").read_text(encoding="utf-8") for name in exercises}
        for folder in (KIT / "plain", ROOT / "solutions")
    ]
    wrong = [each for each in mutants() if each.exercise in exercises]
    made = []
    for place, each in enumerate(wrong):
        if place % 2 == 0:
            made.append(hands[place // 2 % 2])
        made.append(hands[0] | {each.exercise: each.source})
    random.Random(0).shuffle(made)  # so that any number of them has mistakes of all kinds
    return made


def write(folder: Path, number: int, exercises: list[str]) -> None:
    """A folder of so many submissions."""
    for place, files in zip(range(number), cycle(sources(exercises)), strict=False):
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
    parser.add_argument("--submissions", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--exercises", nargs="+", default=NUMPY)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "class"
        write(folder, options.submissions, options.exercises)
        rounds = [[seconds(folder, jobs) for jobs in JOBS] for _ in range(options.rounds)]
    table = Table("jobs", "submissions per second", f"median of {options.rounds}", "times one job")
    for place, jobs in enumerate(JOBS):
        rates = [options.submissions / times[place] for times in rounds]
        ratio = statistics.median(times[0] / times[place] for times in rounds)
        every = ", ".join(f"{rate:.1f}" for rate in rates)
        table.add_row(str(jobs), every, f"{statistics.median(rates):.1f}", f"{ratio:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
