"""How far workers are shut in, and what is told about it."""

import ctypes
import errno
import platform
import random
import re
import shutil

import pytest
from msgspec.structs import astuple

from grader.course.course import Course
from grader.course.selection import select
from grader.doctor.barriers import (
    System,
    barriers,
    for_landlock,
    for_namespaces,
    for_seccomp,
)
from grader.doctor.examine import examine
from grader.errors import CannotGrade
from grader.grading.pool import WorkerKey
from grader.grading.progress import Progress
from grader.grading.session import grade
from grader.grading.workers import SubmissionWorkers
from grader.records.report import (
    Check,
    Confinement,
    Evidence,
    Exercise,
    Report,
    Status,
    for_audience,
)
from grader.sandbox.confinement.calls import ALLOWED, FEIGNED, FORBIDDEN, OWN, Only
from grader.sandbox.confinement.seccomp import compile_filter, restrict_calls
from grader.sandbox.levels import confinement, reached, require_full
from grader.sandbox.wire.messages import BARRIERS, Call
from grader.sandbox.wire.values import pack, unpack
from grader.sandbox.zygotes import open_zygotes
from grader.submission.submission import Submission
from handed_in import read_submission
from places import KIT

TENSORFLOW = pytest.mark.tensorflow


def test_every_barrier_holds_from_inside_a_worker(course, zygotes):
    if reached(zygotes).level != "full":
        pytest.fail(f"this kernel gives only {reached(zygotes)}; run the tests on a newer one")
    open_ones = [finding for finding in examine(course, zygotes) if finding.wrong]
    assert open_ones == []


def test_without_barriers_the_doctor_finds_them_open(course):
    with open_zygotes(barriers=False) as unconfined:
        findings = list(examine(course, unconfined))
    wrong = {finding.attempt: finding.wrong for finding in findings}
    assert wrong["read a file outside"] == wrong["start a process"] == "NOT STOPPED"
    assert wrong["raise a limit"] == ""


TRIES_CALLS = """
import ctypes, errno, os
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long

def tried(calls):
    # What system calls answer, each given as its number and its arguments.
    answers = []
    for number, *arguments in calls:
        padded = [ctypes.c_long(each) for each in (*arguments, 0, 0, 0, 0, 0, 0)[:6]]
        result = libc.syscall(ctypes.c_long(number), *padded)
        answers.append(errno.errorcode[ctypes.get_errno()] if result < 0 else str(result))
    return answers

def own():
    return os.getpid()
"""
MACHINE = platform.machine()
NUMBERS = {each.name: getattr(each, MACHINE) for each in ALLOWED}
ANSWERED = {name: numbers[MACHINE != "x86_64"] for name, *numbers in FEIGNED}
HIGHEST = 600  # well above what kernels have
X32 = 1 << 30  # a third way to number the calls of x86-64
# `uretprobe` and `uprobe` are looked at before any filter; whoever else calls them is killed.
PROBES = {335, 336} if MACHINE == "x86_64" else set()


@pytest.fixture(scope="module", params=["numpy", pytest.param("tensorflow", marks=TENSORFLOW)])
def tried(zygotes, request):
    """Makes system calls in a worker."""
    submission = Submission("anna", {"conv": TRIES_CALLS.encode()}, {}, KIT)
    with SubmissionWorkers(zygotes, submission) as workers:

        def ask(function, *args):
            call = Call(function, [pack(each) for each in args], {}, 1)
            return unpack(workers.ask(WorkerKey("conv", request.param), function, call, 10.0).value)

        yield lambda *args: ask("tried", list(args)) if args else ask("own")


def test_each_system_call_that_is_not_allowed_is_refused(tried):
    numbers = [*range(HIGHEST), *(number | X32 for number in range(HIGHEST)), 2**31 - 1]
    others = [each for each in numbers if each not in PROBES.union(NUMBERS.values())]
    answers = dict(zip(others, tried(*([number] for number in others)), strict=True))
    feigned = dict.fromkeys(ANSWERED.values(), "0")
    assert {number: answers[number] for number in feigned} == feigned
    open_ones = {each: answers[each] for each in others if each not in feigned}
    assert set(open_ones.values()) == {"EPERM", "ENOSYS"}, open_ones


