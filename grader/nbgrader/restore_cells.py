"""The first step of autograding: a submitted notebook becomes one that nbgrader knows."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from grader.nbgrader.record import read_record
from grader.nbgrader.restore import restored


class RestoreCells(NbGraderPreprocessor):
    """Puts the record's metadata in place of the student's, and takes old scores back.

    Whatever happens from here on, no score of an earlier grading is left under this submission:
    until there is a new one, its cells wait for a grader.
    """

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        about = resources["nbgrader"]
        names = about["notebook"], about["assignment"]
        with Gradebook(about["db_url"]) as gradebook:
            record = read_record(gradebook, *names)
            for grade in gradebook.find_submission_notebook(*names, about["student"]).grades:
                grade.auto_score, grade.needs_manual_grade = None, True
            gradebook.db.commit()
        nb.cells = restored(nb.cells, record)
        return nb, resources
