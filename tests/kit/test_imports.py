"""Who may know whom. The rules are held by reading the imports, so that nobody has to remember."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.grading.course import find_course

COURSE = find_course()
PACKAGE = COURSE.root / "grader"
FILES = sorted(PACKAGE.rglob("*.py"))
RUN_IN_A_WORKER = {
    "grader.worker.shared",
    "grader.worker.zygote",
    "grader.confinement.privileges",
    "grader.doctor.probes",
}
RECORDS = {"grader.report", "grader.scene", "grader.tally", "grader.errors", "grader.text"}
WORDS = (*RECORDS, "grader.language")


def name(file: Path) -> str:
    return ".".join(file.relative_to(COURSE.root).with_suffix("").parts).removesuffix(".__init__")


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def own(file: Path) -> set[str]:
    return {module for module in imports(file) if within(module, "grader")}


def called(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def in_package(*packages: str) -> list[Path]:
    return [file for file in FILES if within(name(file), *packages)]


def outside(*packages: str) -> list[Path]:
    return [file for file in FILES if not within(name(file), *packages)]


@pytest.mark.parametrize("file", in_package(*RECORDS), ids=name)
def test_records_and_errors_import_nothing_of_the_grader(file):
    assert own(file) == set()


@pytest.mark.parametrize("file", in_package("grader.render"), ids=name)
def test_renderers_import_only_records_and_read_nothing(file):
    allowed = ("grader.render", "grader.survey.records", *WORDS)
    assert all(within(module, *allowed) for module in own(file))
    assert not {"open", "time.time", "datetime.now"} & called(file)
    assert not {"os", "pathlib", "time", "datetime", "io"} & set(imports(file))


@pytest.mark.parametrize("file", in_package("grader.plots"), ids=name)
def test_files_of_pictures_are_made_of_records_alone(file):
    allowed = ("grader.plots", "grader.render.shades", *WORDS)
    assert all(within(module, *allowed) for module in own(file))
    assert not {"open", "time.time", "datetime.now"} & called(file)


@pytest.mark.parametrize("file", outside("grader.plots"), ids=name)
def test_only_plots_import_matplotlib(file):
    assert not any(within(module, "matplotlib") for module in imports(file))
    reads_pictures = any(within(module, "PIL") for module in imports(file))
    assert not reads_pictures or name(file) == "grader.show.image"


@pytest.mark.parametrize("file", in_package("grader.show"), ids=name)
def test_a_show_makes_records_and_does_not_draw(file):
    assert not any(within(module, "grader.render", "grader.plots") for module in imports(file))


@pytest.mark.parametrize("file", outside("grader.worker"), ids=name)
def test_the_trusted_side_neither_imports_nor_executes_a_submission(file):
    assert not any(within(module, "exercises", "solutions") for module in imports(file))
    assert not {"exec", "eval", "compile", "__import__"} & called(file)
    runs_files = {call for call in called(file) if "import_module" in call or "exec_module" in call}
    assert not runs_files or name(file) == "grader.grading.reference"


@pytest.mark.parametrize("file", in_package("grader.worker"), ids=name)
def test_a_worker_knows_the_protocol_and_nothing_else(file):
    allowed = ("grader.worker", "grader.protocol", "grader.confinement")
    assert all(within(module, *allowed) for module in own(file))


@pytest.mark.parametrize("file", in_package("grader.confinement"), ids=name)
def test_the_confinement_knows_the_protocol_and_nothing_else(file):
    assert all(within(module, "grader.confinement", "grader.protocol") for module in own(file))


@pytest.mark.parametrize("file", in_package("grader.protocol"), ids=name)
def test_the_protocol_knows_only_itself(file):
    assert all(within(module, "grader.protocol") for module in own(file))


@pytest.mark.parametrize("file", outside("grader.worker"), ids=name)
def test_only_a_worker_imports_tensorflow(file):
    assert not any(within(module, "tensorflow", "keras") for module in imports(file))


@pytest.mark.parametrize("file", FILES, ids=name)
def test_nothing_branches_on_the_name_of_an_exercise(file):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        operands: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            operands = [node.left, *node.comparators]
        elif isinstance(node, ast.MatchValue):
            operands = [node.value]
        constants = {part.value for part in operands if isinstance(part, ast.Constant)}
        assert not constants & set(COURSE.points)


@pytest.mark.parametrize("file", outside("grader.cli", "grader.__main__"), ids=name)
def test_only_the_command_line_prints_or_exits(file):
    assert not {"print", "sys.exit", "exit"} & called(file)
    assert "os._exit" not in called(file) or name(file) in RUN_IN_A_WORKER


@pytest.mark.parametrize("file", outside("grader.cli", "grader.release"), ids=name)
def test_only_the_command_line_makes_a_release(file):
    assert not any(within(module, "grader.release") for module in imports(file))


@pytest.mark.parametrize("file", outside("grader.store"), ids=name)
def test_only_the_store_imports_sqlalchemy(file):
    assert not any(within(module, "sqlalchemy") for module in imports(file))


@pytest.mark.parametrize("file", in_package("grader.store"), ids=name)
def test_the_store_knows_records_and_grades_nothing(file):
    assert all(within(module, "grader.store", *WORDS) for module in own(file))


@pytest.mark.parametrize("file", in_package("grader.survey"), ids=name)
def test_a_survey_is_made_of_records_and_reads_nothing(file):
    allowed = ("grader.survey", "grader.store.records", *WORDS)
    assert all(within(module, *allowed) for module in own(file))
    assert not {"open", "time.time", "datetime.now"} & called(file)


@pytest.mark.parametrize("file", in_package("grader.batch"), ids=name)
def test_a_batch_neither_opens_a_store_nor_shows_anything_but_its_results(file):
    others = ("grader.cli", "grader.store.store", "grader.worker")
    assert not any(within(module, *others) for module in own(file))
    shows = any(within(module, "grader.render") for module in own(file))
    assert not shows or name(file) == "grader.batch.results"


@pytest.mark.parametrize("file", outside("grader.cluster"), ids=name)
def test_only_the_cluster_part_imports_dask(file):
    assert not any(within(module, "dask", "distributed") for module in imports(file))


@pytest.mark.parametrize("file", in_package("grader.cluster"), ids=name)
def test_a_cluster_neither_shows_nor_opens_a_store_nor_pickles(file):
    seen = ("grader.cli", "grader.render", "grader.store.store", "grader.worker")
    assert not any(within(module, *seen) for module in own(file))
    assert not {"pickle", "cloudpickle"} & set(imports(file))


@pytest.mark.parametrize("file", FILES, ids=name)
def test_only_what_is_for_jupyter_imports_it(file):
    allowed = {
        "nbgrader": ["grader.nbgrader"],
        "nbformat": ["grader.nbgrader", "grader.notebooks"],
        "nbconvert": ["grader.nbgrader"],
        "jupytext": ["grader.notebooks"],
        "IPython": ["grader.notebook.check"],
    }
    for library in {module.partition(".")[0] for module in imports(file)} & allowed.keys():
        assert within(name(file), *allowed[library]), library


@pytest.mark.parametrize("file", in_package("grader.notebook.check"), ids=name)
def test_a_kernel_judges_nothing(file):
    assert not any(within(module, "grader.grading", "grader.suite") for module in own(file))
