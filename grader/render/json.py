"""A report as JSON, schema 1. `docs/report-schema.json` is made from the records of this module."""

from typing import Any, Literal

import msgspec
from msgspec import Struct, field

from grader.records.report import Audience, Check, Confinement, Exercise, Report
from grader.text import printable

_UNTOLD = ("evidence", "origin")  # of a check: what the other forms of a report show


class JsonExercise(Struct, frozen=True):
    """The checks of one exercise and their points."""

    name: str
    score: float
    max_score: float
    checks: tuple[Check, ...]


class JsonReport(Struct, frozen=True):
    """The grade of one submission. `complete` is false where the grader itself failed."""

    version: Literal[1] = field(name="schema")
    submission: str
    audience: Audience
    score: float
    max_score: float
    confinement: Confinement
    duration_s: float
    complete: bool
    exercises: tuple[JsonExercise, ...]


def to_json(report: Report) -> bytes:
    """The report, indented, with a line break at its end."""
    told = JsonReport(
        version=1,
        submission=printable(report.submission),
        audience=report.audience,
        score=float(report.score),
        max_score=float(report.max_score),
        confinement=report.confinement,
        duration_s=round(report.duration_s, 3),
        complete=report.complete,
        exercises=tuple(_exercise(exercise) for exercise in report.exercises),
    )
    fields: dict[str, Any] = msgspec.to_builtins(told)
    for check in (check for exercise in fields["exercises"] for check in exercise["checks"]):
        for name in _UNTOLD:
            del check[name]
    return indented(fields)


def _exercise(exercise: Exercise) -> JsonExercise:
    scores = float(exercise.score), float(exercise.max_score)
    return JsonExercise(exercise.name, *scores, exercise.checks)


def to_schema() -> bytes:
    """The JSON Schema that every `to_json` fits."""
    schema = msgspec.json.schema(JsonReport)
    records = schema["$defs"]
    for name in _UNTOLD:
        del records["Check"]["properties"][name]
    for record in records.values():
        if "properties" in record:  # whatever has a default in the code is always written
            record["required"] = list(record["properties"])
    about = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Report, schema 1"}
    used = {name: records[name] for name in _used(JsonReport.__name__, records)}
    return indented({**about, **schema, "$defs": used})


def _used(name: str, records: dict[str, Any]) -> list[str]:
    """The records that one is made of, itself included."""
    found = [name]
    for each in found:
        text = msgspec.json.encode(records[each]).decode()
        found += [other for other in records if f'/{other}"' in text and other not in found]
    return found


def indented(fields: dict[str, Any]) -> bytes:
    """JSON with a line break at its end, which a log of GitHub Actions takes for no command.

    There, what stands between `##[` and `]` is a command anywhere in a line; see `actions.py`.
    """
    lines = msgspec.json.format(msgspec.json.encode(fields), indent=2)
    return lines.replace(b"##[", b"#\\u0023[") + b"\n"
