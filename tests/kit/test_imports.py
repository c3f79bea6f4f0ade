"""Who may know whom. The rules are held by reading the code, so that nobody has to remember."""

import ast
from functools import cache
from pathlib import Path

from grader.course.course import find_course

COURSE = find_course()
FILES = sorted((COURSE.root / "grader").rglob("*.py"))
RECORDS = ("grader.records", "grader.errors", "grader.text")
WORDS = (*RECORDS, "grader.language")
CLOCKS_AND_FILES = {"open", "time.time", "datetime.now"}


def name(file: Path) -> str:
    parts = file.relative_to(COURSE.root).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


@cache
def imports() -> dict[str, set[str]]:
    """What each module of the grader imports, anywhere in it."""
    return {name(file): {*_imported(file)} for file in FILES}


def _imported(file: Path) -> list[str]:
    found: list[str] = []
    for node in _nodes(file):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return found


@cache
def _nodes(file: Path) -> list[ast.AST]:
    return [*ast.walk(ast.parse(file.read_text(encoding="utf-8")))]


@cache
def calls() -> dict[str, set[str]]:
    """What each module calls, as it is written there."""
    return {
        name(file): {ast.unparse(node.func) for node in _nodes(file) if isinstance(node, ast.Call)}
        for file in FILES
    }


def known_to(*packages: str) -> set[str]:
    """The modules of the grader that files of these packages import, but for each other."""
    known = {module for each in imports() if within(each, *packages) for module in imports()[each]}
    return {each for each in known if within(each, "grader") and not within(each, *packages)}


def importers(*libraries: str) -> set[str]:
    return {each for each, known in imports().items() if any(within(m, *libraries) for m in known)}


def callers(*functions: str) -> set[str]:
    return {each for each, called in calls().items() if called & {*functions}}


def outside(modules: set[str], *packages: str) -> set[str]:
    return {each for each in modules if not within(each, *packages)}


def inside(modules: set[str], *packages: str) -> set[str]:
    return {each for each in modules if within(each, *packages)}


def test_records_and_errors_import_nothing_of_the_grader():
    assert known_to(*RECORDS) == set()


def test_renderers_import_only_records_and_read_nothing():
    assert outside(known_to("grader.render"), *WORDS) == set()
    assert inside(callers(*CLOCKS_AND_FILES), "grader.render") == set()
    readers = importers("os", "pathlib", "time", "datetime", "io")
    assert inside(readers, "grader.render") == set()


def test_files_of_pictures_are_made_of_records_alone():
    assert outside(known_to("grader.plots"), "grader.render.shades", *WORDS) == set()
    assert inside(callers(*CLOCKS_AND_FILES), "grader.plots") == set()


def test_only_plots_import_matplotlib():
    assert outside(importers("matplotlib"), "grader.plots") == set()
    assert outside(importers("PIL"), "grader.plots") == {"grader.pictures.image"}


def test_a_show_makes_records_and_does_not_draw():
    assert inside(importers("grader.render", "grader.plots"), "grader.pictures") == set()


def test_the_trusted_side_neither_imports_nor_executes_a_submission():
    assert outside(importers("exercises", "solutions"), "grader.sandbox.worker") == set()
    running = callers("exec", "eval", "compile", "__import__")
    assert outside(running, "grader.sandbox.worker") == set()
    loading = {
        each
        for each, called in calls().items()
        if any("import_module" in call or "exec_module" in call for call in called)
    }
    assert outside(loading, "grader.sandbox.worker") == {"grader.grading.reference"}


def test_a_worker_knows_the_protocol_and_nothing_else():
    assert (
        outside(
            known_to("grader.sandbox.worker"), "grader.sandbox.wire", "grader.sandbox.confinement"
        )
        == set()
    )


def test_the_confinement_knows_the_protocol_and_nothing_else():
    assert outside(known_to("grader.sandbox.confinement"), "grader.sandbox.wire") == set()


def test_the_protocol_knows_only_itself():
    assert known_to("grader.sandbox.wire") == set()


def test_only_a_worker_imports_tensorflow():
    assert outside(importers("tensorflow", "keras"), "grader.sandbox.worker") == set()


def test_nothing_branches_on_the_name_of_an_exercise():
    for file in FILES:
        for node in _nodes(file):
            operands: list[ast.expr] = []
            if isinstance(node, ast.Compare):
                operands = [node.left, *node.comparators]
            elif isinstance(node, ast.MatchValue):
                operands = [node.value]
            constants = {part.value for part in operands if isinstance(part, ast.Constant)}
            assert not constants & {*COURSE.points}, name(file)


