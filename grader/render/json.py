"""A report as JSON, schema 1."""

from typing import Any

import msgspec

from grader.records.report import Check, Exercise, Report
from grader.text import printable


def to_json(report: Report) -> bytes:
    """The report, indented, with a line break at its end."""
    fields: dict[str, Any] = {
        "schema": 1,
        "submission": printable(report.submission),
        "audience": report.audience,
        "score": float(report.score),
        "max_score": float(report.max_score),
        "confinement": {
            "level": report.confinement.level,
            "missing": list(report.confinement.missing),
        },
        "duration_s": round(report.duration_s, 3),
        "complete": report.complete,
        "exercises": [_exercise(exercise) for exercise in report.exercises],
    }
    return indented(fields)


def indented(fields: dict[str, Any]) -> bytes:
    """JSON with a line break at its end, which a log of GitHub Actions takes for no command.

    There, what stands between `##[` and `]` is a command anywhere in a line; see `github.py`.
    """
    lines = msgspec.json.format(msgspec.json.encode(fields), indent=2)
    return lines.replace(b"##[", b"#\\u0023[") + b"\n"


def _exercise(exercise: Exercise) -> dict[str, Any]:
    return {
        "name": exercise.name,
        "score": float(exercise.score),
        "max_score": float(exercise.max_score),
        "checks": [_check(check) for check in exercise.checks],
    }


def _check(check: Check) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(check)
    del fields["evidence"], fields["origin"]
    return fields
