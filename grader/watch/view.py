"""Makes of a state the records that a screen is drawn from."""

from grader.course.hints import Hints
from grader.grading.next_step import next_step
from grader.journal import Journal
from grader.records.report import Confinement, Exercise, NextStep, Report
from grader.records.views import Activity, ExerciseView, FinishedView, ListRow, ListView, View
from grader.submission.submission import Submission
from grader.text import printable
from grader.watch.state import WatchState

Course = dict[str, dict[str, Hints]]


def seen(state: WatchState, submission: Submission, hints: Course, journal: Journal) -> View:
    """The list, the end, or the current exercise."""
    if state.listing:
        return ListView(tuple(_row(state, name, journal) for name in state.names), state.notes)
    if state.finished and not state.staying:
        return FinishedView(_all_reports(state), str(submission.place), state.notes)
    problem = submission.problems.get(state.current, "")
    step = None if problem else to_do(state, submission)
    return ExerciseView(
        state.current,
        _activity(state),
        printable(problem),
        state.verdict,
        state.fresh.checks if state.fresh else (),
        step,
        _shown(f"{state.current}.{step.function}", hints, journal) if step else (),
        state.moved_from,
        state.notes,
    )


def to_do(state: WatchState, submission: Submission) -> NextStep | None:
    """Returns the next step by the verdicts on the present file; None if there is none yet."""
    exercise = state.fresh or Exercise(state.current, ())
    report = Report(submission.name, (exercise,), Confinement("full"), 0.0)
    return next_step(report, submission, None)


def _shown(name: str, hints: Course, journal: Journal) -> tuple[str, ...]:
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


def _row(state: WatchState, name: str, journal: Journal) -> ListRow:
    hints = sum(count for key, count in journal.hints.items() if key.startswith(f"{name}."))
    return ListRow(name, name == state.current, state.known(name), journal.points(name), hints)


def _all_reports(state: WatchState) -> Report:
    """One report of all exercises."""
    reports = [state.reports[name] for name in state.names]
    return Report(
        reports[-1].submission,
        tuple(exercise for report in reports for exercise in report.exercises),
        reports[-1].confinement,
        sum(report.duration_s for report in reports),
        sum(report.hidden_points for report in reports),
    )
