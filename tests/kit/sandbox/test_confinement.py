"""How far workers are shut in, and what is told about it."""

import ctypes
import re
import shutil

import pytest

from grader.course.course import Course
from grader.course.selection import select
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
from grader.sandbox.levels import confinement, reached, require_full
from grader.sandbox.wire.messages import BARRIERS, Call
from grader.sandbox.wire.values import pack, unpack
from grader.sandbox.zygotes import open_zygotes
from grader.submission.submission import Submission, read_submission
from places import KIT


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
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)

def tried(calls):
    # The errors of system calls, each a list of its number and its arguments.
    answers = []
    for number, *arguments in calls:
        padded = [ctypes.c_long(each) for each in (*arguments, 0, 0, 0, 0, 0, 0)[:6]]
        answer = libc.syscall(ctypes.c_long(number), *padded)
        answers.append(errno.errorcode[ctypes.get_errno()] if answer < 0 else "done")
    return answers
"""
# Those that a worker may make in other ways; the arguments are those of x86-64 and aarch64 alike.
REFUSED_IN_ONE_WAY = {
    "clone of a process": ("clone", 0x11),
    "death of the parent ignored": ("prctl", 1, 0),
    "limits of another process": ("prlimit64", 1),
    "signal to another process": ("kill", 1, 0),
    "signal to a thread of another process": ("tgkill", 1, 1, 0),
    "ioctl TIOCSTI": ("ioctl", 0, 0x5412),
    "ioctl TIOCLINUX": ("ioctl", 0, 0x541C),
    "fcntl F_SETOWN": ("fcntl", 0, 8),
    "fcntl F_SETLEASE": ("fcntl", 0, 1024),
    "fcntl F_NOTIFY": ("fcntl", 0, 1026),
}


def test_each_system_call_that_was_refused_is_refused(zygotes):
    """The list is read from a file of its own: a line that is lost in the filter shows here."""
    library = ctypes.CDLL("libseccomp.so.2")
    names = (KIT / "golden" / "refused_calls.txt").read_text(encoding="utf-8").split()
    calls = {name: (name,) for name in names} | REFUSED_IN_ONE_WAY
    numbers = {
        what: [library.seccomp_syscall_resolve_name(name.encode()), *arguments]
        for what, (name, *arguments) in calls.items()
    }
    known = {what: each for what, each in numbers.items() if each[0] >= 0}
    request = Call("tried", [pack([*known.values()])], {}, 1)
    submission = Submission("anna", {"conv": TRIES_CALLS.encode()}, {}, KIT)
    with SubmissionWorkers(zygotes, submission) as workers:
        reply = workers.ask(WorkerKey("conv", "numpy"), "tried", request, 5.0)
    answers = dict(zip(known, unpack(reply.value), strict=True))
    assert len(answers) > 100
    expected = {what: "ENOSYS" if what == "clone3" else "EPERM" for what in answers}
    assert answers == expected


@pytest.mark.parametrize(
    ("missing", "level"),
    [((), "full"), (("namespaces",), "partial"), (BARRIERS, "none")],
)
def test_the_level_follows_from_what_is_missing(missing, level):
    assert confinement(frozenset(missing)) == Confinement(level, missing)


def test_the_level_is_in_the_report(grade_code, zygotes):
    assert grade_code("conv", "", "conv.stamp").confinement == reached(zygotes)


def test_full_confinement_can_be_required():
    with open_zygotes(barriers=False) as unconfined, pytest.raises(CannotGrade) as caught:
        require_full(unconfined)
    assert "does not give namespaces, landlock, seccomp" in str(caught.value)
    assert "libseccomp.so.2" in str(caught.value)


SECRET = "secret-7f3a"


def secretive(hidden: bool) -> Check:
    evidence = Evidence(f"conv2d({SECRET})", difference=SECRET, printed=SECRET)
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
