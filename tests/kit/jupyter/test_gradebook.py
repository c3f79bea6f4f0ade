"""A gradebook of nbgrader as courses have it: with a plug-in of its own, used by others too."""

import os
import sysconfig

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import text

from grader.errors import UsageError
from grader.jupyter.autograde.gradebook import BUSY_SECONDS, open_gradebook

pytestmark = pytest.mark.nbgrader
PLUGIN = """
from nbgrader.plugins import BasePlugin
class Half(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score / 2
"""


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course with a gradebook of one assignment, in a folder with a difficult name."""
    folder = tmp_path / "[2026-1] 딥러닝"
    folder.mkdir()
    (folder / "late_of_course.py").write_text(PLUGIN)
    settings = 'get_config().AssignLatePenalties.plugin_class = "late_of_course.Half"\n'
    (folder / "nbgrader_config.py").write_text(settings)
    # To make a new one, nbgrader runs another program of the environment.
    monkeypatch.setenv("PATH", sysconfig.get_path("scripts"), prepend=os.pathsep)
    with Gradebook(f"sqlite:///{tmp_path}/gradebook.db") as gradebook:
        gradebook.add_assignment("ps1")
    (tmp_path / "gradebook.db").rename(folder / "gradebook.db")
    return folder


def test_a_plug_in_in_the_folder_of_the_course_takes_off_points(course):
    with open_gradebook(course, "ps1", str(course / "gradebook.db")) as opened:
        assert opened._penalties.plugin_class.__name__ == "Half"


def test_a_plug_in_that_cannot_be_imported_is_named(course):
    (course / "late_of_course.py").unlink()
    settings = 'get_config().AssignLatePenalties.plugin_class = "no_such_file.Half"\n'
    (course / "nbgrader_config.py").write_text(settings)
    with (
        pytest.raises(UsageError, match="no_such_file"),
        open_gradebook(course, "ps1", str(course / "gradebook.db")),
    ):
        pass


def test_a_gradebook_that_somebody_writes_to_is_waited_for(course):
    with open_gradebook(course, "ps1", str(course / "gradebook.db")) as opened:
        waits = opened._gradebook.db.execute(text("PRAGMA busy_timeout")).scalar()
    assert waits == BUSY_SECONDS * 1000


def test_a_gradebook_that_is_no_database_is_named(course):
    (course / "gradebook.db").write_bytes(b"no database, but long enough to look like one" * 99)
    with (
        pytest.raises(UsageError, match="cannot be opened: file is not a database"),
        open_gradebook(course, "ps1", str(course / "gradebook.db")),
    ):
        pass
