"""Groups hand-ins that are alike: equal, equal but for names and comments, or similar."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from grader.classroom.copies.winnowing import Fingerprints, fingerprints, stretches
from grader.records.likeness import AlikeGroup, Likeness, Pair, Stretch

# Similar is what shares this part of its own fingerprints, and not fewer than so many: a function
# of five lines is written alike by many who never met.
SHARE = 0.7
FEWEST = 6
# A fingerprint that so large a part of a class has is how one writes it.
USUAL = 0.1
FEWEST_USUAL = 4


class Work(Struct, frozen=True):
    """One student's file of an exercise.

    `tokens` are those of its code, with one sign for every name and every text; `lines` says where
    each of them stands.
    """

    student: str
    digest: bytes
    tokens: tuple[str, ...]
    lines: tuple[int, ...]


def groups(works: Sequence[Work], known: Iterable[Sequence[str]] = ()) -> list[AlikeGroup]:
    """Find what is alike among the files of one exercise, the strongest likeness first.

    `known` are the tokens of the stub, of the lesson and of solutions that are handed out: what a
    file has in common with them counts for nothing, nor does a file that is one of them.
    """
    given = [tuple(tokens) for tokens in known]
    own = [work for work in works if work.tokens and work.tokens not in given]
    equal = _together(own, lambda work: work.digest)
    renamed = _together(own, lambda work: work.tokens)
    similar = _similar([some[0] for some in renamed], given)
    found = [AlikeGroup(Likeness.EQUAL, _names(some)) for some in equal if len(some) > 1]
    found += [
        AlikeGroup(Likeness.RENAMED, _names(some))
        for some in renamed
        if len({work.digest for work in some}) > 1
    ]
    return found + similar


def _together(works: Sequence[Work], of: Callable[[Work], Hashable]) -> list[list[Work]]:
    found: dict[Hashable, list[Work]] = defaultdict(list)
    for work in works:
        found[of(work)].append(work)
    return list(found.values())


def _names(works: Iterable[Work]) -> tuple[str, ...]:
    return tuple(sorted(work.student for work in works))


def _similar(works: Sequence[Work], given: Iterable[Sequence[str]]) -> list[AlikeGroup]:
    """Groups of works that hang together by pairs. One stands for those equal but for names."""
    prints = _own_fingerprints(works, given)
    pairs = list(_pairs(works, prints))
    found: list[set[str]] = []
    for pair in pairs:
        touched = [group for group in found if group & {pair.left, pair.right}]
        found = [group for group in found if group not in touched]
        found.append({pair.left, pair.right}.union(*touched))
    return [
        AlikeGroup(
            Likeness.SIMILAR,
            tuple(sorted(group)),
            tuple(sorted((p for p in pairs if p.left in group), key=lambda p: -p.share)),
        )
        for group in found
    ]


def _own_fingerprints(works: Sequence[Work], given: Iterable[Sequence[str]]) -> list[Fingerprints]:
    """The fingerprints of each work without those that are given or usual."""
    prints = [fingerprints(work.tokens) for work in works]
    how_many = Counter(key for each in prints for key in each)
    usual = max(FEWEST_USUAL, USUAL * len(works))
    free = {key for key, number in how_many.items() if number >= usual}
    free.update(key for tokens in given for key in fingerprints(tokens))
    return [{key: at for key, at in each.items() if key not in free} for each in prints]


def _pairs(works: Sequence[Work], prints: Sequence[Fingerprints]) -> Iterator[Pair]:
    holders: dict[int, list[int]] = defaultdict(list)
    for number, each in enumerate(prints):
        for key in each:
            holders[key].append(number)
    shared = Counter(pair for those in holders.values() for pair in combinations(those, 2))
    for (one, other), number in shared.items():
        share = number / min(len(prints[one]), len(prints[other]))
        if number >= FEWEST and share >= SHARE:
            left, right = works[one], works[other]
            found = stretches(prints[one], prints[other])
            places = tuple(Stretch(_lines(left, a), _lines(right, b)) for a, b in found)
            yield Pair(left.student, right.student, share, places)


def _lines(work: Work, tokens: range) -> tuple[int, int]:
    return work.lines[tokens.start], work.lines[tokens.stop - 1]
