"""Has argparse speak the chosen language: its own words are texts of the kit's catalogue."""

import gettext
import os

from grader.language import CATALOGUES, DOMAIN, N_, current

# As argparse writes them; those of later versions of Python stay English until they are added.
WORDS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("the following arguments are required: %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("expected one argument"),
    N_("not allowed with argument %s"),
)


def translate_argparse() -> None:
    """Makes gettext, which argparse asks for its words, look into the kit's catalogue."""
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES[0]))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = current()
