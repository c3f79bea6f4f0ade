"""Tries every barrier from inside a worker and tells what the kernel answered."""

from collections.abc import Iterator
from pathlib import Path

from grader.checks.verdict import Verdict
from grader.course.course import Course
from grader.grading.pool import WorkerKey
from grader.grading.workers import SubmissionWorkers
from grader.records.report import Finding
from grader.sandbox.wire.messages import Call, Returned
from grader.sandbox.zygotes import Zygotes
from grader.submission.submission import Submission
from grader.text import shortened

SECONDS = 10.0
_SOURCE = Path(__file__).with_name("probes.py")
_MODULE = "probes"


def examine(course: Course, zygotes: Zygotes) -> Iterator[Finding]:
    """Each attempt that a worker must not succeed with, and those that it must."""
    secret = str(course.root / "pyproject.toml")
    outside = str(course.root / "written-by-a-probe")
    refused: dict[str, list[str]] = {
        "read_a_file_outside": [secret],
        "list_a_folder_outside": [str(course.root)],
        "write_a_file_outside": [outside],
        "fill_the_scratch_folder": [],
        "start_a_process": [],
        "execute_a_program": [],
        "open_a_socket": [],
        "signal_the_parent": [],
        "read_the_parents_environment": [],
        "trace_the_parent": [],
        "enter_a_new_namespace": [],
        "mount_a_folder": [],
        "raise_a_limit": [],
        "take_64_gib_of_memory": [],
    }
    submission = Submission(_MODULE, {_MODULE: _SOURCE.read_bytes()}, {}, _SOURCE)
    with SubmissionWorkers(zygotes, submission) as workers:
        for name, arguments in refused.items():
            answer = _ask(workers, name, arguments)
            wrong = "" if answer.startswith("refused") else "NOT STOPPED"
            yield Finding(name.replace("_", " "), answer, wrong)
        for name in ("start_a_thread", "write_a_scratch_file"):
            answer = _ask(workers, name, [])
            text = f"{name.replace('_', ' ')} (allowed)"
            yield Finding(text, answer, "" if answer.startswith("done") else "NOT POSSIBLE")
    Path(outside).unlink(missing_ok=True)


def _ask(workers: SubmissionWorkers, name: str, arguments: list[str]) -> str:
    request = Call(name, [*arguments], {}, 0)
    try:
        reply = workers.ask(WorkerKey(_MODULE, "numpy"), name, request, SECONDS)
    except Verdict as verdict:
        return f"done: {verdict.message}"
    if isinstance(reply, Returned):
        return shortened(str(reply.value), 200)
    return f"refused: {shortened(getattr(reply, 'text', ''), 200)}"
