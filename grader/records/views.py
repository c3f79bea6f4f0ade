"""The records that the screens of `watch` are drawn from."""

from msgspec import Struct

from grader.records.report import Check, Exercise, NextStep, Report


class Activity(Struct, frozen=True):
    """The grader runs check `done` of `total`, or has been idle since the time `judged_at`."""

    judged_at: str = ""
    function: str = ""
    flavour: str = ""
    done: int = 0
    total: int = 0


class ExerciseView(Struct, frozen=True):
    """An exercise: all that is known of it, and the `fresh` verdicts on the file as it is now.

    Where the file cannot be read, `problem` says why. `step` and the `hints` that were shown are
    about what is to be done next; `moved_from` is the exercise that was done just before.
    """

    name: str
    activity: Activity
    problem: str = ""
    known: Exercise | None = None
    fresh: tuple[Check, ...] = ()
    step: NextStep | None = None
    hints: tuple[str, ...] = ()
    moved_from: str = ""
    notes: tuple[str, ...] = ()


class ListRow(Struct, frozen=True):
    """An exercise in the list: its verdict now, if there is one, and its best points ever."""

    name: str
    current: bool
    now: Exercise | None
    best: float
    hints: int


class ListView(Struct, frozen=True):
    """All exercises."""

    rows: tuple[ListRow, ...]
    notes: tuple[str, ...] = ()


class FinishedView(Struct, frozen=True):
    """Every exercise is done."""

    report: Report
    folder: str
    notes: tuple[str, ...] = ()


View = ExerciseView | ListView | FinishedView
