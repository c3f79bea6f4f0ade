"""How often the line to look at is found, rightly or wrongly, and how long that takes.

    python benchmarks/lines.py [--every 5]

Two corpora: the mutants of `tests/kit/mutants`, of which every so-manieth is taken, and functions
as learners write them. `beside` is a line where a change helps, but not where the mistake was made.
Known mistakes are not looked for, so that the line alone is measured. The
seconds are those between the verdicts and the report with the lines.
"""

import argparse
import difflib
import re
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
KIT = ROOT / "tests" / "kit"

KINDS = ("right", "beside", "nothing", "not lost")

sys.path.insert(0, str(KIT / "support"))
from grader.course.selection import select  # noqa: E402
from grader.grading.judging import Judging  # noqa: E402
from grader.grading.progress import Progress  # noqa: E402
from grader.grading.session import Session, open_session  # noqa: E402
from grader.records.report import Report  # noqa: E402
from grader.sandbox.zygotes import open_zygotes  # noqa: E402
from grader.submission.submission import Submission  # noqa: E402
from mutation import COURSE, KERAS, mutants, plain  # noqa: E402


@dataclass(frozen=True)
class Wrong:
    """A file with a mistake in one function, and the lines that it is in."""

    exercise: str
    function: str
    name: str
    source: str
    lines: frozenset[int]


class Clock(Progress):
    """When each report came."""

    def __init__(self) -> None:
        self.reports: list[float] = []

    def judged(self, report: Report) -> None:
        self.reports.append(time.perf_counter())


def of_mutants(every: int) -> list[Wrong]:
    chosen = [each for each in mutants() if not KERAS & set(each.functions)][::every]
    return [
        Wrong(each.exercise, each.functions[0], each.name, each.source, _changed(each))
        for each in chosen
    ]


def _changed(mutant) -> frozenset[int]:
    old, new = plain()[mutant.exercise].splitlines(), mutant.source.splitlines()
    changes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return frozenset(
        line
        for tag, _from, _to, first, end in changes
        if tag != "equal"
        for line in range(first + 1, max(end, first + 1) + 1)
    )


def of_learners() -> list[Wrong]:
    text = (KIT / "learners" / "wrong.py").read_text(encoding="utf-8")
    cells = re.split(r"^# %% (\w+)\.(\w+)$", text, flags=re.MULTILINE)
    found = []
    for exercise, function, code in zip(cells[1::3], cells[2::3], cells[3::3], strict=True):
        source = f"{plain()[exercise]}\n\n{code}"
        lines = enumerate(source.splitlines(), 1)
        wrong = frozenset(number for number, line in lines if line.endswith("# wrong"))
        found.append(Wrong(exercise, function, f"number {len(found) + 1}", source, wrong))
    return found


def outcome(session: Session, wrong: Wrong) -> tuple[str, float, str]:
    """`right`, `beside`, `nothing` or `not lost`, the seconds after the verdicts, and the lines."""
    clock = Clock()
    files = {
        name: text.encode() for name, text in (plain() | {wrong.exercise: wrong.source}).items()
    }
    chosen = select(COURSE, [f"{wrong.exercise}.{wrong.function}"])
    report = session.submit(Submission(wrong.name, files, {}, KIT), clock, chosen).result()
    seconds = clock.reports[-1] - clock.reports[0]
    spots = [check.spot for check in report.checks if check.spot]
    shown = "; ".join(sorted({f"{spot.line}: {spot.change}" for spot in spots}))
    if report.passed:
        return "not lost", seconds, ""
    if not spots:
        return "nothing", seconds, ""
    right = all(spot.line in wrong.lines for spot in spots)
    return "right" if right else "beside", seconds, shown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=5)
    options = parser.parse_args()
    Judging._diagnosis = lambda *_which: None  # the line alone
    table = Table(
        "corpus", "functions", "right", "beside", "nothing", "not lost", "median s", "max s"
    )
    corpora = {"mutants": of_mutants(options.every), "learners": of_learners()}
    with open_zygotes() as zygotes, open_session(COURSE, zygotes, select(COURSE, [])) as session:
        for name, corpus in corpora.items():
            results = [outcome(session, each) for each in corpus]
            count = Counter(kind for kind, _seconds, _shown in results)
            seconds = [each for _kind, each, _shown in results]
            kinds = [str(count[kind]) for kind in KINDS]
            times = [f"{statistics.median(seconds):.2f}", f"{max(seconds):.2f}"]
            table.add_row(name, str(len(corpus)), *kinds, *times)
            for each, (kind, _seconds, shown) in zip(corpus, results, strict=True):
                if kind != "right":
                    print(f"{kind}: {each.exercise}.{each.function}: {each.name}: {shown}")
    Console().print(table)


if __name__ == "__main__":
    main()
