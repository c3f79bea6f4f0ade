"""What each function is worth: the points of its checks, read off the suites. Nothing is run."""

from grader.course.course import Course
from grader.grading.collecting import CollectedChecks
from grader.grading.suites import run_suites

Points = dict[str, dict[str, float]]


def points_of_functions(course: Course) -> Points:
    """The points of every function, by exercise. Raises `CannotGrade`."""
    points: Points = {}

    def add_up(collected: CollectedChecks) -> None:
        for mark in collected.marks:
            functions = points.setdefault(mark.exercise, {})
            functions[mark.function] = functions.get(mark.function, 0.0) + mark.points

    run_suites(course, course.suite_files(list(course.points)), CollectedChecks(course, add_up))
    return points
