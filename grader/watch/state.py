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
    JudgedBeside,
    Noticed,
    Pressed,
    Ran,
    Saved,
    Scrolled,
)

QUIET = frozenset([Status.PASSED, Status.NOT_STARTED])
PAGE = 8  # lines
MOVES = {
    "up": -1, "down": 1, "pageup": -PAGE, "pagedown": PAGE, "home": -(10**6), "end": 10**6,
}  # fmt: skip

Function = tuple[str, str]  # exercise and function


class Run(Struct, frozen=True):
    """A run that is not over: its verdicts so far, and the function whose check goes on."""

    total: int = 0
    checks: tuple[Check, ...] = ()
    function: str = ""
    flavour: str = ""


class WatchState(Struct, frozen=True):
    """Where the student is.

    `functions` are all of the course, in their order. `asked` counts the runs; when it grows, the
    current exercise is to be judged. `reports` are the last verdicts on functions; `unreadable` is
    the report on the current file where that cannot be imported, which is no verdict on them.
    `saved` says that the student has begun to work, so that an exercise that is done stays.
    `staying` keeps an exercise in view when all are done. `function` is the one that is looked at,
    `cursor` a place in the list of functions while that is open, `top` the first line to be seen.
    """

    functions: tuple[Function, ...]
    current: str
    asked: int = 1
    running: Run | None = Run()
    reports: dict[str, Report] = {}
    unreadable: Report | None = None
    judged_at: str = ""
    saved: bool = False
    staying: bool = False
    function: str = ""
    cursor: int | None = None
    top: int = 0
    moved_from: str = ""
    notes: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(exercise for exercise, _function in self.functions))

    @property
    def verdict(self) -> Exercise | None:
        """All checks of the current exercise; where a run has not come yet, as they were before."""
        old = self.known(self.current)
        if self.running is None or old is None:
            return old
        running = Exercise(self.current, self.running.checks)
        if running.file_problem:
            return old
        checks = {check.id: check for check in (*old.checks, *running.checks)}
        return Exercise(self.current, tuple(checks.values()))

    @property
    def fresh(self) -> Exercise | None:
        """The verdicts on the file as it was saved last."""
        if self.running is not None:
            return Exercise(self.current, self.running.checks)
        return self.unreadable.exercises[0] if self.unreadable else self.known(self.current)

    @property
    def first_wrong(self) -> Check | None:
        """The first check that the file as it was saved last does not pass."""
        checks = self.fresh.checks if self.fresh else ()
        return next((check for check in checks if check.status not in QUIET), None)

    @property
    def finished(self) -> bool:
        """Whether every exercise is known to be done."""
        idle = self.running is None and self.unreadable is None
        return idle and all(map(self.is_done, self.names))

    def known(self, name: str) -> Exercise | None:
        """The last verdict on the functions of an exercise."""
        return self.reports[name].exercises[0] if name in self.reports else None

    def is_done(self, name: str) -> bool:
        return name in self.reports and self.reports[name].passed

    def after(self, name: str) -> tuple[str, ...]:
        """The other exercises, from the one that follows."""
        index = self.names.index(name)
        return self.names[index + 1 :] + self.names[:index]


def changed(state: WatchState, event: Event) -> WatchState:
    """Returns the state after an event."""
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
        case JudgedBeside(name, report) if name not in state.reports:
            return replace(state, reports={**state.reports, name: report})
        case Scrolled(top):
            return replace(state, top=top)
        case _:
            return state


def _saved(state: WatchState, names: frozenset[str]) -> WatchState:
    """The exercise in hand is the one that is saved."""
    current = state.current if state.current in names else min(names, key=state.names.index)
    reports = {name: one for name, one in state.reports.items() if name not in names - {current}}
    state = replace(state, reports=reports, saved=True, staying=False, function="", moved_from="")
    return _ask(state, current)


def _pressed(state: WatchState, key: str) -> WatchState:
    if state.cursor is not None:
        return _pressed_in_list(state, state.cursor, key)
    match key:
        case "l":
            return replace(state, cursor=_place_in_list(state))
        case "n":
            rest = state.after(state.current)
            waiting = [name for name in rest if not state.is_done(name)]
            following = waiting if state.is_done(state.current) and waiting else rest
            return _ask(replace(state, staying=True, function="", moved_from=""), following[0])
        case "r":
            return _ask(replace(state, moved_from=""), state.current)
        case _ if key in MOVES:
            return replace(state, top=max(0, state.top + MOVES[key]))
        case _:
            return state


def _pressed_in_list(state: WatchState, cursor: int, key: str) -> WatchState:
    if key in MOVES:
        return replace(state, cursor=min(max(0, cursor + MOVES[key]), len(state.functions) - 1))
    state = replace(state, cursor=None)
    if key != "enter":
        return state
    exercise, function = state.functions[cursor]
    state = replace(state, staying=True, function=function, moved_from="", top=0)
    return state if exercise == state.current else _ask(state, exercise)


def _place_in_list(state: WatchState) -> int:
    """Where the list opens: at the function that is looked at, or else at the first wrong one."""
    first = state.first_wrong.function if state.first_wrong else ""
    wanted = (state.current, state.function or first)
    if wanted in state.functions:
        return state.functions.index(wanted)
    return next(i for i, (name, _function) in enumerate(state.functions) if name == state.current)


def _ask(state: WatchState, name: str) -> WatchState:
    return replace(
        state,
        current=name,
        asked=state.asked + 1,
        running=Run(),
        unreadable=None,
        cursor=None,
        top=0,
    )


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
    state = replace(state, running=None, judged_at=at)
    if report.exercises[0].file_problem:
        return replace(state, unreadable=report)
    state = replace(state, reports={**state.reports, name: report})
    if state.saved or state.staying or not state.is_done(name):
        return state
    waiting = [other for other in state.after(name) if not state.is_done(other)]
    if not waiting:
        return state
    return _ask(replace(state, moved_from=name), waiting[0])
