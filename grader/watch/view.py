"""Makes of a state the records that a screen is drawn from."""

from grader.course.hints import Hints
from grader.grading.next_step import next_step
from grader.journal import Journal
from grader.records.report import Confinement, Exercise, NextStep, Report
from grader.records.views import (
    Activity,
    ExerciseView,
    FinishedView,
    ListRow,
    ListView,
    Totals,
    View,
)
from grader.submission.submission import Submission
from grader.watch.state import WatchState

CourseHints = dict[str, dict[str, Hints]]


def seen(
    state: WatchState, submission: Submission, hints: CourseHints, journal: Journal, answer: str
) -> View:
    """Returns the list, the end, or the current exercise; `answer` is what is said to a key."""
    progress = _progress(state)
    if state.cursor is not None:
        rows = tuple(_row(state, *function, journal) for function in state.functions)
        return ListView(rows, state.cursor, progress, state.notes)
    if state.finished and not state.staying:
        report, folder = _all_reports(state), str(submission.place)
        return FinishedView(report, folder, progress, state.top, state.notes)
    fresh = state.fresh or Exercise(state.current, ())
    if state.function and not fresh.file_problem:
        fresh = Exercise(state.current, fresh.functions.get(state.function, ()))
    step = _step(state, submission, fresh)
    name = f"{state.current}.{hinted(state, submission)}"
    return ExerciseView(
        state.current,
        _activity(state),
        progress,
        state.verdict,
        fresh.checks,
        step,
        _shown(name, hints, journal),
        state.function,
        state.moved_from,
        state.top,
        answer,
        state.notes,
    )


def hinted(state: WatchState, submission: Submission) -> str:
    """Returns the function that hints are about; it stays while a file cannot be imported."""
    if state.function:
        return state.function
    fresh = state.fresh
    readable = fresh if fresh and fresh.checks and not fresh.file_problem else state.verdict
    step = _step(state, submission, readable)
    return step.function if step else ""


def _step(state: WatchState, submission: Submission, exercise: Exercise | None) -> NextStep | None:
    judged = exercise or Exercise(state.current, ())
    report = Report(submission.name, (judged,), Confinement("full"), 0.0)
    return next_step(report, submission, None)


def _shown(name: str, hints: CourseHints, journal: Journal) -> tuple[str, ...]:
    exercise, _, function = name.partition(".")
    known = hints.get(exercise, {}).get(function)
    if known is None:
        return ()
    return (*known.steps, *journal.last_hint(name))[: journal.hints.get(name, 0)]


def _activity(state: WatchState) -> Activity:
    run = state.running
    if run is None:
        return Activity(state.judged_at)
    return Activity("", run.function, run.flavour, len(run.checks), run.total)


def _progress(state: WatchState) -> Totals:
    known = [exercise for name in state.names if (exercise := state.known(name))]
    functions = [checks for exercise in known for checks in exercise.functions.values()]
    return Totals(
        sum(all(check.passed for check in checks) for checks in functions),
        len(state.functions),
        sum(exercise.score for exercise in known),
        sum(exercise.max_score for exercise in known),
        len(known) == len(state.names),
        any(report.hidden_points for report in state.reports.values()),
    )


def _row(state: WatchState, exercise: str, function: str, journal: Journal) -> ListRow:
    known = state.verdict if exercise == state.current else state.known(exercise)
    checks = known.functions.get(function, ()) if known and not known.file_problem else ()
    return ListRow(exercise, function, checks, journal.hints.get(f"{exercise}.{function}", 0))


def _all_reports(state: WatchState) -> Report:
    """Joins the reports of all exercises."""
    reports = [state.reports[name] for name in state.names]
    return Report(
        reports[-1].submission,
        tuple(exercise for report in reports for exercise in report.exercises),
        reports[-1].confinement,
        sum(report.duration_s for report in reports),
        sum(report.hidden_points for report in reports),
    )
