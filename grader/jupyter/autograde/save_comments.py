"""The step of autograding after nbgrader has saved scores, and has taken all comments back."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from grader.jupyter.autograde.new_cells import NOTES


class SaveComments(NbGraderPreprocessor):
    """Saves the comment on each solution, and leaves to a person what could not be graded."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        about = resources["nbgrader"]
        where = about["notebook"], about["assignment"], about["student"]
        with Gradebook(about["db_url"]) as gradebook:
            for cell in nb.cells:
                noted = cell.metadata.pop(NOTES, {})
                if noted.get("comment"):
                    name = cell.metadata.nbgrader.grade_id
                    gradebook.find_comment(name, *where).auto_comment = noted["comment"]
                if noted.get("by_hand"):
                    grade = gradebook.find_grade(cell.metadata.nbgrader.grade_id, *where)
                    grade.auto_score, grade.needs_manual_grade = None, True
            gradebook.db.commit()
        return nb, resources
