"""The events of `watch`: threads put them into a queue, the loop takes them out."""

from msgspec import Struct

from grader.records.report import Check, Report


class Pressed(Struct, frozen=True):
    """A key: a lower-case letter, or a name such as `up`. Empty if no more can come."""

    key: str


class Saved(Struct, frozen=True):
    """These exercises have been written, removed or put in place."""

    names: frozenset[str]


class Noticed(Struct, frozen=True):
    """Something to be said once, quietly."""

    text: str


class ChecksCounted(Struct, frozen=True):
    """Run `run` is going to have so many checks."""

    run: int
    checks: int


class Begun(Struct, frozen=True):
    """A check of `function` begins; with which library is `flavour`."""

    run: int
    function: str
    flavour: str


class Ran(Struct, frozen=True):
    """A check has run. Its verdict comes later, and may be another."""

    run: int
    check: Check


class Ended(Struct, frozen=True):
    """A check has its verdict."""

    run: int
    check: Check


class Judged(Struct, frozen=True):
    """All checks of a run have their verdicts, at this time of the day."""

    run: int
    at: str
    report: Report


class JudgedBeside(Struct, frozen=True):
    """Another exercise has been judged, while nothing else was to be done."""

    name: str
    report: Report


class Scrolled(Struct, frozen=True):
    """The screen was drawn from this line of its body on, which may be the last one possible."""

    top: int


class SessionFailed(Struct, frozen=True):
    """A thread ended with an error that the main thread must raise."""

    error: BaseException


Event = (
    Pressed
    | Saved
    | Noticed
    | ChecksCounted
    | Begun
    | Ran
    | Ended
    | Judged
    | JudgedBeside
    | Scrolled
    | SessionFailed
)
