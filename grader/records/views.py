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


class Totals(Struct, frozen=True):
    """How far all exercises are: functions that are done, and points.

    It is not `complete` while some exercises have not been judged; `visible` says that there are
    hidden checks elsewhere.
    """

    functions: int
    of_functions: int
    points: float
    of_points: float
    complete: bool
    visible: bool


class ExerciseView(Struct, frozen=True):
    """An exercise: all that is known of it, and the `fresh` verdicts on the file as it is now.

    `step` and the `hints` that were shown are about what is to be done next. Where a `function`
    is looked at, only its checks are shown. `moved_from` is an exercise that was done already.
    `top` is the first line of the body to be seen, `answer` what is said to a key.
    """

    name: str
    activity: Activity
    progress: Totals
    known: Exercise | None = None
    fresh: tuple[Check, ...] = ()
    step: NextStep | None = None
    hints: tuple[str, ...] = ()
    function: str = ""
    moved_from: str = ""
    top: int = 0
    answer: str = ""
    notes: tuple[str, ...] = ()


class ListRow(Struct, frozen=True):
    """A function in the list with its checks, none if it was not judged yet."""

    exercise: str
    function: str
    checks: tuple[Check, ...]
    hints: int


class ListView(Struct, frozen=True):
    """All functions, with a cursor at one of the rows."""

    rows: tuple[ListRow, ...]
    cursor: int
    progress: Totals
    notes: tuple[str, ...] = ()


class FinishedView(Struct, frozen=True):
    """Every exercise is done."""

    report: Report
    folder: str
    progress: Totals
    top: int = 0
    notes: tuple[str, ...] = ()


View = ExerciseView | ListView | FinishedView
