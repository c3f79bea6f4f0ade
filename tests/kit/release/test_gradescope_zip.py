"""The autograder for Gradescope: what is in it, and a submission graded as Gradescope does."""

import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

import pytest

from grader.cli.commands import parse
from grader.errors import CannotGrade, UsageError
from grader.sandbox.worker_user import worker_user
from places import SOLUTIONS

SPY = """
import os
def same_padding(kernel_size):
    said = [f"user {os.getuid()}"]
    for place in PLACES:
        try:
            said.append(open(place).read())
        except OSError as error:
            said.append(type(error).__name__)
    raise RuntimeError(", ".join(said))
"""
as_root = pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="Gradescope runs as root")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    place = tmp_path_factory.mktemp("gradescope") / "autograder.zip"
    assert parse(["gradescope", str(place), "padding", "--hidden-checks", "after_published"])() == 0
    return place


def test_it_has_the_scripts_at_its_top_and_the_kit_beside_them(made):
    with zipfile.ZipFile(made) as archive:
        modes = {info.filename: info.external_attr >> 16 for info in archive.infolist()}
        script = archive.read("run_autograder").decode()
    assert {name for name in modes if "/" not in name} == {"setup.sh", "run_autograder"}
    assert modes["setup.sh"] == modes["run_autograder"] == 0o755
    graders = ("solutions/padding.py", "tests/hidden/test_padding.py", ".grader/seed")
    assert {f"kit/{name}" for name in (*graders, "pyproject.toml")} < modes.keys()
    assert "kit/grader/locale/ko/LC_MESSAGES/grader.mo" in modes
    assert not [name for name in modes if "tests/kit" in name or "__pycache__" in name]
    assert "-m grader padding --submission" in script
    assert "--hidden-checks after_published" in script
    assert "@" not in script.replace('"$@"', "")


def test_a_place_that_is_no_zip_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match="is no name of a zip"):
        parse(["gradescope", str(tmp_path / "folder")])()
    with pytest.raises(UsageError, match="cannot be written"):
        parse(["gradescope", str(tmp_path / "nowhere" / "out.zip")])()


@as_root
@pytest.mark.parametrize("name", ["root", "nobody-of-this-name"])
def test_a_user_who_is_none_or_root_is_refused(monkeypatch, name):
    monkeypatch.setenv("GRADER_WORKER_USER", name)
    with pytest.raises(CannotGrade, match="no ordinary user"):
        worker_user()


@pytest.fixture(scope="module")
def autograder(made):
    """A folder as `/autograder`, after `setup.sh`, that an ordinary user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="autograder-"))
    folder.chmod(0o755)
    for name in ("source", "submission", "results"):
        (folder / name).mkdir()
    with zipfile.ZipFile(made) as archive:
        archive.extractall(folder / "source")
    run(folder, "setup.sh")
    yield folder
    shutil.rmtree(folder)


def run(folder, script):
    environment = {**os.environ, "AUTOGRADER": str(folder)}
    environment.pop("PYTHONPATH", None)
    command = ["bash", str(folder / "source" / script)]
    subprocess.run(command, env=environment, check=True, timeout=600)


def results(folder, source):
    (folder / "submission" / "padding.py").write_text(source, encoding="utf-8")
    run(folder, "run_autograder")
    return json.loads((folder / "results" / "results.json").read_text(encoding="utf-8"))


@as_root
@pytest.mark.install
def test_a_right_submission_has_all_points_and_its_total_is_explained(autograder):
    found = results(autograder, (SOLUTIONS / "padding.py").read_text(encoding="utf-8"))
    assert found["score"] == 15.0
    assert found["output"].splitlines()[0] == "15.0 of 15.0 points"
    assert {test["visibility"] for test in found["tests"]} == {"visible", "after_published"}


@as_root
@pytest.mark.install
@pytest.mark.parametrize("barriers", [True, False])
def test_a_students_code_is_an_ordinary_users_and_reads_nothing_of_the_kit(autograder, barriers):
    script = autograder / "source" / "run_autograder"
    text = script.read_text(encoding="utf-8")
    if not barriers:
        script.write_text(text.replace("--quiet", "--quiet --confine off"), encoding="utf-8")
    kit = autograder / "source" / "kit"
    secrets = [kit / "solutions" / "padding.py", kit / "tests" / "hidden" / "test_padding.py",
               kit / ".grader" / "seed", autograder / "submission" / "padding.py"]  # fmt: skip
    found = results(autograder, SPY.replace("PLACES", repr([*map(str, secrets)])))
    script.write_text(text, encoding="utf-8")
    said = next(test["output"] for test in found["tests"] if "user" in test["output"])
    assert "user 0" not in said
    refused = "FileNotFoundError" if barriers else "PermissionError"
    assert said.count(refused) == len(secrets)