def refused_values(only: Only, own: int) -> set[int]:
    """Values of an argument that a rule does not name, near to those that it does and far."""
    values = {own if value == OWN else value for value in only.values}
    near = {value + step for value in values for step in (-1, 1, 256)}
    bits = {base | 1 << bit for bit in range(32) for base in (0, max(values))}
    far = set(random.Random(0).sample(range(2**32), 20)) | ({1 << 40} if only.wide else set())
    every = {each % 2**64 for each in near | bits | far}
    return {
        each for each in every if (each & only.mask) not in values or (each >> 32 and only.wide)
    }


def test_a_call_is_refused_in_any_other_form(tried):
    own = tried()
    rules = [(each, only) for each in ALLOWED for only in each.only if NUMBERS[each.name]]
    calls = [
        [NUMBERS[each.name], *[0] * only.argument, value - (value >> 63 << 64)]
        for each, only in rules
        for value in sorted(refused_values(only, own))
    ]
    answers = zip(calls, tried(*calls), strict=True)
    assert len(calls) > 500
    assert [(call, answer) for call, answer in answers if answer != "EPERM"] == []


def test_a_worker_asks_for_itself(tried):
    own = tried()
    names = ("getpgid", "getsid", "prlimit64", "kill")
    calls = [[NUMBERS[name], own] for name in names]
    assert all(int(answer) >= 0 for answer in tried(*calls))


def test_the_numbers_are_those_of_libseccomp():
    """Of both architectures; a call that it is too old to know is left out."""
    try:
        library = ctypes.CDLL("libseccomp.so.2")
    except OSError:
        pytest.skip("there is no libseccomp here to compare with")
    table = [(each.name, each.x86_64, each.aarch64) for each in ALLOWED]
    for name, *numbers in (*table, *FEIGNED, *FORBIDDEN):
        for number, architecture in zip(numbers, (0xC000003E, 0xC00000B7), strict=True):
            known = library.seccomp_syscall_resolve_name_arch(architecture, name.encode())
            assert number == (known if known >= 0 else None) or known == -1, name


def test_no_call_stands_in_two_lists():
    names = [each.name for each in ALLOWED] + [name for name, *_ in (*FEIGNED, *FORBIDDEN)]
    assert len(names) == len(set(names))


def test_the_calls_and_their_forms_are_those_that_were_reviewed(tmp_path):
    reviewed = KIT / "golden" / "allowed_calls.txt"
    new = tmp_path / reviewed.name
    forms = ((each.name, *map(astuple, each.only)) for each in ALLOWED)
    new.write_text("".join(f"{' '.join(map(str, form))}\n" for form in forms), encoding="utf-8")
    known = reviewed.read_text(encoding="utf-8") if reviewed.is_file() else ""
    assert new.read_text(encoding="utf-8") == known, f"if it is right, cp {new} {reviewed}"


def test_what_was_once_refused_is_not_allowed():
    names = (KIT / "golden" / "refused_calls.txt").read_text(encoding="utf-8").split()
    assert set(names).isdisjoint(NUMBERS)


def test_a_machine_without_numbers_is_said_to_lack_the_filter():
    assert compile_filter("riscv64") == b""
    with pytest.raises(OSError, match="no list of system calls"):
        restrict_calls(b"")


@pytest.mark.parametrize(
    ("missing", "level"),
    [((), "full"), (("namespaces",), "partial"), (BARRIERS, "none")],
)
def test_the_level_follows_from_what_is_missing(missing, level):
    assert confinement(frozenset(missing)) == Confinement(level, missing)


class Settings(System):
    """A system with these kernel settings and nothing else."""

    def __init__(self, settings, landlock=0, container=False):
        self._settings, self._landlock, self._container = settings, landlock, container

    def setting(self, name):
        return self._settings.get(name, "")

    def landlock(self):
        return self._landlock

    def in_container(self):
        return self._container


WSL = {"kernel/osrelease": "5.15.90-Microsoft-standard"}


