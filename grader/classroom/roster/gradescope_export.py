"""Reads `submission_metadata.yml`, in which Gradescope's export says whose each folder is."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import yaml

from grader.classroom.roster.platforms import Label
from grader.errors import UsageError
from grader.language import _

METADATA = "submission_metadata.yml"


def labels_of_export(text: str, file: str) -> dict[str, tuple[Label, ...]]:
    """Whose each folder is, by its name: a group has several students. Raises `UsageError`."""
    try:
        found = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        said = _("{file} cannot be read: {reason}.")
        reason = str(error).partition("\n")[0]
        raise UsageError(said.format(file=file, reason=reason)) from error
    folders = found.items() if isinstance(found, dict) else ()
    return {str(name): tuple(_labels(about)) for name, about in folders if isinstance(about, dict)}


def _labels(about: dict[str, Any]) -> Iterator[Label]:
    moment = about.get(":created_at")
    for who in about.get(":submitters") or ():
        name, number, email = (str(who.get(f":{key}") or "") for key in ("name", "sid", "email"))
        yield Label(
            "gradescope",
            name or email or number,
            number,
            moment=moment if isinstance(moment, datetime) else None,
            email=email,
        )
