"""Grades mutants and variants: `python mutation.py ORDER RESULT`, two files of JSON.

A mutant is the plain submission with one mistake, a variant the plain submission with functions
that are written in another way. A group is an exercise, or one function that is judged with
TensorFlow. Whoever builds on a wrong function must lose nothing by it, so those are graded too.
"""

import ast
import json
import re
import runpy
import sys
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

from grader.course.course import find_course
from grader.course.selection import Selection, select
from grader.grading.session import grade
from grader.records.report import Report
from grader.sandbox.zygotes import Zygotes, open_zygotes
from grader.stubs import stub
from grader.submission.submission import Submission

HERE = Path(__file__).resolve().parents[1]
COURSE = find_course()
KERAS = {"build_model", "train"}  # the functions that are judged with TensorFlow


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


@dataclass(frozen=True)
class Lost:
    """A check that did not give all of its points."""

    id: str
    status: str
    message: str
    diagnosis: str | None


@cache
def plain() -> dict[str, str]:
    """A right submission: the solutions as students write them, each with its own helpers."""
    return {file.stem: _plain(file.read_text()) for file in COURSE.solutions.glob("*.py")}


def _plain(solution: str) -> str:
    """A solution without docstrings, annotations and what no exercise asks for.

    What it imports for its refusals alone, it defines.
    """
    given = {ast.unparse(node) for node in ast.parse(stub(solution)).body}
    codes = []
    for node in ast.parse(solution.partition("# The same without loops")[0]).body:
        if isinstance(node, ast.FunctionDef):
            codes.append(_code(node, solution))
        elif isinstance(node, ast.ImportFrom) and ast.unparse(node) not in given:
            codes += _refusals((COURSE.solutions / f"{node.module}.py").read_text())
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            codes.append(ast.unparse(node))
    return "\n\n".join(codes)


def _refusals(solution: str) -> list[str]:
    """The functions of a solution that no exercise asks for, but for those without loops."""
    nodes = ast.parse(solution.partition("# The same without loops")[0]).body
    asked = {getattr(node, "name", "") for node in ast.parse(stub(solution)).body}
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    return [_code(each, solution) for each in functions if each.name not in asked]


def _code(function: ast.FunctionDef, source: str) -> str:
    """A function without docstring and annotations, laid out as it is."""
    for argument in function.args.args:
        argument.annotation = None
    first = function.body[1 if ast.get_docstring(function) else 0].lineno
    lines = source.splitlines()[first - 1 : function.end_lineno]
    body = [line for line in lines if not line.lstrip().startswith("#")]
    return "\n".join([f"def {function.name}({ast.unparse(function.args)}):", *body, ""])


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


def graded(trials: list[Trial], selection: Selection, seed: int, zygotes: Zygotes) -> list[Report]:
    files = {name: source.encode() for name, source in plain().items()}
    submissions = [
        Submission(trial.name, {**files, trial.exercise: trial.source.encode()}, {}, HERE)
        for trial in trials
    ]
    return grade(COURSE, submissions, selection, zygotes, seed=seed, spot_seconds=0)


def group_of(trial: Trial) -> str:
    """Trials of a group are graded with the same checks."""
    keras = [name for name in trial.functions if name in KERAS]
    return f"{trial.exercise}.{keras[0]}" if keras else trial.exercise


def selection_of(group: str, kind: str) -> Selection:
    """The functions that the trials of a group may harm: its own, and those built on them.

    Those that it is built on are graded first: who is known to be right need not be replaced.
    """
    if group not in COURSE.points:
        return select(COURSE, [group])
    near = (name for name in COURSE.points if imports(group, name) or imports(name, group))
    names = [group, *(near if kind == "mutant" else ())]
    return select(COURSE, [each for name in names for each in without_keras(name)])


def imports(exercise: str, other: str) -> bool:
    """Whether one plain exercise is built on another."""
    return f"from {other} import" in plain()[exercise]


def without_keras(exercise: str) -> list[str]:
    suites = COURSE.suite_files([exercise])
    text = "".join(file.read_text(encoding="utf-8") for file in suites)
    judged = dict.fromkeys(re.findall(r'mark\.check\(\s*"(\w+)"', text))
    return [f"{exercise}.{name}" for name in judged if name not in KERAS]


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


def main(order: Path, result: Path) -> None:
    """Writes what each trial lost that is named in the order."""
    names, seed = json.loads(order.read_text(encoding="utf-8"))
    wanted = [each for each in mutants() + variants() if each.id in names]
    found = {}
    with open_zygotes() as zygotes:
        for group, kind in sorted({(group_of(each), each.kind) for each in wanted}):
            trials = [each for each in wanted if (group_of(each), each.kind) == (group, kind)]
            reports = graded(trials, selection_of(group, kind), seed, zygotes)
            for each, report in zip(trials, reports, strict=True):
                found[each.id] = [asdict(one) for one in lost(report)]
    result.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
