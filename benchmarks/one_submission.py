"""How long one grading takes beside the imports that nobody can avoid, in one run, as ratios.

    python benchmarks/one_submission.py [--rounds 7]

The training of the cnn exercise is part of the student's work, not of the grader's; its time is
taken from the report and shown apart.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
GRADE = ["-m", "grader", "--submission", "solutions", "--json", "-"]
NUMPY = ["conv", "padding", "stride", "pooling"]
IMPORTS = {
    "numpy": "import numpy, pytest, rich.console, rich.table, rich.progress",
    "tensorflow": "import tensorflow",
}


def seconds(arguments: list[str]) -> tuple[float, bytes]:
    """The wall time of one interpreter, and what it printed."""
    began = time.perf_counter()
    command = [sys.executable, *arguments]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - began, ran.stdout


def training(report: bytes) -> float:
    """The seconds of a report that went into the checks of `train`."""
    exercises = json.loads(report)["exercises"]
    checks = [check for exercise in exercises for check in exercise["checks"]]
    return sum(check["duration_s"] for check in checks if check["function"] == "train")


def measure(imports: str, names: list[str], rounds: int) -> tuple[float, float, float]:
    """Medians of the imports alone, the grading without training, and the training."""
    rows = []
    for _ in range(rounds):
        alone, _ = seconds(["-c", imports])
        grading, report = seconds([*GRADE, *names])
        rows.append((alone, grading - training(report), training(report)))
    alone, grading, trained = (statistics.median(column) for column in zip(*rows, strict=True))
    return alone, grading, trained


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    table = Table("grading the solutions", "imports alone", "grading", "training", "ratio")
    for label, names, flavour in (("without cnn", NUMPY, "numpy"), ("all five", [], "tensorflow")):
        alone, grading, trained = measure(IMPORTS[flavour], names, rounds)
        ratio = f"{grading / alone:.2f}"
        table.add_row(label, f"{alone:.2f} s", f"{grading:.2f} s", f"{trained:.2f} s", ratio)
    Console().print(table)


if __name__ == "__main__":
    main()
