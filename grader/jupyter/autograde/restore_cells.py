"""The first step of autograding: a submitted notebook becomes one that nbgrader knows."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from grader.jupyter.autograde.restore import restored
from grader.jupyter.autograde.source_record import read_record
from grader.jupyter.autograde.withdraw import withdraw


class RestoreCells(NbGraderPreprocessor):
    """Puts the record's metadata in place of the student's, and takes old scores back."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            withdraw(gradebook, about, self.parent.parent.coursedir)
            nb.cells = restored(
                nb.cells, read_record(gradebook, about["notebook"], about["assignment"])
            )
        return nb, resources