def test_only_the_command_line_prints_or_exits():
    speakers = callers("print", "sys.exit", "exit")
    assert outside(speakers, "grader.cli", "grader.__main__") == set()


def test_only_processes_of_their_own_end_at_once():
    assert callers("os._exit") == {
        "grader.__main__",
        "grader.classroom.batch.job",
        "grader.sandbox.confinement.namespaces",
        "grader.sandbox.confinement.privileges",
        "grader.doctor.probes",
        "grader.sandbox.worker.process",
        "grader.sandbox.worker.reader.answering",
        "grader.sandbox.worker.fork_server",
        "grader.sandbox.worker.zygote",
    }


def test_only_the_command_line_makes_a_release():
    assert outside(importers("grader.release"), "grader.cli", "grader.release") == set()


def test_only_the_store_imports_sqlalchemy():
    assert outside(importers("sqlalchemy"), "grader.classroom.store") == set()


def test_the_store_knows_records_and_grades_nothing():
    assert outside(known_to("grader.classroom.store"), *WORDS) == set()


def test_a_survey_is_made_of_records_and_reads_nothing():
    stored = ("grader.classroom.store.records", "grader.classroom.versions")
    assert outside(known_to("grader.classroom.analytics"), *stored, *WORDS) == set()
    assert inside(callers(*CLOCKS_AND_FILES), "grader.classroom.analytics") == set()


def test_a_batch_neither_opens_a_store_nor_shows_anything_but_its_results():
    others = ("grader.cli", "grader.classroom.store.store", "grader.sandbox.worker")
    assert inside(known_to("grader.classroom.batch"), *others) == set()
    assert inside(importers("grader.render"), "grader.classroom.batch") == {
        "grader.classroom.batch.results"
    }


def test_only_the_cluster_part_imports_dask():
    assert outside(importers("dask", "distributed"), "grader.classroom.cluster") == set()


def test_a_cluster_neither_shows_nor_opens_a_store_nor_pickles():
    others = ("grader.cli", "grader.render", "grader.classroom.store.store")
    assert inside(known_to("grader.classroom.cluster"), *others) == set()
    assert inside(importers("pickle", "cloudpickle"), "grader.classroom.cluster") == set()


def test_only_what_is_for_jupyter_imports_it():
    assert outside(importers("nbgrader", "nbconvert"), "grader.jupyter.autograde") == set()
    assert outside(importers("nbformat"), "grader.jupyter") == set()
    assert outside(importers("jupytext"), "grader.jupyter.course") == set()
    assert importers("IPython") == {"grader.jupyter.kernel.check"}


def test_a_kernel_judges_nothing():
    assert (
        inside(importers("grader.grading", "grader.checks"), "grader.jupyter.kernel.check") == set()
    )


def package(module: str) -> str:
    folder = COURSE.root.joinpath(*module.split("."))
    return module if folder.is_dir() else module.rpartition(".")[0]


@cache
def known_packages() -> dict[str, set[str]]:
    """The packages that files of each package import, but for itself and those within it."""
    known: dict[str, set[str]] = {}
    for module, imported in imports().items():
        here = package(module)
        there = {package(each) for each in imported if within(each, "grader")}
        known.setdefault(here, set()).update(outside(there, here) - {"grader"})
    return known


def reached_from(start: str) -> set[str]:
    """The packages that one imports, directly or by others."""
    reached: list[str] = [*known_packages().get(start, ())]
    for each in reached:
        reached += sorted(known_packages().get(each, set()) - {*reached})
    return {*reached}


def test_no_packages_import_each_other_in_a_circle():
    assert [each for each in known_packages() if each in reached_from(each)] == []


def test_no_two_classes_have_one_name():
    homes: dict[str, list[str]] = {}
    for file in FILES:
        for node in _nodes(file):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name.lstrip("_"), []).append(name(file))
    assert {each: files for each, files in homes.items() if len(files) > 1} == {}


def test_no_file_name_occurs_twice_in_packages_that_know_each_other():
    modules = [each for each in map(name, FILES) if not each.endswith("__main__")]
    own = {each: package(each) for each in modules if package(each) != each}
    twice = [
        (one, other)
        for one in own
        for other in known_packages().get(own[one], ())
        if f"{other}.{one.rpartition('.')[2]}" in own
    ]
    assert twice == []
