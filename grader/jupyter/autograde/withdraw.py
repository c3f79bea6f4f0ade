"""Takes scores back that an earlier submission got."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from nbgrader.api import Grade, Gradebook, Notebook, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory


def withdraw(gradebook: Gradebook, about: Mapping[str, str], places: CourseDirectory) -> None:
    """Until there is a new score, the cells of these notebooks wait for a grader.

    They are the notebook that is being graded and those that come after it: should anything go
    wrong on the way, no old score is left under the new submission. `about` is what nbgrader says
    of the notebook.
    """
    submission = gradebook.find_submission(about["assignment"], about["student"])
    waiting = {about["notebook"], *_waiting(about, places)}
    notebooks = (
        gradebook.db.query(SubmittedNotebook.id)
        .join(SubmittedNotebook.notebook)
        .filter(SubmittedNotebook.assignment_id == submission.id, Notebook.name.in_(waiting))
    )
    grades = gradebook.db.query(Grade).filter(Grade.notebook_id.in_([row.id for row in notebooks]))
    withdrawn = {Grade.auto_score: None, Grade.needs_manual_grade: True}
    grades.update(withdrawn, synchronize_session=False)
    gradebook.db.commit()


def _waiting(about: Mapping[str, str], places: CourseDirectory) -> Iterator[str]:
    """The notebooks that were handed in and are not graded yet."""
    where = about["student"], about["assignment"]
    submitted = Path(places.format_path(places.submitted_directory, *where))
    autograded = Path(places.format_path(places.autograded_directory, *where))
    for file in submitted.glob("*.ipynb"):
        if not (autograded / file.name).exists():
            yield file.stem
