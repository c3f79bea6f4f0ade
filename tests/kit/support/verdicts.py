"""Grades many submissions for their verdicts alone."""

import pytest

from grader.course.course import Course
from grader.course.selection import Selection
from grader.grading.judging import Judging
from grader.grading.session import grade
from grader.records.report import Report
from grader.sandbox.zygotes import Zygotes
from grader.submission.submission import Submission


def verdicts(
    course: Course, submissions: list[Submission], selection: Selection, zygotes: Zygotes
) -> list[Report]:
    """Their reports, without what takes time and changes no verdict where each is right or wrong
    by itself: nobody else is blamed, and no cause is looked for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Judging, "_may_blame_others", lambda *_: False)
        patch.setattr(Judging, "_diagnosis", lambda *_: None)
        return grade(course, submissions, selection, zygotes, spot_seconds=0)
