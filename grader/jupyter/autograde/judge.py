"""The step of autograding that takes the place of running the notebook."""

from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from grader.course.course import find_course
from grader.jupyter.autograde.grading import note_cells, write_report
from grader.jupyter.autograde.new_cells import numbered
from grader.jupyter.autograde.shared_session import shared_session
from grader.language import choose, preferred
from grader.records.report import for_audience
from grader.sandbox.wire.reader_messages import NOTEBOOK
from grader.submission.submission import read_submission


class Judge(NbGraderPreprocessor):
    """Judges all notebooks of a submission with the kit's suites, each in confined workers."""

    language = Unicode("", help="the language of what students read; by default the system's").tag(
        config=True
    )

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Gives each graded cell its points. Raises `GraderError`."""
        choose(self.language or preferred())
        about = resources["nbgrader"]
        submission = read_submission(
            self._submitted(about["student"], about["assignment"]),
            list(find_course().points),
            shared_session().zygotes,
            kinds=(NOTEBOOK,),
        )
        report = for_audience(shared_session().report(submission), "student")
        write_report(nb.cells, about["notebook"], report)
        nb.cells = numbered(note_cells(about["notebook"], report) + nb.cells)
        return nb, resources

    def _submitted(self, student: str, assignment: str) -> Path:
        """Where nbgrader keeps what the student handed in."""
        course = self.parent.parent.coursedir  # of the converter behind the exporter
        return Path(course.format_path(course.submitted_directory, student, assignment))
