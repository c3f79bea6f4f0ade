"""Which files and folders of a class are one hand-in, and whose it is. Only names are read here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from grader.classroom.batch.student_names import student_name
from grader.classroom.roster.gradescope_export import METADATA, labels_of_export
from grader.classroom.roster.platforms import Label, label_of
from grader.classroom.roster.roster import Roster
from grader.submission.handed_in import without_ending

_CLASSROOM = "-submissions"


class HandIn(Struct, frozen=True):
    """What a student handed in at one time: files with the names that the student gave them.

    `student` is the name that is shown. `label` is None where no platform named the files.
    """

    student: str
    paths: tuple[tuple[str, Path], ...]
    label: Label | None = None


def hand_ins(folder: Path, children: Iterable[Path], roster: Roster | None) -> list[HandIn]:
    """What lies in the folder of a class, by the names of files. Raises `UsageError`.

    Files that a platform names alike are one hand-in, and those of the last attempt count.
    """
    metadata = folder / METADATA
    export: Mapping[str, tuple[Label, ...]] = {}
    if metadata.is_file() and not metadata.is_symlink():
        export = labels_of_export(metadata.read_text("utf-8", "replace"), str(metadata))
    groups: dict[object, list[tuple[Label, Path]]] = {}
    found = []
    for child in children:
        labels = export.get(child.name) or tuple(_labels(child))
        for label in labels:
            mark = (label.platform, label.student, label.number, label.email, label.moment)
            groups.setdefault(mark, []).append((label, child))
        if not labels:
            name = _plain_name(folder, child)
            known = roster and roster.owner_of_name(name)
            shown = roster.shown(known) if roster and known else name
            found.append(HandIn(shown, ((child.name, child),)))
    names = _names([group[0][0] for group in groups.values()], roster)
    for group in groups.values():
        label = group[0][0]
        found.append(HandIn(names[_who(label)], tuple(_latest(group)), label))
    return sorted(found, key=lambda each: each.paths[0][1].name)


def _labels(child: Path) -> Iterator[Label]:
    """The label of a file or folder, which has none where it is of the other kind."""
    label = label_of(child.name)
    if label is not None and (not label.file or not child.is_dir()):
        yield replace(label, student=student_name(label.student))


def _plain_name(folder: Path, child: Path) -> str:
    """The name without its ending, and in GitHub Classroom without what all have in common."""
    name = child.name if child.is_dir() else without_ending(child.name)
    where = folder.resolve().name
    if where.endswith(_CLASSROOM):
        shared = where.removesuffix(_CLASSROOM) + "-"
        name = name.removeprefix(shared) if name.removeprefix(shared).strip(". ") else name
    return student_name(name)


def _who(label: Label) -> tuple[str, str, str]:
    return label.student, label.number, label.email


def _names(labels: Iterable[Label], roster: Roster | None) -> dict[tuple[str, str, str], str]:
    """What to call each student: as the list does, else with a number if two have one name."""
    known = {_who(label): label for label in labels}
    shared = Counter(label.student for label in known.values())
    names = {}
    for who, label in known.items():
        names[who] = student_name(label.student)
        if owner := roster and roster.owner(label):
            assert roster
            names[who] = roster.shown(owner)
        elif shared[label.student] > 1 and label.number:
            names[who] = f"{names[who]} ({label.number})"
    return names


def _latest(group: Iterable[tuple[Label, Path]]) -> Iterator[tuple[str, Path]]:
    """Of each file the last attempt; a page that a platform adds only where it is alone."""
    latest: dict[str, tuple[Label, Path]] = {}
    for label, path in group:
        name = label.file or path.name
        if name not in latest or latest[name][0].attempt < label.attempt:
            latest[name] = label, path
    given = {name: each for name, each in latest.items() if each[0].file or each[1].is_dir()}
    for name, (_label, path) in (given or latest).items():
        yield name, path
