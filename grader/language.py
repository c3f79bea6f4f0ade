"""The language that a student reads: English as the texts are written, or a gettext catalogue.

It is chosen once, by the command line, before anything is said.
"""

import gettext
import locale
import os
from collections.abc import Mapping
from pathlib import Path

CATALOGUES = Path(__file__).with_name("locale")
LANGUAGES = ("en", "ko")

_chosen: list[gettext.NullTranslations] = [gettext.NullTranslations()]


def choose(language: str) -> None:
    """From now on texts are in this language; one without a catalogue means English."""
    _chosen[0] = gettext.translation("grader", CATALOGUES, [language], fallback=True)


def preferred(environment: Mapping[str, str] = os.environ) -> str:
    """The language of `GRADER_LANG`, else of the locale, if there is a catalogue, else English."""
    for name in ("GRADER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return _known(environment[name])
    return _known(locale.getlocale()[0] or "")


def _known(name: str) -> str:
    language = name.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return language if language in LANGUAGES else "en"


def _(text: str) -> str:
    """A text in the chosen language."""
    return _chosen[0].gettext(text) if text else ""


def plural(one: str, many: str, count: int) -> str:
    """One of two texts in the chosen language, by what is counted."""
    return _chosen[0].ngettext(one, many, count)
