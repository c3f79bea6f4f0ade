"""The time of a commit is read off a clone that somebody may have made to do harm."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from grader.classroom.batch.commits import committed_at, told

WHEN = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture
def clone(tmp_path):
    """A clone with one commit, whose message is longer than what is read."""
    git = ["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run(
        [*git, "commit", "-q", "--allow-empty", "-F", "-", f"--date={WHEN.isoformat()}"],
        input=b"message " * 2**18,
        env={"GIT_COMMITTER_DATE": WHEN.isoformat(), "PATH": "/usr/bin:/bin"},
        check=True,
    )
    return tmp_path


def test_a_commit_has_the_time_of_its_committer(clone):
    assert committed_at(clone) == WHEN


def test_what_is_a_link_has_no_time(clone):
    objects = clone / ".git" / "objects"
    objects.rename(clone / "elsewhere")
    assert committed_at(clone) is None
    objects.symlink_to(clone / "elsewhere")
    assert committed_at(clone) is None


def test_a_program_that_says_much_is_not_heard_to_its_end():
    assert len(told(["yes"], {"PATH": "/usr/bin:/bin"})) == 2**20


def test_a_program_that_takes_much_memory_says_nothing():
    greedy = [sys.executable, "-c", "print(len(bytearray(2**30)))"]
    assert told(greedy, {}) == ""
