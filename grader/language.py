"""The language that a student reads: English as the texts are written, or a gettext catalogue.

It is chosen once, by the command line, before anything is said.
"""

import gettext
import locale
import os
import re
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("en", "ko")
DOMAIN = "grader"
# Texts that only hidden checks say lie with those, so that they are handed out with none.
CATALOGUES = (
    Path(__file__).with_name("locale"),
    Path(__file__).resolve().parents[1] / "tests" / "hidden" / "locale",
)

_VARIABLES = ("GRADER_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_chosen: list[gettext.NullTranslations] = [gettext.NullTranslations()]


def choose(language: str) -> None:
    """From now on texts are in this language; those without a translation are in English."""
    known, hidden = (
        gettext.translation(DOMAIN, place, [language], fallback=True) for place in CATALOGUES
    )
    known.add_fallback(hidden)
    _chosen[0] = known


def current() -> str:
    """The language that texts are in, as HTML names it."""
    return _chosen[0].info().get("language", LANGUAGES[0])


def preferred(environment: Mapping[str, str] = os.environ) -> str:
    """The language of `GRADER_LANG`, else of the locale, if there is a catalogue, else English."""
    for name in _VARIABLES:
        if environment.get(name):
            return _known(environment[name])
    return _known(locale.getlocale()[0] or "")


def _known(name: str) -> str:
    """The language of a locale such as `ko_KR.UTF-8`, `ko-KR` or `Korean_Korea`, if it is known."""
    first = re.split(r"[-_.@:]", name)[0]
    language = locale.normalize(first).partition("_")[0]
    return language if language in LANGUAGES else LANGUAGES[0]


def _(text: str) -> str:
    """A text in the chosen language."""
    return _chosen[0].gettext(text) if text else ""


def plural(one: str, many: str, count: int) -> str:
    """One of two texts in the chosen language, by what is counted."""
    return _chosen[0].ngettext(one, many, count)


def N_(text: str) -> str:
    """Marks a text that is translated only when it is used."""
    return text
