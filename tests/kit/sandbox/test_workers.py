"""Workers and zygotes: what is trusted of them (nothing), and what is left of them (nothing)."""

import contextlib
import os
import time
from pathlib import Path

import pytest

from grader.checks.verdict import Verdict
from grader.errors import CannotGrade
from grader.grading.pool import WorkerKey
from grader.grading.workers import SubmissionWorkers
from grader.records.report import Status
from grader.sandbox import zygotes as module
from grader.sandbox.confinement.namespaces import THREADS
from grader.sandbox.wire.messages import Call, Confined, Load, Loaded, Returned
from grader.sandbox.zygotes import Zygotes, open_zygotes
from grader.submission.submission import Submission


def submission(source: str) -> Submission:
    return Submission("anna", {"conv": source.encode()}, {}, Path("anna"))


def ask(zygotes: Zygotes, source: str, *calls: str, seconds: float = 5.0) -> list[object]:
    """What a worker answers to calls of functions without arguments."""
    with SubmissionWorkers(zygotes, submission(source)) as workers:
        return [
            workers.ask(WorkerKey("conv", "numpy"), name, Call(name, [], {}, 7), seconds)
            for name in calls
        ]


def end(zygotes: Zygotes, source: str, *calls: str, seconds: float = 5.0) -> Verdict:
    with pytest.raises(Verdict) as caught:
        ask(zygotes, source, *calls, seconds=seconds)
    return caught.value


WRITES = """
import gc, socket
def channel():
    return next(thing for thing in gc.get_objects() if isinstance(thing, socket.socket))
"""


@pytest.mark.parametrize(
    "body",
    [
        "channel().sendall(b'nonsense' * 10)",
        "channel().sendall((2**31).to_bytes(4, 'big'))",
        "channel().sendall((4).to_bytes(4, 'big') + b'\\x81\\xa4ab')",
        "channel().sendall((100_000).to_bytes(4, 'big') + b'\\x91' * 100_000)",
    ],
)
def test_rubbish_in_the_channel_is_a_crash(zygotes, body):
    verdict = end(zygotes, f"{WRITES}\ndef f():\n    {body}\n", "f")
    assert verdict.status is Status.CRASHED


def test_an_answer_too_many_is_a_crash(zygotes):
    source = f"{WRITES}\nimport threading, time\ndef late():\n    time.sleep(0.3)\n"
    source += (
        "    channel().sendall(b'late')\ndef f():\n    threading.Thread(target=late).start()\n"
    )
    with SubmissionWorkers(zygotes, submission(source)) as workers:
        request = Call("f", [], {}, 7)
        assert isinstance(workers.ask(WorkerKey("conv", "numpy"), "f", request, 5.0), Returned)
        time.sleep(0.6)
        with pytest.raises(Verdict, match="wrote into the channel"):
            workers.ask(WorkerKey("conv", "numpy"), "f", request, 5.0)


def test_a_frame_that_never_ends_meets_the_deadline(zygotes):
    body = "channel().sendall((1000).to_bytes(4, 'big')); import time; time.sleep(60)"
    began = time.monotonic()
    verdict = end(zygotes, f"{WRITES}\ndef f():\n    {body}\n", "f", seconds=0.5)
    assert verdict.status is Status.TIMEOUT
    assert time.monotonic() - began < 3


KILLS_ITS_ZYGOTE = """
import os, signal
def f():
    os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
def g():
    return 1
"""


def test_a_worker_cannot_kill_its_zygote(zygotes):
    reply = ask(zygotes, KILLS_ITS_ZYGOTE, "f")[0]
    assert reply.kinds[0] == "PermissionError"


def test_a_worker_without_barriers_that_kills_its_zygote_harms_only_itself():
    with open_zygotes(barriers=False) as unconfined:
        assert end(unconfined, KILLS_ITS_ZYGOTE, "f").status is Status.CRASHED
        assert ask(unconfined, KILLS_ITS_ZYGOTE, "g")[0].value == 1


def test_calls_are_seeded(zygotes):
    source = "import random, numpy as np\ndef f():\n    return [random.random(), np.random.rand()]"
    one, other = ask(zygotes, source, "f", "f")
    assert one == other


def test_the_environment_of_the_grader_is_not_there(zygotes, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "canary")
    with open_zygotes() as fresh:
        source = "import os\ndef f():\n    return dict(os.environ)"
        assert "canary" not in str(ask(fresh, source, "f")[0].value)


def test_no_module_of_the_trusted_side_is_in_a_worker(zygotes):
    source = "import sys\ndef f():\n    return sorted(m for m in sys.modules if 'grader' in m)"
    loaded = set(ask(zygotes, source, "f")[0].value.items)
    assert loaded
    own = ("grader.sandbox.worker", "grader.sandbox.wire", "grader.sandbox.confinement")
    assert all(name.startswith(own) for name in loaded - {"grader", "grader.sandbox"})


def descendants() -> set[int]:
    """The processes that this one started, and those that they started."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            fields = dict(line.split(":\t", 1) for line in status.read_text().splitlines())
            parents[int(fields["Pid"])] = int(fields["PPid"])
    found = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def test_nothing_is_left_running():
    before = descendants()
    with open_zygotes() as fresh:
        ask(fresh, "def f():\n    return 1", "f", "f")
        worker = fresh.start("numpy")
        worker.channel.send(Load("conv", {"conv": b""}))
        assert isinstance(worker.channel.receive(5.0), Confined)
        assert worker.channel.receive(5.0) == Loaded({})
        started = descendants() - before
    worker.channel.close()
    # The zygote, what waits for its end, and the worker that nobody stopped.
    assert len(started) == 3
    time.sleep(0.1)
    assert not [pid for pid in started if Path(f"/proc/{pid}").exists()]


def test_where_there_is_no_fork_a_worker_is_a_process_of_its_own(monkeypatch):
    monkeypatch.setattr(module, "FORKS", False)
    with open_zygotes() as fresh:
        replies = ask(fresh, "def f():\n    return 1", "f", "f")
        assert [reply.value for reply in replies] == [1, 1]
        assert end(fresh, "import os\ndef f():\n    os._exit(3)", "f").status is Status.CRASHED
        loop = "def f():\n    while True: pass"
        assert end(fresh, loop, "f", seconds=0.5).status is Status.TIMEOUT


def test_a_library_that_cannot_be_imported_is_the_graders_fault(monkeypatch, tmp_path):
    (tmp_path / "tensorflow").mkdir()
    (tmp_path / "tensorflow" / "__init__.py").write_text("raise ImportError('broken wheel')")
    monkeypatch.syspath_prepend(tmp_path)
    with open_zygotes() as fresh, pytest.raises(CannotGrade) as caught:
        fresh.start("tensorflow").stop()
    assert "ImportError: broken wheel" in str(caught.value)
    assert "pip install -e ." in str(caught.value)


SLEEPS = """
import threading, time
threading.stack_size(32 * 1024)
def f():
    started = 0
    try:
        while started < 2000:
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
            started += 1
    except RuntimeError:
        pass
    return started
def g():
    return 1
"""


def test_threads_are_counted_for_each_worker_alone(zygotes):
    """One that uses up its own leaves room for others, and a worker of root's is counted too."""
    with SubmissionWorkers(zygotes, submission(SLEEPS)) as full:
        reply = full.ask(WorkerKey("conv", "numpy"), "f", Call("f", [], {}, 7), 60.0)
        assert 500 < reply.value <= THREADS
        assert ask(zygotes, SLEEPS, "g")[0].value == 1
        assert ask(zygotes, SLEEPS, "f", seconds=60.0)[0].value == reply.value
