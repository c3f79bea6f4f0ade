"""`python -m grader batch --cluster` with a real Dask scheduler and real workers."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

import dask_cluster as cluster_of
import graded_class as school
from grader.classroom.batch.job_messages import JobGraded, Setup, Task
from grader.classroom.batch.schedule import Lost
from grader.classroom.cluster import cluster_executor, connection
from grader.classroom.cluster.cluster_messages import Terms
from grader.classroom.cluster.worker_pool import WorkerPool
from grader.errors import CannotGrade, UsageError
from grader.grading.seed import SEED
from places import KIT

pytestmark = pytest.mark.cluster

Cluster, until, PATIENCE = cluster_of.Cluster, cluster_of.until, cluster_of.PATIENCE
COURSE, RIGHT, WRONG, SLOW = school.COURSE, school.RIGHT, school.WRONG, school.SLOW
numbered, grades, count = school.numbered, school.grades, school.count
SLOWISH = SLOW.replace("2.5", "0.02")
SETUP = Setup(str(COURSE.root), True, SEED, "en", {})
UNPICKLED = ("_operator.", "dask.", "distributed.", "grader.classroom.cluster.remote.")


@pytest.fixture(scope="module")
def lasting(tmp_path_factory):
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    yield cluster
    cluster.close()


@pytest.fixture
def cluster(lasting):
    yield lasting
    lasting.clear()


@pytest.fixture
def place(tmp_path):
    return tmp_path / "grades.sqlite"


@pytest.fixture
def students(tmp_path):
    return school.Students(tmp_path / "class")


def started(folder, place, *options):
    line = [sys.executable, "-m", "grader", "batch", str(folder), "--store", str(place), *options]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(line, cwd=COURSE.root, text=True, **pipes)


def ended(running):
    """The exit code, and what was said on standard output and as errors."""
    said = running.communicate(timeout=PATIENCE)
    return running.returncode, *said


def jobs(pid):
    """The grading processes that a process has."""
    found = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(child) for child in children.read_text().split()]
    return [child for child in found if is_job(child)]


def is_job(pid):
    with suppress(OSError):
        return "grader.classroom.batch.job" in Path(f"/proc/{pid}/cmdline").read_text()
    return False


def test_what_a_killed_worker_had_is_graded_elsewhere_and_every_grade_is_that_of_a_local_batch(
    cluster, students, place, tmp_path
):
    hostile = (KIT / "attacks" / "crash_killed_by_itself.py").read_text()
    folder = students(**numbered(9, SLOWISH), hostile=hostile, wrong=WRONG, broken="def relu(x:")
    first, second = [cluster.worker(), cluster.worker()]
    first.runs(), second.runs()
    running = started(folder, place, "--cluster", cluster.address)
    until(lambda: count(place) >= 2 and jobs(first.pid))
    orphans = jobs(first.pid)
    first.kill()
    code, said, _ = ended(running)
    assert code == 0
    assert "graded 12, known before 0" in said
    until(lambda: not any(map(is_job, orphans)))
    until(lambda: not jobs(second.pid))
    assert ended(started(folder, tmp_path / "local.sqlite"))[0] == 0
    assert grades(place) == grades(tmp_path / "local.sqlite")


def test_nobody_unpickles_more_than_names_of_ours_and_of_dask(cluster, students, place):
    worker = cluster.worker().runs()
    code, _, complaints = ended(
        started(students(**numbered(2)), place, "--cluster", cluster.address)
    )
    assert (code, complaints) == (0, "")
    names = cluster.scheduler.unpickled | worker.unpickled
    assert {
        "grader.classroom.cluster.remote.grade",
        "grader.classroom.cluster.remote.leave",
    } <= names
    assert {name for name in names if not name.startswith(UNPICKLED)} == set()


def test_a_worker_that_comes_later_grades_what_a_lost_one_had(cluster, students, place):
    only = cluster.worker().runs()
    running = started(students(**numbered(4, SLOWISH)), place, "--cluster", cluster.address)
    until(lambda: count(place) >= 1)
    only.kill()
    cluster.worker()
    code, said, _ = ended(running)
    assert code == 0
    assert "graded 4, known before 0" in said
    assert len(grades(place)) == 4


def test_a_submission_that_costs_two_workers_is_given_up(cluster, students, place):
    workers = [cluster.worker(), cluster.worker()]
    for worker in workers:
        worker.runs()
    running = started(students(slow=SLOW), place, "--cluster", cluster.address)
    for _ in range(2):
        until(lambda: any(jobs(worker.pid) for worker in workers))
        next(worker for worker in workers if jobs(worker.pid)).kill()
    code, said, _ = ended(running)
    assert code == 3
    assert "was lost" in said
    assert count(place) == 0


def test_ctrl_c_ends_what_the_workers_do_too(cluster, students, place):
    worker = cluster.worker().runs()
    folder = students(anna=RIGHT, slow=SLOW, slower=SLOW + "\n")
    running = started(folder, place, "--cluster", cluster.address)
    until(lambda: count(place) == 1 and jobs(worker.pid))
    running.send_signal(signal.SIGINT)
    code, _, complaints = ended(running)
    assert code == 130
    assert f"1 of 3 submissions are done, and their grades are kept in {place}" in complaints
    until(lambda: not jobs(worker.pid))
    assert worker.process.poll() is None


def test_a_worker_with_another_kit_is_refused_and_it_is_said_what_differs(
    cluster, students, place, tmp_path
):
    other = tmp_path / "kit"
    for folder in ("grader", "solutions", "tests/public", "tests/hidden"):
        shutil.copytree(COURSE.root / folder, other / folder)
    shutil.copy(COURSE.root / "pyproject.toml", other)
    (other / "grader" / "__init__.py").write_text('"""Other."""\n\n__version__ = "0.0.1"\n')
    cluster.worker(other).runs()
    code, said, complaints = ended(
        started(students(anna=RIGHT), place, "--cluster", cluster.address)
    )
    assert (code, said) == (2, "")
    lines = complaints.splitlines()
    assert lines[0].endswith(" would not give the same grades as this machine:")
    assert lines[1].startswith("- the version of the kit: there 0.0.1, here ")
    assert lines[2].startswith("- the checks and solutions (their digest): there ")
    assert lines[3].startswith("Install the same kit there")
    assert count(place) == 0


def test_a_worker_without_the_kit_is_refused(cluster, students, place, tmp_path):
    (tmp_path / "none" / "grader").mkdir(parents=True)
    (tmp_path / "none" / "grader" / "__init__.py").touch()
    cluster.worker(tmp_path / "none").runs()
    code, _, complaints = ended(started(students(anna=RIGHT), place, "--cluster", cluster.address))
    assert code == 2
    assert "Install this kit where they run: pip install -e '.[cluster]'" in complaints
    assert "Traceback" not in complaints


def test_a_worker_ends_its_processes_when_a_batch_gives_it_nothing_more():
    pool = WorkerPool(Terms("batch", True, SEED, "en"), idle_seconds=0.5)
    task = Task("key", {"conv": RIGHT.encode()}, {})
    assert isinstance(pool.grade(task), JobGraded)
    until(lambda: not jobs(os.getpid()))
    assert isinstance(pool.grade(task), Lost)


def test_without_workers_it_is_said_after_a_while_that_there_are_none(cluster, monkeypatch):
    monkeypatch.setattr(cluster_executor, "PATIENCE_SECONDS", 1.0)
    with (
        connection.open_cluster(cluster.address, SETUP) as opened,
        pytest.raises(CannotGrade, match="The cluster has had no workers for 1 second"),
    ):
        opened.wait(None)


def test_a_scheduler_with_another_version_of_dask_is_refused(students, place, tmp_path):
    before = "import importlib.metadata; importlib.metadata.version = lambda name: '2020.1.0'"
    cluster = Cluster(tmp_path, before)
    try:
        folder = students(anna=RIGHT)
        code, said, complaints = ended(started(folder, place, "--cluster", cluster.address))
    finally:
        cluster.close()
    assert (code, said) == (2, "")
    assert "the scheduler has distributed 2020.1.0, here is " in complaints
    assert len(complaints.splitlines()) == 2


def test_a_scheduler_that_goes_away_is_a_clear_error(students, place, tmp_path):
    cluster = Cluster(tmp_path)
    cluster.worker().runs()
    running = started(students(slow=SLOW), place, "--cluster", cluster.address)
    until(lambda: jobs(cluster.workers[0].pid))
    cluster.close()
    code, _, complaints = ended(running)
    assert code == 3
    assert complaints.startswith("grader: The scheduler of the cluster is gone.")
    assert len(complaints.splitlines()) == 1


@pytest.mark.parametrize("address", ["", "nonsense", "ftp://127.0.0.1:1", "tcp://127.0.0.1:1"])
def test_where_no_scheduler_answers_it_is_said_how_to_start_one(address, monkeypatch):
    monkeypatch.setattr(connection, "CONNECT_SECONDS", 1)
    with (
        pytest.raises(UsageError, match="no connection to a Dask scheduler: "),
        connection.open_cluster(address, SETUP),
    ):
        os.abort()
