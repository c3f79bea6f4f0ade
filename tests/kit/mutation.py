"""Grades all mutants and variants of one flavour: `python mutation.py numpy|tensorflow OUT SEED`.

A mutant is the plain submission with one mistake, a variant the plain submission with functions
that are written in another way. Whoever builds on a wrong function must lose nothing by it, so
all functions of the flavour are graded each time.
"""

import json
import re
import runpy
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from grader.grading.course import find_course
from grader.grading.progress import Progress
from grader.grading.selection import Selection, select
from grader.grading.session import SEED, grade
from grader.grading.submission import Submission
from grader.grading.zygotes import open_zygotes
from grader.report import Report

HERE = Path(__file__).parent
COURSE = find_course()
KERAS = {"cnn": ("build_model", "train")}  # functions that are judged with TensorFlow


@dataclass(frozen=True)
class Trial:
    """A submission with one thing changed, and what the report must say of it."""

    kind: str
    exercise: str
    functions: tuple[str, ...]
    name: str
    diagnosis: str | None
    source: str = field(repr=False)

    @property
    def id(self) -> str:
        return f"{self.exercise}.{'+'.join(self.functions)}: {self.name}"

    @property
    def flavour(self) -> str:
        keras = set(self.functions) & set(KERAS.get(self.exercise, ()))
        return "tensorflow" if keras else "numpy"


@dataclass(frozen=True)
class Lost:
    """A check that did not give all of its points."""

    id: str
    status: str
    message: str
    diagnosis: str | None


def plain() -> dict[str, str]:
    return {file.stem: file.read_text(encoding="utf-8") for file in (HERE / "plain").glob("*.py")}


def mutants() -> list[Trial]:
    """The mutants of all exercises. Raises `ValueError` for a change that fits nowhere."""
    found = []
    for file in sorted((HERE / "mutants").glob("*.py")):
        exercise = file.stem.partition("_")[0]
        for function, rows in runpy.run_path(str(file))["MUTANTS"].items():
            for name, diagnosis, *changes in rows:
                source = mutated(plain()[exercise], function, changes)
                found.append(Trial("mutant", exercise, (function,), name, diagnosis, source))
    return found


def mutated(source: str, function: str, changes: list[str]) -> str:
    """The source with pairs of (old, new) exchanged inside one of its functions."""
    found = re.search(rf"^def {function}\(.*?(?=^\S|\Z)", source, re.MULTILINE | re.DOTALL)
    if found is None:
        raise ValueError(f"there is no {function}")
    body = found[0]
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        if body.count(old) != 1:
            raise ValueError(f"{old!r} is {body.count(old)} times in {function}")
        body = body.replace(old, new)
    return source[: found.start()] + body + source[found.end() :]


def variants() -> list[Trial]:
    """The variants of all exercises: cells that are added to the plain submission."""
    found = []
    for file in sorted((HERE / "variants").glob("*.py")):
        exercise = file.stem.partition("_")[0]
        cells = re.split(r"^# %% (.+)$", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for name, code in zip(cells[1::2], cells[2::2], strict=True):
            defined = re.findall(r"^(?:def )?(\w+)(?:\(| = )", code, re.MULTILINE)
            functions = tuple(dict.fromkeys(defined))
            source = f"{plain()[exercise]}\n\n{code}"
            found.append(Trial("variant", exercise, functions, name, None, source))
    return found


def graded(trials: list[Trial], selection: Selection, seed: int) -> list[Report]:
    files = {name: source.encode() for name, source in plain().items()}
    submissions = [
        Submission(trial.name, {**files, trial.exercise: trial.source.encode()}, {}, HERE)
        for trial in trials
    ]
    with open_zygotes() as zygotes:
        return grade(COURSE, submissions, selection, zygotes, Progress(), seed)


def functions_of(flavour: str) -> Selection:
    if flavour == "tensorflow":
        return select(COURSE, [f"{name}.{each}" for name in KERAS for each in KERAS[name]])
    names = [name for name in COURSE.points if name not in KERAS]
    suites = (COURSE.suite_files([name]) for name in KERAS)
    for name, files in zip(KERAS, suites, strict=True):
        text = "".join(file.read_text(encoding="utf-8") for file in files)
        judged = dict.fromkeys(re.findall(r'mark\.check\(\s*"(\w+)"', text))
        names += [f"{name}.{each}" for each in judged if each not in KERAS[name]]
    return select(COURSE, names)


def lost(report: Report) -> list[Lost]:
    return [
        Lost(
            check.id,
            check.status,
            check.message or "",
            check.diagnosis.id if check.diagnosis else None,
        )
        for check in report.checks
        if check.score < check.max_score
    ]


def main(flavour: str, kind: str, out: str, seed: int) -> None:
    trials = [each for each in mutants() + variants() if each.flavour == flavour]
    trials = [each for each in trials if kind in (each.kind, "all")]
    reports = graded(trials, functions_of(flavour), seed)
    result = {
        each.id: [asdict(one) for one in lost(report)]
        for each, report in zip(trials, reports, strict=True)
    }
    Path(out).write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]) if sys.argv[4:] else SEED)
