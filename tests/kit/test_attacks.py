"""Hostile submissions score nothing, learn nothing and harm nothing.

A file of `attacks/` is the conv.py of an attacker, one of `attacks/cnn/` the cnn.py. It prints that
it tries (`attempt`) and what it reached (`got`). Where nothing can come back, because the process
ends or hangs, a comment `# Proof:` names the statuses that show the attempt.
"""

import ast
import hashlib
import io
import json
import os
import re
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from rich.console import Console

from grader.course.course import Course, find_course
from grader.course.selection import select
from grader.grading.session import Session, open_session
from grader.records.report import Report, Status
from grader.render.json import to_json
from grader.render.terminal import to_terminal
from grader.sandbox.zygotes import Zygotes, open_zygotes
from grader.submission.submission import Submission, read_submission

FOLDER = Path(__file__).parent / "attacks"
ACCOMPLICE = FOLDER / "accomplice.py"
ATTACKS = [path for path in sorted(FOLDER.glob("*.py")) if path != ACCOMPLICE]
TENSORFLOW_ATTACKS = sorted(FOLDER.glob("cnn/*.py"))
# One of each kind; the others are thorough.
QUICK = {
    "crash_segfault",
    "earn_lying_array",
    "escape_fork",
    "hang_half_an_answer",
    "inject_escape_sequences",
    "read_solution_by_path",
    "tamper_with_modes_and_times",
}
CALL_SECONDS, LOAD_SECONDS, GRACE, BUSY = 1.0, 2.0, 2.0, 6
CANARY = "canary-"


class Stage(msgspec.Struct):
    """A copy of the kit full of secrets, among other people's files, and warm zygotes."""

    root: Path
    course: Course
    zygotes: Zygotes
    session: Session
    told: dict[str, str]

    def run(self, exercise: str, *attacks: Path) -> list[Report]:
        """The reports of attacks, and that of a clean conv.py graded after them."""
        hostile = (self._submission(attack, exercise) for attack in attacks)
        clean = read_submission(self.root / "class" / "neighbour", ["conv", exercise], self.zygotes)
        selection = select(self.course, list({"conv", exercise}))
        submitted = [self.session.submit(each, selection=selection) for each in (*hostile, clean)]
        return [each.result() for each in submitted]

    def _submission(self, attack: Path, exercise: str) -> Submission:
        file = self.root / "class" / "attacker" / f"{exercise}.py"
        source = attack.read_text(encoding="utf-8")
        file.write_text(source + self._tail(source, exercise))
        submission = read_submission(file.parent, ["conv", exercise], self.zygotes)
        file.unlink()
        return self._with_accomplice(submission)

    def _tail(self, source: str, exercise: str) -> str:
        """Wrong definitions of the functions that an attack leaves out."""
        solution = (self.course.solutions / f"{exercise}.py").read_text(encoding="utf-8")
        lines = [f"def {name}(*a, **k): pass" for name in functions(solution) - functions(source)]
        return "\n".join(["\n", *lines])

    def _with_accomplice(self, submission: Submission) -> Submission:
        text = ACCOMPLICE.read_text(encoding="utf-8")
        for name, value in self.told.items():
            text = text.replace(f"@{name}@", value)
        return msgspec.structs.replace(
            submission, files=submission.files | {"accomplice": text.encode()}
        )

    def footprint(self) -> dict[str, object]:
        """All that an attack might change: files with modes and times, and processes."""
        files = {str(path): _trace(path) for path in [self.root, *self.root.rglob("*")]}
        return {"files": files, "shared": _shared_memory(), "processes": self._processes()}

    def _processes(self) -> set[str]:
        """The zygotes and all that ever came from them: their environment names this stage."""
        mark = os.fsencode(self.root)
        found = set()
        for process in Path("/proc").glob("[0-9]*"):
            try:
                mine = mark in (process / "environ").read_bytes()
            except OSError:
                continue
            found |= {process.name} if mine else set()
        return found


def functions(source: str) -> set[str]:
    """The functions that a file defines for others."""
    body = ast.parse(source).body
    defined = {node.name for node in body if isinstance(node, ast.FunctionDef)}
    return {name for name in defined if not name.startswith("_")}


def _shared_memory() -> list[str]:
    """What lies in shared memory, but for servers and browsers of tests that run meanwhile."""
    names = os.listdir("/dev/shm") if os.path.isdir("/dev/shm") else []
    return sorted(name for name in names if not name.startswith(("PostgreSQL.", ".org.chromium.")))


def _trace(path: Path) -> tuple[int, int, str]:
    status = path.lstat()
    content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    # A folder's time changes with the attacker's own file, which the test puts there.
    changed = 0 if path.is_dir() else status.st_mtime_ns
    return status.st_mode, changed, hashlib.sha256(content).hexdigest()


def _hide_canaries(kit: Path) -> None:
    for path in [*kit.glob("solutions/*.py"), *kit.glob("tests/hidden/*.py")]:
        secret = f"{CANARY}{path.parent.name}-{path.stem}"
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}\n# {secret}-comment\nCANARY = '{secret}-value'\n")


