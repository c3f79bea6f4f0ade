"""Grades are kept whole, once, and for good."""

import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import create_engine, event, text

from grader.classroom.store.records import Entry, Result, packed
from grader.classroom.store.store import open_store
from grader.errors import CannotGrade, UsageError
from grader.records.report import Check, Confinement, Exercise, Picture, Report, Status
from grader.records.report import Evidence as Call
from places import SOLUTIONS, SUPPORT

NUMBERS = itertools.count()
TIME = datetime(2026, 11, 2, 15, 58, 23, tzinfo=UTC)
ANNA, BEN = Entry("anna", TIME, "anna"), Entry("ben", TIME, "ben.zip")
PICTURE = Picture("answer", (("nan", "\u2603"),), ((0, 0),), ((float("inf"), 1e-300),))
CHECK = Check(
    "conv/stamp/a", "stamp", "A", True, Status.FAILED, 0.0, 2.0, "no", None, None, 0.1,
    Call("stamp(1)", (PICTURE,), PICTURE, None, None, "\x00 printed"),
)  # fmt: skip
REPORT = Report("anna", (Exercise("conv", (CHECK,)),), Confinement("full"), 1.5, 3.0)
BROKEN = replace(
    REPORT, exercises=(Exercise("conv", (replace(CHECK, status=Status.BROKEN),)),), duration_s=9.0
)


@pytest.fixture
def file(tmp_path):
    return str(tmp_path / "grades.sqlite")


