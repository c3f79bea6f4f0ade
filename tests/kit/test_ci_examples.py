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
from pathlib import Path

import pytest
import yaml

from grader.cli.arguments import parse
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
    assert len(commands) == 1
    assert parse(shlex.split(commands[0])).run


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
            assert re.fullmatch(r"actions/[\w-]+@v\d+", step.get("uses", "actions/checkout@v6"))
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
        assert "TOKEN" in text
        assert "python" not in text
        assert "pip" not in text
        assert "--recurse-submodules" not in text


# --- what the scripts do, with a real git

RELU = "import numpy as np\n\n\ndef relu(x):\n    return np.maximum(np.asarray(x, float), 0)\n"


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
    work = tmp_path / "work"
    work.mkdir()
    (work / "students.txt").write_text("anna course/anna\nben course/ben\ncleo course/cleo\n")
    hosts = f"file://{tmp_path}/hosts/"
    known = {
        f"url.{hosts}.insteadOf": "https://oauth2:secret@gitlab.example/",
        f"url.{hosts}/.insteadOf": "https://x-access-token:secret@github.com/",
    }
    git = {f"GIT_CONFIG_KEY_{i}": key for i, key in enumerate(known)}
    git |= {f"GIT_CONFIG_VALUE_{i}": value for i, value in enumerate(known.values())}
    tokens = {"TOKEN": "secret", "SUBMISSIONS_TOKEN": "secret", "CI_SERVER_HOST": "gitlab.example"}
    places = {"RUNNER_TEMP": str(tmp_path), "GIT_CONFIG_COUNT": str(len(known))}
    return os.environ | git | tokens | places | {"WORK": str(work)}


def commit(folder: Path) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "--quiet"], ["add", "."], [*who, "commit", "--quiet", "-m", "done"]):
        subprocess.run(["git", *command], cwd=folder, check=True)


@pytest.mark.parametrize("file", [GRADE, GITLAB_GRADE], ids=lambda file: file.name)
def test_submissions_are_collected_as_data(course, tmp_path, hosted, file):
    script = scripts(file)[0].replace("/tmp/$name", f"{tmp_path}/$name")
    work = Path(hosted["WORK"])
    ran = subprocess.run(
        ["bash", "-e", "-c", script], cwd=work, env=hosted, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    assert "ben has handed in nothing" in ran.stdout
    assert "cleo has handed in nothing" in ran.stdout
    assert "secret" not in ran.stdout
    assert [each.name for each in (work / "submissions").iterdir()] == ["anna.zip"]
    with zipfile.ZipFile(work / "submissions" / "anna.zip") as archive:
        assert archive.namelist() == ["conv.py", "padding.py"]
    assert not list(tmp_path.rglob("taken"))
    grade = [sys.executable, "-m", "grader", "conv.relu", "padding", "--json", "-", "--submission"]
    place = work / "submissions" / "anna.zip"
    graded = subprocess.run([*grade, place], cwd=course.root, capture_output=True, text=True)
    checks = [one for each in json.loads(graded.stdout)["exercises"] for one in each["checks"]]
    assert {one["status"] for one in checks if one["function"] == "relu"} == {"passed"}
    assert "root:" not in graded.stdout
