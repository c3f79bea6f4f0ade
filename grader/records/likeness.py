"""The records of hand-ins that are alike. They accuse nobody: they say what is alike, and where."""

from enum import StrEnum

from msgspec import Struct


class Likeness(StrEnum):
    """How hand-ins are alike, from the strongest to the weakest."""

    EQUAL = "equal"
    RENAMED = "renamed"  # equal but for names, comments, blank space
    SIMILAR = "similar"


class Stretch(Struct, frozen=True):
    """Lines of two files that say the same, the first and the last of each."""

    left: tuple[int, int]
    right: tuple[int, int]


class Pair(Struct, frozen=True):
    """Two students, which part of the shorter file they share, and where."""

    left: str
    right: str
    share: float
    stretches: tuple[Stretch, ...]


class AlikeGroup(Struct, frozen=True):
    """Students whose files are alike, and of similar ones the pairs."""

    likeness: Likeness
    students: tuple[str, ...]
    pairs: tuple[Pair, ...] = ()


class AlikeExercise(Struct, frozen=True):
    """The groups of an exercise, and the lines of the files of those who are in pairs."""

    name: str
    groups: tuple[AlikeGroup, ...]
    texts: dict[str, tuple[str, ...]] = {}