@pytest.fixture(scope="module")
def server():
    """The folder of a PostgreSQL server that listens on a socket there."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
    if programs is None:
        pytest.fail("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    user = "nobody" if os.getuid() == 0 else None  # it refuses to run as root
    shutil.chown(folder, user) if user else None

    def run(program, *options):
        command = [str(programs / program), "--pgdata", str(folder / "data"), *options]
        # Its output must not be a pipe, which the server would keep open.
        with open(os.devnull, "w") as nothing:
            subprocess.run(command, user=user, cwd=folder, stdout=nothing, check=True)

    run("initdb", "--auth=trust", "--username=grader", "--no-sync", "--encoding=UTF8")
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    run("pg_ctl", "--wait", "--log", str(folder / "log"), "--options", options, "start")
    yield folder
    run("pg_ctl", "--mode=immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request, file):
    """A store that is not there yet: a file, or a database of a real server."""
    if request.param == "sqlite":
        return file
    folder = request.getfixturevalue("server")
    name = f"grades{next(NUMBERS)}"
    url = f"postgresql+psycopg://grader@/{{}}?host={folder}"
    engine = create_engine(url.format("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.format(name)


def all_results(place):
    with open_store(place) as store:
        return list(store.results())


def test_a_report_comes_back_whole_under_the_name_of_each_who_shares_it(place):
    with open_store(place) as store:
        store.keep("key", packed(REPORT), [ANNA, BEN])
        assert store.known("key").max_score == 2.0
        assert store.known("other") is None
    assert all_results(place) == [
        Result(ANNA, "key", None, REPORT),
        Result(BEN, "key", None, replace(REPORT, submission="ben")),
    ]


def test_what_cannot_be_read_or_graded_is_kept_with_its_reason(place):
    with open_store(place) as store:
        store.note(ANNA, None, "not an archive")
        store.note(BEN, "key", "the grading process was killed")
    assert all_results(place) == [
        Result(ANNA, None, "not an archive", None),
        Result(BEN, "key", "the grading process was killed", None),
    ]


def test_results_come_by_name_and_of_one_student_by_time(place):
    later = Entry("anna", TIME + timedelta(days=1), "a-second")
    with open_store(place) as store:
        for entry in (BEN, later, ANNA):
            store.note(entry, None, "not an archive")
    assert [each.entry for each in all_results(place)] == [ANNA, later, BEN]


def test_a_grade_is_written_once_unless_it_is_graded_anew(place):
    with open_store(place) as store:
        store.keep("key", packed(REPORT), [ANNA])
        store.keep("key", packed(replace(REPORT, duration_s=7.0)), [BEN])
        assert [each.report.duration_s for each in store.results()] == [1.5, 1.5]
        store.keep("key", packed(replace(REPORT, duration_s=8.0)), [BEN], anew=True)
        assert [each.report.duration_s for each in store.results()] == [8.0, 8.0]


def test_a_grade_that_is_not_final_makes_way_for_one_that_is_and_never_replaces_it(place):
    with open_store(place) as store:
        store.keep("key", packed(BROKEN), [ANNA])
        assert store.known("key") is None
        store.keep("key", packed(REPORT), [ANNA])
        assert store.known("key") is not None
        store.keep("key", packed(BROKEN), [ANNA], anew=True)
        assert [each.report for each in store.results()] == [REPORT]


def test_a_grade_can_be_too_old(place):
    with open_store(place) as store:
        store.keep("key", packed(REPORT), [ANNA])
        now = datetime.now(UTC)
        assert store.known("key", now - timedelta(hours=1))
        assert store.known("key", now + timedelta(hours=1)) is None


def test_a_student_has_an_entry_for_each_time(place):
    later = replace(ANNA, submitted_at=TIME + timedelta(days=1))
    with open_store(place) as store:
        store.keep("key", packed(REPORT), [ANNA])
        store.note(later, "key")
        store.note(later, "key")
    assert [each.entry for each in all_results(place)] == [ANNA, later]


def test_a_place_whose_name_is_no_text_is_kept_all_the_same(place):
    with open_store(place) as store:
        store.note(replace(ANNA, place="anna\udcff"), None, "not an archive")
    assert all_results(place)[0].entry.place == "anna\\udcff"


def test_two_programs_write_at_once_and_lose_nothing(place):
    program = (
        "import sys; from test_store import *\n"
        "with open_store(sys.argv[1]) as store:\n"
        "    for number in range(40):\n"
        "        entry = Entry(sys.argv[2], TIME, str(number))\n"
        "        store.keep(f'key{number}', packed(REPORT), [entry])\n"
    )
    command = [sys.executable, "-c", program, place]
    here, path = Path(__file__).parent, {**os.environ, "PYTHONPATH": str(SUPPORT)}
    names = ("anna", "ben", "cleo")
    running = [subprocess.Popen([*command, name], cwd=here, env=path) for name in names]
    assert [each.wait(60) for each in running] == [0, 0, 0]
    with open_store(place) as store:
        assert store.count() == 40
        assert len(list(store.results())) == 120


@pytest.mark.parametrize("name", ["nowhere/grades.sqlite", ".", "text.sqlite"])
def test_a_store_that_cannot_be_written_to_is_an_error_at_once(tmp_path, name):
    (tmp_path / "text.sqlite").write_text("this is no database, " * 100)
    with (
        pytest.raises(UsageError, match=r"No grades can be kept in .*: .*\.\nName a file"),
        open_store(str(tmp_path / name)),
    ):
        pass


def test_assignments_are_kept_apart_and_share_their_grades(place):
    with open_store(place, "conv") as store:
        store.keep("key", packed(REPORT), [ANNA, BEN])
        assert store.of("padding").known("key") is not None
        store.of("padding").note(ANNA, None, "not an archive")
        assert store.assignments() == ("conv", "padding")
        assert [each.entry for each in store.results()] == [ANNA, BEN]
        assert [each.problem for each in store.of("padding").results()] == ["not an archive"]
    assert all_results(place) == []


def test_a_store_of_the_first_layout_loses_nothing(place):
    with open_store(place) as store:
        store.keep("key", packed(REPORT), [ANNA])
        store.note(BEN, None, "not an archive")
    url = place if "://" in place else f"sqlite:///{place}"
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in (
            "DROP INDEX submission_key",
            "ALTER TABLE submission RENAME TO before",
            "CREATE TABLE submission (name VARCHAR NOT NULL, place VARCHAR NOT NULL, "
            f"submitted_at {'DATETIME' if '://' not in place else 'TIMESTAMP WITH TIME ZONE'} "
            "NOT NULL, key VARCHAR(64), problem VARCHAR, "
            "CONSTRAINT first_key PRIMARY KEY (name, place, submitted_at))",
            "INSERT INTO submission SELECT name, place, submitted_at, key, problem FROM before",
            "DROP TABLE before",
            "CREATE INDEX submission_key ON submission (key)",
            "UPDATE layout SET version = 1",
        ):
            connection.execute(text(statement))
    engine.dispose()
    for _again in range(2):
        assert all_results(place) == [
            Result(ANNA, "key", None, REPORT),
            Result(BEN, None, "not an archive", None),
        ]
    with open_store(place) as store:
        assert store.known("key") is not None
        store.note(ANNA, "key")
        assert store.assignments() == ("",)


def test_a_store_of_another_layout_is_left_alone(file):
    with open_store(file):
        pass
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE layout SET version = 7")
    with pytest.raises(UsageError, match=r"another version of the kit \(layout 7, here 2\)"):
        all_results(file)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://somebody@host/grades", "SQLite or PostgreSQL, not in mysql"),
        ("postgresql+nodriver://host/grades", "not installed"),
        ("://", "not the URL of a database"),
    ],
)
def test_a_url_that_leads_nowhere_is_an_error(url, said):
    with pytest.raises(UsageError, match=said), open_store(url):
        pass


def test_a_full_disk_is_an_error_that_says_what_is_kept(file):
    with open_store(file) as store:
        store.keep("key", packed(REPORT), [ANNA])

        def fill(connection, record, proxy):
            connection.execute("PRAGMA max_page_count = 1")

        event.listen(store._engine, "checkout", fill)
        big = replace(packed(REPORT), report=bytes(2**20))
        with pytest.raises(CannotGrade, match=r"disk is full.*\n.*is kept"):
            store.keep("another", big, [ANNA])
    assert all_results(file)


def test_a_batch_keeps_its_grades_in_either_database(place, tmp_path):
    solution = SOLUTIONS / "padding.py"
    for name in ("anna", "ben"):
        (tmp_path / "class" / name).mkdir(parents=True)
        shutil.copy(solution, tmp_path / "class" / name)
    command = [sys.executable, "-m", "grader", "batch", str(tmp_path / "class"), "--store", place]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=90)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "graded 1, known before 1" in ran.stdout
    assert [each.report.score for each in all_results(place)] == [15.0, 15.0]


def test_a_database_of_something_else_is_not_touched(file):
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE grade (id TEXT)")
    before = Path(file).read_bytes()
    with pytest.raises(UsageError, match="something else"), open_store(file):
        pass
    assert Path(file).read_bytes() == before