def _copy_kit(source: Path, target: Path) -> Course:
    ignored = shutil.ignore_patterns("__pycache__", "kit")
    for name in ("solutions", "exercises", "tests"):
        shutil.copytree(source / name, target / name, ignore=ignored)
    shutil.copy(source / "pyproject.toml", target)
    _hide_canaries(target)
    return find_course(target)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    root = tmp_path_factory.mktemp("stage")
    course = _copy_kit(find_course().root, root / "kit")
    for name in ("home", "temporary", "class/attacker", "class/neighbour"):
        (root / name).mkdir(parents=True)
        if name != "temporary":
            (root / name / "secret.txt").write_text(f"{CANARY}{name}")
    shutil.copy(course.solutions / "conv.py", root / "class" / "neighbour" / "conv.py")
    with pytest.MonkeyPatch.context() as patch, socket.create_server(("127.0.0.1", 0)) as server:
        patch.setenv("HOME", str(root / "home"))
        patch.setenv("SECRET", f"{CANARY}environment")
        patch.setattr(tempfile, "tempdir", str(root / "temporary"))
        patch.setattr("sys.dont_write_bytecode", True)
        patch.setattr("grader.checks.mark.CALL_SECONDS", CALL_SECONDS)
        patch.setattr("grader.grading.pool.LOAD_SECONDS", LOAD_SECONDS)
        patch.chdir(root / "home")
        told = {"KIT": course.root, "NEIGHBOUR": root / "class" / "neighbour"}
        told |= {"HOME": root / "home", "GRADER": os.getpid(), "PORT": server.getsockname()[1]}
        with open_zygotes() as zygotes:
            zygotes.start("numpy").stop()
            with open_session(course, zygotes, select(course, [])) as session:
                values = {name: str(what) for name, what in told.items()}
                yield Stage(root, course, zygotes, session, values)


def shown(report: Report) -> str:
    """What a person sees of a report, in colour as in a terminal."""
    console = Console(width=100, file=io.StringIO(), record=True)
    console.print(to_terminal(report, None))
    return console.export_text()


def proof(attack: Path) -> set[Status] | None:
    """The statuses that show the attempt, None where the attack's own words do."""
    found = re.search(r"^# Proof: (.*)$", attack.read_text(encoding="utf-8"), re.MULTILINE)
    return {Status(word) for word in found[1].split(", ")} if found else None


def assert_attempted(attack: Path, report: Report) -> None:
    expected = proof(attack)
    if expected is None:
        assert "ATTEMPTED" in repr(report)
    else:
        assert expected & {check.status for check in report.checks}


def assert_harmless(report: Report) -> None:
    everything = f"{report!r}{shown(report)}{json.loads(to_json(report))}"
    assert report.score == 0, [check.id for check in report.checks if check.passed]
    assert report.complete
    assert report.confinement.level == "full"
    assert CANARY not in everything
    assert "SUCCEEDED" not in everything
    assert all(sign.isprintable() or sign == "\n" for sign in shown(report))
    assert len(everything) < 200_000


def marked(attack: Path) -> Any:
    marks = () if attack.stem in QUICK else pytest.mark.attacks
    return pytest.param(attack, marks=marks, id=attack.stem)


def test_one_attack_of_each_kind_is_always_tried():
    kinds = {path.stem.partition("_")[0] for path in ATTACKS}
    assert {name.partition("_")[0] for name in QUICK} == kinds
    assert {path.stem for path in ATTACKS} >= QUICK


@pytest.mark.parametrize("attack", [marked(each) for each in ATTACKS])
def test_an_attack_gains_nothing_and_leaves_nothing(attack, stage):
    before = stage.footprint()
    began = time.monotonic()
    hostile, clean = stage.run("conv", attack)
    # Limits are on a worker's own time, and others have their share of this machine.
    assert time.monotonic() - began < BUSY * (LOAD_SECONDS + 2 * CALL_SECONDS) + GRACE
    slowest = max(check.duration_s for check in hostile.checks)
    assert slowest < BUSY * (LOAD_SECONDS + CALL_SECONDS) + GRACE
    assert_attempted(attack, hostile)
    assert_harmless(hostile)
    assert clean.score == clean.max_score == 25
    assert stage.footprint() == before


@pytest.fixture(scope="module")
def reports_with_tensorflow(stage: Stage) -> dict[Path | None, Report]:
    """The reports of all attacks on cnn.py in one grade; the clean one's under None."""
    stage.zygotes.start("tensorflow").stop()
    before = stage.footprint()
    reports = stage.run("cnn", *TENSORFLOW_ATTACKS)
    assert stage.footprint() == before
    return dict(zip([*TENSORFLOW_ATTACKS, None], reports, strict=True))


@pytest.mark.attacks
@pytest.mark.parametrize("attack", TENSORFLOW_ATTACKS, ids=lambda path: path.stem)
def test_an_attack_with_tensorflow_gains_nothing(attack, reports_with_tensorflow):
    assert_attempted(attack, reports_with_tensorflow[attack])
    assert_harmless(reports_with_tensorflow[attack])


@pytest.mark.attacks
def test_attacks_with_tensorflow_change_no_other_grade(reports_with_tensorflow):
    assert reports_with_tensorflow[None].score == 25


def test_nothing_is_left_once_the_zygotes_are_closed(stage):
    stage.zygotes.close()
    assert not list((stage.root / "temporary").iterdir())
    assert not stage.footprint()["processes"]
