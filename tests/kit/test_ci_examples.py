"""The ready workflows: valid, of the shape that their threat model promises, and their scripts run.

See `examples/ci/README.md`.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from urllib.parse import parse_qs

import pytest
import yaml

from grader.cli.commands import parse
from grader.course.course import find_course

EXAMPLES = find_course().root / "examples" / "ci"
GITHUB = sorted((EXAMPLES / "github").glob("*.yml"))
GITLAB = sorted((EXAMPLES / "gitlab").glob("*.yml"))
OWN = EXAMPLES.parents[1] / ".github" / "workflows" / "ci.yml"  # that of this repository
GITLAB_WORDS = {"workflow", "stages", "default"}


def read(file: Path) -> dict:
    # YAML 1.1 takes `on` for a truth value; GitHub does not.
    return yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)


def github_jobs(file: Path) -> dict[str, dict]:
    return read(file)["jobs"]


def gitlab_jobs(file: Path) -> dict[str, dict]:
    return {name: job for name, job in read(file).items() if name not in GITLAB_WORDS}


def scripts(file: Path) -> list[str]:
    if file in GITLAB:
        return [line for job in gitlab_jobs(file).values() for line in job["script"]]
    steps = (step for job in github_jobs(file).values() for step in job["steps"])
    return [step["run"] for step in steps if "run" in step]


GRADE, FEEDBACK = EXAMPLES / "github" / "grade.yml", EXAMPLES / "github" / "feedback.yml"
GITLAB_GRADE = EXAMPLES / "gitlab" / "grade.gitlab-ci.yml"


@pytest.mark.parametrize(
    ("schema", "files"),
    [("github-workflows", [*GITHUB, OWN]), ("gitlab-ci", GITLAB)],
    ids=["github", "gitlab"],
)
def test_they_are_valid_by_the_published_schemas(schema, files):
    assert len(files) >= 2
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    ran = subprocess.run([*check, *files], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_they_do_not_run_in_this_repository():
    root = find_course().root
    assert list((root / ".github").rglob("*.yml")) == [OWN]
    assert not (root / ".gitlab-ci.yml").exists()


@pytest.mark.parametrize("file", [*GITHUB, *GITLAB], ids=lambda file: file.name)
def test_every_command_of_the_grader_is_one(file):
    text = " ".join(" ; ".join(scripts(file)).split())
    commands = re.findall(r"python -m grader( [^;&|]*)?", text)
    assert commands
    for command in commands:
        assert parse(shlex.split(command))


@pytest.mark.parametrize("file", GITHUB, ids=lambda file: file.name)
def test_nothing_a_student_does_starts_a_workflow_with_secrets(file):
    starts = read(file)["on"]
    has_secrets = "secrets." in file.read_text(encoding="utf-8")
    assert has_secrets == (file == GRADE)
    assert set(starts) == {"schedule", "workflow_dispatch"} if has_secrets else starts == "push"


@pytest.mark.parametrize("file", GITHUB, ids=lambda file: file.name)
def test_no_job_can_write_and_no_step_keeps_a_token(file):
    assert read(file)["permissions"] in ("", {}, {"contents": "read"})
    for job in github_jobs(file).values():
        assert job.get("permissions", {"contents": "read"}) == {"contents": "read"}
        for step in job["steps"]:
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] == "false"


@pytest.mark.parametrize("file", [*GITHUB, OWN], ids=lambda file: file.name)
def test_actions_are_githubs_own_and_pinned_and_scripts_hold_no_expression(file):
    for job in github_jobs(file).values():
        for step in job["steps"]:
            assert re.fullmatch(r"actions/[\w/-]+@v\d+", step.get("uses", "actions/checkout@v6"))
            assert "${{" not in step.get("run", "")


def test_the_job_that_runs_students_code_has_no_secret():
    job = github_jobs(GRADE)["grade"]
    assert "environment" not in job
    assert "secrets" not in json.dumps(job)
    assert "--confine required" in json.dumps(job)
    job = gitlab_jobs(GITLAB_GRADE)["grade"]
    assert "environment" not in job
    assert "TOKEN" not in json.dumps(job)
    assert "env -i" in json.dumps(job)


@pytest.mark.parametrize("jobs", [github_jobs(GRADE), gitlab_jobs(GITLAB_GRADE)], ids=["h", "l"])
def test_jobs_that_have_a_secret_run_no_students_code(jobs):
    assert list(jobs) == ["collect", "grade", "publish"]
    for name in ("collect", "publish"):
        text = json.dumps(jobs[name])
        assert jobs[name]["environment"]
        assert "grader" not in text
        assert "pip install" not in text
        assert "--recurse-submodules" not in text


@pytest.mark.parametrize("name", ["collect.sh", "comment.sh"])
def test_their_scripts_run_nothing_of_the_kit_and_check_nothing_out(name):
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    for word in ("grader", "pip", "--recurse-submodules", "git checkout"):
        assert word not in text


# --- what the scripts do, with a real git

RELU = "import numpy as np\n\n\ndef relu(x):\n    return np.maximum(np.asarray(x, float), 0)\n"


@pytest.fixture
def work(tmp_path) -> Path:
    """The folder that a job begins in."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def hosted(tmp_path) -> dict[str, str]:
    """The environment of a job for which students' repositories are folders of this machine."""
    anna = tmp_path / "hosts" / "course" / "anna.git"
    (anna / "exercises").mkdir(parents=True)
    (anna / "exercises" / "conv.py").write_text(RELU, encoding="utf-8")
    (anna / "exercises" / "padding.py").symlink_to("/etc/passwd")
    (anna / ".gitattributes").write_text("* filter=evil export-subst\n", encoding="utf-8")
    (anna / "post-checkout").write_text("#!/bin/sh\ntouch taken\n", encoding="utf-8")
    ben = tmp_path / "hosts" / "course" / "ben.git"
    ben.mkdir()
    (ben / "README.md").write_text("nothing yet", encoding="utf-8")
    for folder in (anna, ben):
        commit(folder)
    hosts = f"file://{tmp_path}/hosts/"
    return os.environ | {"FROM": hosts, "TMPDIR": str(tmp_path)}