@pytest.mark.parametrize(
    ("remedy", "system", "said"),
    [
        (for_namespaces, Settings({"kernel/apparmor_restrict_unprivileged_userns": "1"}), "AppArm"),
        (for_namespaces, Settings({"kernel/unprivileged_userns_clone": "0"}), "userns_clone=1"),
        (for_namespaces, Settings({"user/max_user_namespaces": "0"}), "max_user_namespaces="),
        (for_namespaces, Settings({}, container=True), "docker run --security-opt"),
        (for_namespaces, Settings(WSL), "wsl --set-version"),
        (for_namespaces, Settings({}), "Linux 5.14"),
        (for_landlock, Settings({}, errno.EOPNOTSUPP), "lsm="),
        (for_landlock, Settings(WSL, errno.ENOSYS), "wsl --update"),
        (for_landlock, Settings({}, errno.ENOSYS), "Linux 6.2"),
        (for_seccomp, Settings({}), "CONFIG_SECCOMP_FILTER"),
    ],
)
def test_a_missing_barrier_comes_with_what_to_do(remedy, system, said):
    assert said in remedy(system)


def test_each_barrier_is_shown():
    shown = {each.attempt: each.wrong for each in barriers(("landlock",))}
    assert shown == {"namespaces": "", "landlock": "MISSING", "seccomp": ""}


def test_the_level_is_in_the_report(grade_code, zygotes):
    assert grade_code("conv", "", "conv.stamp").confinement == reached(zygotes)


def test_full_confinement_can_be_required():
    with open_zygotes(barriers=False) as unconfined, pytest.raises(CannotGrade) as caught:
        require_full(unconfined)
    assert "does not give namespaces, landlock, seccomp" in str(caught.value)
    assert "x86-64 or aarch64" in str(caught.value)


SECRET = "secret-7f3a"


def secretive(hidden: bool) -> Check:
    evidence = Evidence(f"conv2d({SECRET})", difference=SECRET, printed=SECRET, python=SECRET)
    return Check(
        "conv/conv2d/x", "conv2d", "Slides", hidden, Status.FAILED, 0.0, 1.0,
        f"got {SECRET}", None, "a hint", 0.1, evidence,
    )  # fmt: skip


def test_a_student_sees_nothing_that_came_out_of_a_hidden_call():
    report = Report("anna", (Exercise("conv", (secretive(True),)),), Confinement("full"), 1.0)
    seen = for_audience(report, "student")
    (check,) = seen.checks
    assert SECRET not in repr(seen)
    assert (check.title, check.status, check.hint) == ("Slides", Status.FAILED, "a hint")
    assert seen.audience == "student"


def test_a_student_sees_all_of_a_visible_call():
    report = Report("anna", (Exercise("conv", (secretive(False),)),), Confinement("full"), 1.0)
    assert for_audience(report, "student").checks == report.checks
    assert for_audience(report, "instructor") == report


TELLS_WHAT_IT_SAW = """
import atexit, numpy as np
seen = []

def remember(*args, **kwargs):
    seen.append(repr(args))
    print(seen)
    with open("seen", "a") as file:
        file.write(repr(args))
    raise RuntimeError(open("seen").read())

stamp = relu = conv2d = feature_maps = edge_kernels = remember
"""


def arrays(entries) -> set[str]:
    """Every array that was told of in full; long texts are cut in their middle."""
    told = " ".join(f"{message} {evidence.printed}" for _, message, evidence in entries)
    whole = re.findall(r"array\((?:(?!array\(|\.\.\.).)*?\]\)", told, re.DOTALL)
    return {re.sub(r"\s|\\n", "", found) for found in whole}


def test_what_a_hidden_check_asked_is_told_in_no_visible_one(course, zygotes, tmp_path):
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "conv.py").write_text(TELLS_WHAT_IT_SAW)
    shutil.copytree(course.root / "tests" / "public", tmp_path / "kit" / "tests" / "public")
    public = Course(tmp_path / "kit", course.points)
    for name in ("solutions", "tests/feedback"):
        (public.root / name).symlink_to(course.root / name)
    submission = read_submission(tmp_path / "work", list(course.points))
    told = []
    for one in (course, public):
        report = grade(one, [submission], select(one, ["conv"]), zygotes, Progress())[0]
        checks = for_audience(report, "student").checks
        told.append([(check.id, check.message, check.evidence) for check in checks])
    with_hidden, without = told
    visible = [entry for entry in with_hidden if entry[1] is not None]
    assert [id for id, _, _ in visible] == [id for id, _, _ in without]
    # When a mistake is looked into, more is asked of a function; when, depends on the checks.
    assert arrays(visible) <= arrays(without)
    assert all(evidence is None for _, message, evidence in with_hidden if message is None)
