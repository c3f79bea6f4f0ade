"""The records of a grade, schema 1. They flow one way: session, report, renderers."""

from enum import StrEnum
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace


class Status(StrEnum):
    """How a check ended. Only `PASSED` earns points."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"
    FORBIDDEN = "forbidden"
    MISSING = "missing"
    NOT_STARTED = "not_started"
    BROKEN = "broken"


class Picture(Struct, frozen=True):
    """A value made ready to be read.

    `cells` are the rows of a small array or of the slice of it that matters, as text;
    `marked` are the `(row, column)` pairs of the cells that differ; `values` are the numbers
    behind `cells`, row by row, where they are real numbers.
    """

    title: str
    cells: tuple[tuple[str, ...], ...] = ()
    marked: tuple[tuple[int, int], ...] = ()
    values: tuple[tuple[float, ...], ...] = ()


class Evidence(Struct, frozen=True):
    """The call behind a verdict: what was called, what came back, what was expected.

    `python` is the same call as a line of Python, where that is short and `call` is not one.
    """

    call: str
    arguments: tuple[Picture, ...] = ()
    got: Picture | None = None
    expected: Picture | None = None
    difference: str | None = None
    printed: str = ""
    python: str = ""


class Diagnosis(Struct, frozen=True):
    """A known mistake that explains a wrong answer; `detail` has numbers out of the call."""

    id: str
    text: str
    detail: str = ""


class Spot(Struct, frozen=True):
    """Where a small change of the student's code makes a failed check pass.

    `code` is what stands there; `cell` counts the code cells of a notebook from 1, else it is 0.
    `remedy` says what kind of change helps, `change` what exactly; that is for instructors.
    """

    file: str
    line: int
    code: str
    cell: int = 0
    remedy: str = ""
    change: str = ""


class Origin(Struct, frozen=True):
    """Where a failure comes from, if not from the function that was judged.

    `unwritten`: it called `function`, which is not written yet. `unloadable`: the `file` of
    `exercise` cannot be imported because of its `line`, which `source` shows. `missing`: there is
    no such file that can be read. Lines count from 1; 0 stands for none.
    """

    kind: Literal["unwritten", "unloadable", "missing"]
    exercise: str
    file: str
    function: str = ""
    line: int = 0
    source: str = ""

    @property
    def is_file(self) -> bool:
        """Whether nothing of the file could be judged."""
        return self.kind != "unwritten"


class Check(Struct, frozen=True):
    """One test and its verdict. `score` is `max_score` or 0."""

    id: str
    function: str
    title: str
    hidden: bool
    status: Status
    score: float
    max_score: float
    message: str | None
    diagnosis: Diagnosis | None
    hint: str | None
    duration_s: float
    evidence: Evidence | None = None
    spot: Spot | None = None
    origin: Origin | None = None

    @property
    def passed(self) -> bool:
        return self.status is Status.PASSED


class Exercise(Struct, frozen=True):
    """The checks of one exercise, in the order of its functions."""

    name: str
    checks: tuple[Check, ...]

    @property
    def score(self) -> float:
        return sum(check.score for check in self.checks)

    @property
    def max_score(self) -> float:
        return sum(check.max_score for check in self.checks)

    @property
    def file_problem(self) -> Origin | None:
        """Why nothing could be judged, if the file cannot be imported or read.

        It is no verdict on a function, so none is listed as wrong.
        """
        origins = {check.origin for check in self.checks}
        origin = next(iter(origins)) if len(origins) == 1 else None
        return origin if origin is not None and origin.is_file else None

    @property
    def functions(self) -> dict[str, tuple[Check, ...]]:
        """The checks of each function, in the order of the functions."""
        names = dict.fromkeys(check.function for check in self.checks)
        return {
            name: tuple(check for check in self.checks if check.function == name) for name in names
        }


Level = Literal["full", "partial", "none"]
Audience = Literal["student", "instructor"]


class Confinement(Struct, frozen=True):
    """How well the worker was shut in, and what the kernel did not give."""

    level: Level
    missing: tuple[str, ...] = ()


class HandedIn(Struct, frozen=True):
    """A file of a submission, what became of it, and why where that is not a matter of course.

    `exercise` is the one that it is for, if it is for one.
    """

    path: str
    fate: Literal["graded", "not_read", "ignored"]
    reason: str = ""
    exercise: str = ""


class Report(Struct, frozen=True):
    """The grade of one submission.

    `hidden_points` are those that only checks absent from this copy of the kit can give. `notes`
    are sentences about how the submission was read, `files` what became of each of its files.
    """

    submission: str
    exercises: tuple[Exercise, ...]
    confinement: Confinement
    duration_s: float
    hidden_points: float = 0.0
    audience: Audience = "instructor"
    notes: tuple[str, ...] = ()
    files: tuple[HandedIn, ...] = ()

    @property
    def score(self) -> float:
        return sum(exercise.score for exercise in self.exercises)

    @property
    def max_score(self) -> float:
        return sum(exercise.max_score for exercise in self.exercises)

    @property
    def checks(self) -> tuple[Check, ...]:
        return tuple(check for exercise in self.exercises for check in exercise.checks)

    @property
    def complete(self) -> bool:
        """False when the grader itself failed somewhere."""
        return all(check.status is not Status.BROKEN for check in self.checks)

    @property
    def passed(self) -> bool:
        return all(check.passed for check in self.checks)

    def reaches(self, percent: float) -> bool:
        """Whether the score is at least this share of the points there are."""
        # Sums of points such as 0.1 are a little off.
        return 100 * self.score >= percent * self.max_score - 1e-9


def for_audience(report: Report, audience: Audience) -> Report:
    """The report as `audience` may see it.

    A student sees of a hidden check its title, status, points and hint, and nothing that came out
    of the call: no inputs, no expected values, no exception text, no output, and no duration
    either, for a call can be made to last as long as a number is large. Its diagnosis shows where a
    public check of the same function has shown it already: a mistake can be chosen by the inputs.
    Of a spot a student sees where it is, not what helps.
    """
    if audience == "instructor":
        return report
    public = (check for check in report.checks if not check.hidden and check.diagnosis)
    known = {(check.function, check.diagnosis.id) for check in public if check.diagnosis}
    exercises = tuple(
        Exercise(exercise.name, tuple(_without_secrets(check, known) for check in exercise.checks))
        for exercise in report.exercises
    )
    seconds = sum(check.duration_s for one in exercises for check in one.checks)
    return replace(report, exercises=exercises, audience=audience, duration_s=seconds)


def _without_secrets(check: Check, known: set[tuple[str, str]]) -> Check:
    if not check.hidden:
        return replace(check, spot=check.spot and replace(check.spot, remedy="", change=""))
    told = check.diagnosis is not None and (check.function, check.diagnosis.id) in known
    diagnosis = replace(check.diagnosis, detail="") if check.diagnosis and told else None
    bare = replace(check, message=None, evidence=None, origin=None, spot=None)
    return replace(bare, diagnosis=diagnosis, duration_s=0.0)


class NextStep(Struct, frozen=True):
    """What to do next, and the command that checks it.

    `write` or `fix` a `function` that begins at `place` (`FILE:LINE`); `repair` the line `place`
    of a file that cannot be imported; `restore` the file `place`, for which `command` is given.
    """

    function: str
    action: Literal["write", "fix", "repair", "restore"]
    place: str
    command: str


class AllDone(Struct, frozen=True):
    """All checks that ran have passed: what can be done now.

    `look` is the command that shows pictures of what was built. `rest` is the command that checks
    what did not run, `following` the file of the next exercise, `folder` what to hand in; of these
    three only one is not empty.
    """

    look: str
    rest: str = ""
    following: str = ""
    folder: str = ""


class Location(Struct, frozen=True):
    """Where a function begins: a file, and its line from 1 on; 0 where it is not to be found."""

    file: str
    line: int = 0


class Graded(Struct, frozen=True):
    """The result of one of many submissions: a report, or the `reason` why there is none.

    `faulty` says that this is a fault of the grader, so that there is no grade, not even 0 points;
    `nothing_found` that there was nothing that could be graded, `absent` that a student handed in
    nothing. `submitted_at` is a time as ISO 8601 writes it, where it is known, and `dated_by` whose
    word that is. Of `versions` the latest counts. `penalty` is in percent of `max_score`.
    """

    name: str
    report: Report | None
    reason: str = ""
    faulty: bool = False
    submitted_at: str = ""
    nothing_found: bool = False
    absent: bool = False
    dated_by: str = ""
    max_score: float = 0.0
    id: str = ""
    email: str = ""
    versions: int = 1
    late_hours: float | None = None
    penalty: float = 0.0

    @property
    def total(self) -> float | None:
        """The points, or None where there is no grade."""
        if self.report is not None:
            return self.report.score
        return None if self.faulty or self.nothing_found or self.absent else 0.0

    @property
    def final(self) -> float | None:
        """The points that are left after the penalty for being late."""
        if self.total is None:
            return None
        return max(0.0, self.total - self.max_score * self.penalty / 100)


class Figure(Struct, frozen=True):
    """A drawn picture, ready to be shown: the bytes of a file, and in words what is to be seen."""

    title: str
    alt: str
    data: bytes
    media_type: Literal["image/png", "image/svg+xml"] = "image/png"


class Gallery(Struct, frozen=True):
    """Figures that belong together, what is to be seen on them, and a warning, if there is one."""

    title: str
    text: str
    figures: tuple[Figure, ...]
    warning: str = ""


class Finding(Struct, frozen=True):
    """An attempt from inside a worker with its answer; `wrong` says why the answer is not right."""

    attempt: str
    answer: str
    wrong: str = ""
