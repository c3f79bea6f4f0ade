"""Enters the reports of a class into a gradebook, and leaves what `nbgrader autograde` leaves."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grader.errors import UsageError
from grader.jupyter.autograde.exporter import KERNEL, read_cells
from grader.jupyter.autograde.grading import note_cells, write_report
from grader.jupyter.autograde.new_cells import NOTES, numbered
from grader.jupyter.autograde.restore import restored
from grader.jupyter.autograde.source_record import Known, read_record
from grader.language import _
from grader.records.report import Report, for_audience

SETTINGS = "nbgrader_config.py"
_TIME = "timestamp.txt"
BUSY_SECONDS = 60.0
_FOR_READING = 0o444  # as nbgrader leaves them


def settings(course: Path) -> Config:
    """The settings of a course. Raises `UsageError` where there are none."""
    if not (course / SETTINGS).is_file():
        text = _("There is no {file}. Name the folder `submitted` of an nbgrader course.")
        raise UsageError(text.format(file=course / SETTINGS))
    return PyFileConfigLoader(SETTINGS, str(course)).load_config()


@contextmanager
def open_gradebook(course: Path, assignment: str, where: str) -> Iterator["ClassGradebook"]:
    """The gradebook at `where`, a file or a URL.

    Raises `UsageError` where there is none, and for an assignment that it does not have.
    """
    config = settings(course)
    if "://" not in where and not Path(where).is_file():
        text = _("There is no gradebook {file}. nbgrader generate_assignment makes it.")
        raise UsageError(text.format(file=where))
    places = CourseDirectory(config=config, root=str(course.absolute()))
    penalties = _penalties(course, config)
    try:
        opened = Gradebook(_url(where), places.course_id)
    except Exception as error:  # of whichever database
        text = _("The gradebook {file} cannot be opened: {reason}.")
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise UsageError(text.format(file=where, reason=reason)) from error
    with opened as gradebook:
        try:
            gradebook.find_assignment(assignment)
        except MissingEntry as error:
            text = _("There is no assignment {name} in {file}. Name another one: --assignment")
            raise UsageError(text.format(name=assignment, file=where)) from error
        yield ClassGradebook(gradebook, places, assignment, penalties)


def _url(where: str) -> str:
    """The URL of a database. One that somebody else writes to is waited for, as the store is."""
    url = where if "://" in where else f"sqlite:///{Path(where).absolute()}"
    if not url.startswith("sqlite"):
        return url
    return f"{url}{'&' if '?' in url else '?'}timeout={BUSY_SECONDS}"


def _penalties(course: Path, config: Config) -> AssignLatePenalties:
    """What takes off points; the course may have a plug-in for that in its folder, as for nbgrader.

    Raises `UsageError` where that cannot be imported.
    """
    sys.path.append(str(course.absolute()))
    try:
        return AssignLatePenalties(config=config)
    except Exception as error:
        text = _("What takes off points for being late cannot be imported: {reason}. See {file}.")
        said = text.format(reason=str(error).split("\n")[0], file=course / SETTINGS)
        raise UsageError(said) from error
    finally:
        sys.path.remove(str(course.absolute()))


class ClassGradebook:
    """A gradebook with the folders of its course, open for one assignment."""

    def __init__(
        self,
        gradebook: Gradebook,
        places: CourseDirectory,
        assignment: str,
        penalties: AssignLatePenalties,
    ) -> None:
        self._gradebook = gradebook
        self._places = places
        self._assignment = assignment
        self._penalties = penalties
        source = gradebook.find_assignment(assignment)
        self._records = {
            notebook.name: read_record(gradebook, notebook.name, assignment)
            for notebook in source.notebooks
        }
        self._names = {
            cell.id: cell.name
            for notebook in source.notebooks
            for cell in (*notebook.grade_cells, *notebook.solution_cells, *notebook.task_cells)
        }

    @property
    def notebooks(self) -> tuple[str, ...]:
        """The names of the notebooks that the assignment has."""
        return tuple(self._records)

    def enter(self, student: str, report: Report | None) -> None:
        """Enters a report; where there is none, all cells of the student wait for a grader.

        What cannot be entered leaves nothing behind.
        """
        try:
            self._enter(student, report)
        except Exception:
            self._gradebook.db.rollback()
            raise

    def _enter(self, student: str, report: Report | None) -> None:
        seen = for_audience(report, "student") if report else None
        submitted, autograded = self._folders(student)
        submission = self._submission(student, submitted)
        graded: dict[str, list[NotebookNode]] = {}
        for notebook in submission.notebooks:
            file = submitted / f"{notebook.name}.ipynb"
            if seen is None:
                _leave(notebook, None)
            elif not os.path.lexists(file):
                _leave(notebook, 0.0)
            else:
                cells = _graded(file, self._records[notebook.name], seen)
                self._save(notebook, cells)
                graded[notebook.name] = cells
        self._gradebook.db.commit()
        _write(autograded, graded, submitted / _TIME)
        self._penalize(submission, student)

    def _folders(self, student: str) -> tuple[Path, Path]:
        where = student, self._assignment
        submitted, autograded = (
            self._places.format_path(folder, *where)
            for folder in (self._places.submitted_directory, self._places.autograded_directory)
        )
        return Path(submitted), Path(autograded)

    def _submission(self, student: str, submitted: Path) -> SubmittedAssignment:
        self._gradebook.update_or_create_student(student)
        moment = None
        with suppress(ValueError, OverflowError, OSError):  # a student can have written it
            moment = self._places.get_existing_timestamp(str(submitted))
        known = {"timestamp": moment} if moment else {}
        return self._gradebook.update_or_create_submission(self._assignment, student, **known)

    def _save(self, notebook: SubmittedNotebook, cells: list[NotebookNode]) -> None:
        """Saves scores and comments as nbgrader's SaveAutoGrades and ours after it do."""
        grades = {self._names[grade.cell_id]: grade for grade in notebook.grades}
        comments = {self._names[comment.cell_id]: comment for comment in notebook.comments}
        for cell in cells:
            noted = cell.metadata.pop(NOTES, {})
            if is_grade(cell):
                grade = grades[cell.metadata.nbgrader.grade_id]
                by_hand = noted.get("by_hand")
                grade.auto_score = None if by_hand else determine_grade(cell)[0]
                unsure = grade.auto_score is None or grade.manual_score is not None
                grade.needs_manual_grade = unsure
            if is_solution(cell):
                unchanged = cell.metadata.nbgrader.checksum == compute_checksum(cell)
                said = noted.get("comment") or ("No response." if unchanged else None)
                comments[cell.metadata.nbgrader.grade_id].auto_comment = said

    def _penalize(self, submission: SubmittedAssignment, student: str) -> None:
        """Has nbgrader take off what the course takes off for being late."""
        punished = any(notebook.late_submission_penalty for notebook in submission.notebooks)
        if punished or submission.total_seconds_late > 0:
            for notebook in submission.notebooks:
                about = {
                    "notebook": notebook.name,
                    "assignment": self._assignment,
                    "student": student,
                    "db_url": str(self._gradebook.engine.url),
                }
                self._penalties.preprocess(new_notebook(), ResourcesDict(nbgrader=about))


def _leave(notebook: SubmittedNotebook, score: float | None) -> None:
    """Gives all cells one score; without a score they wait for a grader."""
    for grade in notebook.grades:
        grade.auto_score, grade.needs_manual_grade = score, score is None


def _graded(file: Path, record: list[Known], report: Report) -> list[NotebookNode]:
    cells = restored(read_cells(file), record)
    write_report(cells, file.stem, report)
    return numbered(note_cells(file.stem, report) + cells)


def _write(folder: Path, graded: dict[str, list[NotebookNode]], time: Path) -> None:
    """Puts the notebooks in the place of those of an earlier grading."""
    new = folder.with_name(f".{folder.name}.part")
    for each in (new, folder):
        shutil.rmtree(each, ignore_errors=True)
    new.mkdir(parents=True)
    for name, cells in graded.items():
        notebook = new_notebook(cells=cells, metadata=KERNEL)
        (new / f"{name}.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")
    if time.is_file() and not time.is_symlink():
        shutil.copyfile(time, new / _TIME)
    for file in new.iterdir():
        file.chmod(_FOR_READING)
    new.rename(folder)
