"""Puts a report into the templates. Every text is escaped, and no part may run or be fetched."""

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from msgspec import Struct

from grader.language import _, current
from grader.records.report import (
    AllDone,
    Check,
    Exercise,
    Figure,
    Gallery,
    NextStep,
    Report,
    Status,
)
from grader.render.confinement import confinement_line
from grader.render.facts import failures
from grader.render.html import heat
from grader.render.next_words import sentences
from grader.render.plain_text import look
from grader.render.status import in_a_word
from grader.text import printable


class StatusSign(Struct, frozen=True):
    """How a status is shown beside its word: a sign, and the CSS class of its colour."""

    sign: str
    colour: str


_STATES = {
    Status.PASSED: StatusSign("✓", "good"),
    Status.MISSING: StatusSign("?", "odd"),
    Status.NOT_STARTED: StatusSign("○", "soft"),
    Status.BROKEN: StatusSign("!", "broken"),
}
_WRONG = StatusSign("✗", "bad")


def to_html(
    report: Report,
    step: NextStep | AllDone | None,
    pictures: Mapping[str, tuple[Gallery, ...]] | None = None,
    note: str = "",
) -> bytes:
    """The page of a report, UTF-8: what a person should do next, every check, the pictures.

    These come by exercise; `note` says why there are not more of them.
    """
    environment = open_templates()
    style = environment.get_template("style.css").render()
    page = environment.get_template("page.html").render(
        report=report,
        step=step,
        pictures=pictures or {},
        note=note,
        confinement=confinement_line(report.confinement),
        style=Markup(style),
        policy=policy(style),
    )
    return page.encode()


@cache
def open_templates() -> Environment:
    """The templates with what they call; each is compiled once."""
    environment = Environment(
        loader=PackageLoader("grader.render.html"),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "_": _,
        "in_code": _in_code,
        "state": lambda status: _STATES.get(status, _WRONG),
        "in_a_word": in_a_word,
        "language": current,
        "arguments": heat.arguments,
        "look": look,
        "answer": heat.answer,
        "by_function": _by_function,
        "sentences": sentences,
        "first_failure": _first_failure,
        "data_uri": _data_uri,
    }
    return environment


def _finalize(value: object) -> object:
    """Any text without signs that steer: no controls, no change of the writing direction."""
    return printable(value) if type(value) is str else value


def _in_code(text: str, **parts: str) -> Markup:
    """A sentence with its parts set as code."""
    code = Markup("<code>{}</code>")
    return escape(text).format(**{name: code.format(printable(parts[name])) for name in parts})


def policy(style: str, script: str = "") -> str:
    """A Content-Security-Policy: nothing but this very style sheet, this script if there is one,
    and pictures in the page."""
    sources = f"style-src {_digest(style)}; img-src data:"
    if script:
        sources += f"; script-src {_digest(script)}"
    return f"default-src 'none'; {sources}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _by_function(exercise: Exercise) -> list[tuple[str, list[Check]]]:
    groups = groupby(exercise.checks, lambda check: check.function)
    return [(function, list(checks)) for function, checks in groups]


def _first_failure(exercise: Exercise) -> Check | None:
    """Returns the check to read first, which is open when the page is opened."""
    return next(iter(failures(exercise)), None)


def _data_uri(figure: Figure) -> str:
    return f"data:{figure.media_type};base64,{b64encode(figure.data).decode()}"