def commit(folder: Path, date: str = "2026-11-02 12:00 +0900") -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    made = os.environ | {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    for command in (["init", "--quiet"], ["add", "."], [*who, "commit", "--quiet", "-m", "done"]):
        subprocess.run(["git", *command], cwd=folder, check=True, env=made)


def collect(work: Path, hosted: dict[str, str], students: bytes, **more: str):
    (work / "students.txt").write_bytes(students)
    script = ["bash", EXAMPLES / "collect.sh", "students.txt", "submissions"]
    return subprocess.run(script, cwd=work, env=hosted | more, capture_output=True, text=True)


def names(work: Path) -> list[str]:
    return sorted(each.name for each in (work / "submissions").iterdir())


def test_submissions_are_collected_as_data(course, tmp_path, hosted, work):
    ran = collect(work, hosted, b"anna course/anna\nben course/ben\n")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == "ben has handed in nothing\n"
    with zipfile.ZipFile(work / "submissions" / "anna.zip") as archive:
        files = [each.filename for each in archive.infolist() if not each.is_dir()]
    assert files == ["exercises/conv.py", "exercises/padding.py"]
    assert not list(tmp_path.rglob("taken"))
    grade = [sys.executable, "-m", "grader", "conv.relu", "padding", "--json", "-", "--submission"]
    place = work / "submissions" / "anna.zip"
    graded = subprocess.run([*grade, place], cwd=course.root, capture_output=True, text=True)
    checks = [one for each in json.loads(graded.stdout)["exercises"] for one in each["checks"]]
    assert {one["status"] for one in checks if one["function"] == "relu"} == {"passed"}
    assert "root:" not in graded.stdout


@pytest.mark.parametrize(
    "students",
    [
        b"anna course/anna",
        b"\xef\xbb\xbfanna course/anna\r\n",
        b"# week 1\n\n  \nanna\tcourse/anna\n   # ben course/ben\n",
        b"anna course/anna   \r\n\r\n",
    ],
)
def test_a_list_is_read_whatever_editor_wrote_it(hosted, work, students):
    ran = collect(work, hosted, students)
    assert (ran.returncode, ran.stdout, names(work)) == (0, "", ["anna.zip"])


def test_a_repository_that_cannot_be_read_is_named_and_stops_nobody(hosted, work):
    ran = collect(work, hosted, b"cleo course/cleo\nanna course/anna\n")
    assert ran.returncode == 1
    assert "could not be read: cleo\n" in ran.stderr
    assert "handed in nothing" not in ran.stdout
    assert names(work) == ["anna.zip"]


def test_a_repository_without_a_commit_is_read_and_empty(hosted, work, tmp_path):
    empty = tmp_path / "hosts" / "course" / "dan.git"
    subprocess.run(["git", "init", "--quiet", empty], check=True)
    ran = collect(work, hosted, b"dan course/dan\n")
    assert (ran.returncode, ran.stdout) == (0, "dan has handed in nothing\n")


@pytest.mark.parametrize("line", [b"anna\n", b"anna course\n", b"../x course/anna\n"])
def test_a_line_that_is_no_student_is_told(hosted, work, line):
    ran = collect(work, hosted, line)
    assert ran.returncode == 2
    assert "is not: NAME OWNER/REPOSITORY" in ran.stderr


def test_what_had_been_committed_at_a_date_is_taken(hosted, work, tmp_path):
    anna = tmp_path / "hosts" / "course" / "anna.git"
    (anna / "exercises" / "conv.py").write_text("later\n", encoding="utf-8")
    commit(anna, "2026-11-03 12:00 +0900")
    for due, first in (("2026-11-02 23:59 +0900", RELU), ("2026-11-03 23:59 +0900", "later\n")):
        assert collect(work, hosted, b"anna course/anna\n", DUE=due).returncode == 0
        with zipfile.ZipFile(work / "submissions" / "anna.zip") as archive:
            assert archive.read("exercises/conv.py").decode() == first
    (work / "submissions" / "anna.zip").unlink()
    ran = collect(work, hosted, b"anna course/anna\n", DUE="2026-11-01")
    assert (ran.stdout, names(work)) == ("anna has handed in nothing\n", [])


# --- comments


@pytest.fixture
def results(work) -> Path:
    (work / "students.txt").write_text("anna course/anna\nben course/ben\n", encoding="utf-8")
    place = work / "results" / "students" / "anna"
    place.mkdir(parents=True)
    (place / "feedback.md").write_text("# 70 of 100 & more\n", encoding="utf-8")
    return work


def comment(work: Path, platform: str, **more: str):
    script = ["bash", EXAMPLES / "comment.sh", platform, "students.txt", "results"]
    return subprocess.run(
        script, cwd=work, env=os.environ | more, capture_output=True, text=True, timeout=60
    )


class GitLab(BaseHTTPRequestHandler):
    """What of GitLab's interface a comment needs."""

    notes: ClassVar[list[dict]] = []

    def do_GET(self):
        self._answer({"id": 7} if self.path == "/user" else self.notes)

    def do_POST(self):
        self.notes.append({"id": len(self.notes) + 1, "author": {"id": 7}, "body": self._body()})
        self._answer({})

    def do_PUT(self):
        assert self.path.startswith("/projects/course%2Fanna/merge_requests/1/notes/")
        self.notes[int(self.path.rpartition("/")[2]) - 1]["body"] = self._body()
        self._answer({})

    def _body(self) -> str:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        return parse_qs(sent)["body"][0]

    def _answer(self, what) -> None:
        allowed = self.headers["PRIVATE-TOKEN"] == "secret"
        self.send_response(200 if allowed else 401)
        self.end_headers()
        self.wfile.write(json.dumps(what).encode())

    def log_message(self, *_):
        pass


def test_gitlab_has_one_comment_that_is_edited(results):
    GitLab.notes[:] = [{"id": 1, "author": {"id": 3}, "body": "When are grades out?"}]
    with ThreadingHTTPServer(("127.0.0.1", 0), GitLab) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        where = f"http://127.0.0.1:{server.server_port}"
        for text in ("# 70 of 100 & more\n", "# 80 of 100\n"):
            page = results / "results" / "students" / "anna" / "feedback.md"
            page.write_text(text, encoding="utf-8")
            ran = comment(results, "gitlab", CI_API_V4_URL=where, FEEDBACK_TOKEN="secret")
            assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
            assert [each["body"] for each in GitLab.notes] == ["When are grades out?", text]
        ran = comment(results, "gitlab", CI_API_V4_URL=where, FEEDBACK_TOKEN="wrong")
        assert "anna has no first pull or merge request" in ran.stdout
        server.shutdown()


def test_github_has_one_comment_that_is_edited(results, tmp_path):
    gh = tmp_path / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n', encoding="utf-8")
    gh.chmod(0o755)
    assert comment(results, "github", PATH=f"{gh.parent}:{os.environ['PATH']}").returncode == 0
    assert (tmp_path / "asked").read_text() == (
        "pr comment 1 --repo course/anna --body-file results/students/anna/feedback.md "
        "--edit-last --create-if-none\n"
    )
