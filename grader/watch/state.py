"""The state of `watch`, and how each event changes it: pure functions from state to state."""

from msgspec import Struct
from msgspec.structs import replace

from grader.records.report import Check, Exercise, Report, Status
from grader.watch.events import (
    Begun,
    ChecksCounted,
    Ended,
    Event,
    Judged,
    Noticed,
    Pressed,
    Ran,
    Saved,
)

QUIET = frozenset([Status.PASSED, Status.NOT_STARTED])


class Run(Struct, frozen=True):
    """A run that is not over: its verdicts so far, and the function whose check goes on."""

    total: int = 0
    checks: tuple[Check, ...] = ()
    function: str = ""
    flavour: str = ""


class WatchState(Struct, frozen=True):
    """Where the student is.

    `asked` counts the runs; when it grows, the current exercise is to be judged. `staying` keeps
    an exercise that is done in view. `moved_from` is the exercise that a save has finished.
    """

    names: tuple[str, ...]
    current: str
    asked: int = 1
    running: Run | None = Run()
    reports: dict[str, Report] = {}
    judged_at: str = ""
    staying: bool = False
    listing: bool = False
    moved_from: str = ""
    notes: tuple[str, ...] = ()

    @property
    def verdict(self) -> Exercise | None:
        """All checks of the current exercise; where a run has not come yet, as they were before."""
        old = self.known(self.current)
        if self.running is None or old is None:
            return old
        checks = {check.id: check for check in (*old.checks, *self.running.checks)}
        return Exercise(self.current, tuple(checks.values()))

    @property
    def fresh(self) -> Exercise | None:
        """The verdicts on the file as it was saved last."""
        if self.running is None:
            return self.known(self.current)
        return Exercise(self.current, self.running.checks)

    @property
    def first_wrong(self) -> Check | None:
        """The first check that the file as it was saved last does not pass."""
        checks = self.fresh.checks if self.fresh else ()
        return next((check for check in checks if check.status not in QUIET), None)

    @property
    def finished(self) -> bool:
        """Whether every exercise is known to be done."""
        return self.running is None and all(map(self.is_done, self.names))

    def known(self, name: str) -> Exercise | None:
        """The last verdict on an exercise."""
        return self.reports[name].exercises[0] if name in self.reports else None

    def is_done(self, name: str) -> bool:
        return name in self.reports and self.reports[name].passed

    def after(self, name: str) -> tuple[str, ...]:
        """The other exercises, from the one that follows."""
        place = self.names.index(name)
        return self.names[place + 1 :] + self.names[:place]


def changed(state: WatchState, event: Event) -> WatchState:
    """The state after an event."""
    match event:
        case Saved(names):
            return _saved(state, names)
        case Pressed(key):
            return _pressed(state, key)
        case Noticed(text) if text not in state.notes:
            return replace(state, notes=(*state.notes, text))
        case ChecksCounted(run) | Begun(run) | Ran(run) | Ended(run) if run == state.asked:
            return replace(state, running=_further(state.running or Run(), event))
        case Judged(run, at, report) if run == state.asked:
            return _judged(state, at, report)
        case _:
            return state


def _saved(state: WatchState, names: frozenset[str]) -> WatchState:
    """The exercise in hand is the one that is saved."""
    current = state.current if state.current in names else min(names, key=state.names.index)
    reports = {name: one for name, one in state.reports.items() if name not in names - {current}}
    state = replace(state, reports=reports, staying=False, listing=False, moved_from="")
    return _ask(state, current)


def _pressed(state: WatchState, key: str) -> WatchState:
    listing = state.listing
    state = replace(state, listing=False)
    match key:
        case "l":
            return replace(state, listing=not listing)
        case "n":
            return _ask(replace(state, staying=True, moved_from=""), state.after(state.current)[0])
        case "r":
            return _ask(replace(state, moved_from=""), state.current)
        case _:
            return state


def _ask(state: WatchState, name: str) -> WatchState:
    return replace(state, current=name, asked=state.asked + 1, running=Run())


def _further(run: Run, event: ChecksCounted | Begun | Ran | Ended) -> Run:
    match event:
        case ChecksCounted(_, total):
            return replace(run, total=total)
        case Begun(_, function, flavour):
            return replace(run, function=function, flavour=flavour)
        case Ran(_, check) | Ended(_, check):
            by_id = {each.id: each for each in run.checks} | {check.id: check}
            return replace(run, checks=tuple(by_id.values()))


def _judged(state: WatchState, at: str, report: Report) -> WatchState:
    name = state.current
    reports = {**state.reports, name: report}
    state = replace(state, reports=reports, running=None, judged_at=at)
    if state.staying or not state.is_done(name):
        return state
    waiting = [other for other in state.after(name) if not state.is_done(other)]
    if not waiting:
        return state
    return _ask(replace(state, moved_from=name), waiting[0])
