"""Reports as JSON fit the schema that `docs` hands out."""

import json

import jsonschema
import pytest

from grader.course.selection import select
from grader.grading.session import grade
from grader.records.report import Report, Status, for_audience
from grader.render.json import to_json, to_schema
from grader.submission.submission import Submission
from hand_made import EVERY_STATUS, MIXED, for_any_text, of_text
from mutation import plain

FAULTS = """
import time

def stamp(patch, kernel, bias=0.0):
    return 1.0

def relu(x):
    raise KeyError("x")

def conv2d(image, kernel, bias=0.0):
    import os
    os._exit(1)

def feature_maps(image, kernels, biases=None):
    raise NotImplementedError

del edge_kernels
"""
WORSE = """
def same_padding(kernel_size):
    import keras
    return keras.ops.add(1, 1)

def zero_pad(image, padding):
    return np.ones(2**31)

def stamp_counts(image_shape, kernel_size, padding=0):
    while True:
        pass
"""
SCHEMA = json.loads(to_schema())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


@pytest.fixture(scope="module")
def reports(course, zygotes):
    """Real reports, which have every status that a submission can have."""
    files = {"conv": plain()["conv"] + FAULTS, "padding": plain()["padding"] + WORSE}
    sources = {name: source.encode() for name, source in files.items()}
    faulty = Submission("anna", sources, {}, course.root)
    right = Submission("ben", {"conv": plain()["conv"].encode()}, {}, course.root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("grader.checks.mark.CALL_SECONDS", 0.5)
        return grade(course, [faulty, right], select(course, ["conv", "padding"]), zygotes)


def test_the_schema_is_what_the_records_give(course, tmp_path):
    new, known = tmp_path / "report-schema.json", course.root / "docs" / "report-schema.json"
    new.write_bytes(to_schema())
    assert known.read_bytes() == new.read_bytes(), f"cp {new} {known}"
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_real_reports_of_every_status_fit(reports):
    found = {check.status for report in reports for check in report.checks}
    assert set(Status) - found == {Status.BROKEN}
    for report in reports:
        fits(report)


def test_a_made_report_of_every_status_fits():
    fits(EVERY_STATUS)


def fits(report: Report) -> None:
    for audience in ("instructor", "student"):
        VALIDATOR.validate(json.loads(to_json(for_audience(report, audience))))


@for_any_text
def test_a_report_with_any_text_fits(text):
    fits(of_text(text.encode("utf-8", "replace").decode()))  # what crosses from a worker is UTF-8


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: told.pop("score"),
        lambda told: told.update(schema=2),
        lambda told: told["exercises"][0]["checks"][0].update(status="good"),
        lambda told: told["exercises"][0]["checks"][0].pop("hint"),
        lambda told: told["confinement"].update(level="half"),
    ],
    ids=["no score", "another schema", "an unknown status", "no hint", "an unknown level"],
)
def test_what_is_no_report_does_not_fit(spoil):
    told = json.loads(to_json(MIXED))
    spoil(told)
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(told)
