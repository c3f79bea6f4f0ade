"""Finds the function that a student should do next, by running the checks."""

from collections.abc import Sequence

from grader.cli.folders import exercises_folder
from grader.course.course import Course
from grader.course.hints import functions_of
from grader.course.selection import select
from grader.grading.next_step import next_step
from grader.grading.session import open_session
from grader.sandbox.zygotes import open_zygotes
from grader.submission.submission import read_submission


def next_function(course: Course, exercises: Sequence[str]) -> tuple[str, str] | None:
    """Returns exercise and function of the first that is wrong or not written; None if none is.

    Exercises are judged one after another, so that what comes later costs nothing. Raises
    `GraderError`.
    """
    functions = functions_of(course)
    selection = select(course, list(exercises))
    with open_zygotes() as zygotes, open_session(course, zygotes, selection) as session:
        zygotes.warm("numpy")
        folder = exercises_folder(None, course)
        submission = read_submission(folder, list(course.points), zygotes)
        for exercise in exercises:
            grading = session.submit(submission, selection=select(course, [exercise]))
            step = next_step(grading.result(), submission, None)
            if step is not None:
                homes = [name for name in functions if step.function in functions[name]]
                home = exercise if exercise in homes else next(iter(homes), "")
                return (home, step.function) if home else None
    return None
