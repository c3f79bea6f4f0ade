"""What a found edit means to a reader."""

from grader.language import N_, _
from grader.records.report import Spot
from grader.sandbox.wire.messages import Located, Raised
from grader.text import shortened

MAX_CODE = 80
MAX_CHANGE = 400

REMEDIES = {
    "off-by-one": N_("A number there is one too large or one too small."),
    "constant": N_("Another number belongs there."),
    "name": N_("Another variable belongs there."),
    "missing": N_("Something is missing there: a variable that the result depends on."),
    "operator": N_("Another operator belongs there."),
    "comparison": N_("Another comparison belongs there."),
    "condition": N_("The condition there is not the right one."),
    "order": N_("Two things there are in the wrong order."),
    "brackets": N_("The order of operations there is not the right one: look at the brackets."),
    "rounding": N_("The result there must be rounded the other way."),
    "function": N_("Another function belongs there."),
    "argument": N_("An argument of that call is wrong: one too many or one that is missing."),
    "too-much": N_("Something there is too much: leave a part of it out."),
    "sign": N_("The sign there is wrong."),
    "converted": N_("The value there must be converted before it is used or returned."),
    "left-out": N_("That statement is one too many."),
    "moved": N_("That statement is in the wrong place: inside a loop or outside, before or after."),
    "once": N_("A part of that sum is added too often: it belongs behind the loop."),
    "statement": N_("Look at = and += there: one overwrites, the other adds."),
}


def endless_spot(raised: Raised) -> Spot | None:
    """The loop that does not end."""
    place = raised.places[0]
    if place.line < 1:
        return None
    code = shortened(" ".join(raised.text.split()), MAX_CODE)
    remedy = _("That loop does not end: look at what its condition compares, and what changes it.")
    return Spot(shortened(place.file, 200), place.line, code, place.cell, remedy)


def spot_of(located: Located, whole: bool) -> Spot | None:
    """What is told of an edit; its kind only where it sets all right."""
    if located.kind not in REMEDIES or located.place.line < 1:
        return None
    place = located.place
    change = f"{located.before}\n->\n{located.after}"
    return Spot(
        shortened(place.file, 200),
        place.line,
        shortened(" ".join(located.text.split()), MAX_CODE),
        place.cell,
        _(REMEDIES[located.kind]) if whole else "",
        shortened(change, MAX_CHANGE),
    )
