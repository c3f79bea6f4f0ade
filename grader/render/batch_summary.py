"""Renders a batch, while it runs and at its end."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from grader.language import N_, _, plural
from grader.records.tally import EntryState, Happened, Tally
from grader.text import shortened

_NAME = 40
_REASON = 200
_WORDS = {
    EntryState.GRADED: N_("graded {count}"),
    EntryState.REUSED: N_("known before {count}"),
    EntryState.UNREADABLE: N_("unreadable {count}"),
    EntryState.NOTHING_FOUND: N_("nothing found {count}"),
    EntryState.FAULTY: N_("not graded {count}"),
}


def states(tally: Tally) -> str:
    """How many submissions are in which state; of problems only those that there are."""
    always = (EntryState.GRADED, EntryState.REUSED)
    shown = (state for state in EntryState if state in always or tally.count(state))
    return ", ".join(_(_WORDS[state]).format(count=tally.count(state)) for state in shown)


def progress_line(tally: Tally, seconds: float) -> str:
    """One line of a log, after so many seconds."""
    rate = tally.done / seconds if seconds > 0 else 0.0
    text = _("{done} of {total}: {states}; {rate:.1f} per second, {left} left")
    left = duration((tally.total - tally.done) / rate) if rate else "-:--"
    line = text.format(
        done=tally.done, total=tally.total, states=states(tally), rate=rate, left=left
    )
    return f"{line}; {slowest(tally)}" if tally.slowest else line


def slowest(tally: Tally) -> str:
    """The submissions whose grading took longest, where some were graded."""
    names = (f"{_name(each)} {each.seconds:.1f} s" for each in tally.slowest)
    return _("slowest: {names}").format(names=", ".join(names))


def summary(tally: Tally, seconds: float, store: str) -> RenderableType:
    """Renders the result of a batch: counts, points, problems and where the grades are."""
    return Group(*(Text(line) for line in _lines(tally, seconds, store)))


def duration(seconds: float) -> str:
    """Hours, minutes and seconds, as a clock shows them."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _lines(tally: Tally, seconds: float, store: str) -> Iterator[str]:
    text = plural(
        "{total} submission in {time}: {states}",
        "{total} submissions in {time}: {states}",
        tally.total,
    )
    yield text.format(total=tally.total, time=duration(seconds), states=states(tally))
    if tally.max_score:
        text = _("points: mean {mean:.1f}, median {median:.1f} of {max:g}")
        yield text.format(mean=tally.mean, median=tally.median, max=tally.max_score)
    if tally.slowest:
        yield slowest(tally)
    text = _("Look at these. Nothing was found that could be graded, and they have no points:")
    yield from _problems(tally, EntryState.NOTHING_FOUND, text)
    yield from _problems(tally, EntryState.UNREADABLE, _("Could not be read, and have 0 points:"))
    yield from _problems(tally, EntryState.FAULTY, _("Not graded, and not by their own fault:"))
    if tally.count(EntryState.FAULTY):
        yield _("The same command tries these again.")
    yield _("grades: {store}").format(store=store)


def _problems(tally: Tally, state: EntryState, title: str) -> Iterator[str]:
    told = tally.problems[state]
    if not told:
        return
    yield title
    for each in told:
        yield f"  {_name(each)}: {shortened(each.problem, _REASON).replace(chr(10), ' ')}"
    if tally.count(state) > len(told):
        yield "  " + _("and {count} more").format(count=tally.count(state) - len(told))


def _name(happened: Happened) -> str:
    return shortened(happened.name, _NAME).replace("\n", " ")
