"""The grades of a class: who is in it, what each has, and what being late has cost."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from grader.classroom.lateness import Deadline
from grader.classroom.roster.roster import Roster, Student
from grader.classroom.store.records import Result
from grader.classroom.versions import latest_of_each
from grader.language import _
from grader.records.report import Graded


class GradeSheet(Struct, frozen=True):
    """How results become grades: points of the assigned exercises, who is listed, what is due."""

    points: Mapping[str, float]
    roster: Roster | None = None
    deadline: Deadline | None = None

    @property
    def max_score(self) -> float:
        return sum(self.points.values())

    def rows(self, results: Iterable[Result]) -> Iterator[Graded]:
        """Yields a grade for each student, the listed ones who handed in nothing at the end.

        Results come by name; one report is in memory at a time.
        """
        roster = self.roster
        listed = {roster.shown(each): each for each in roster.students} if roster else {}
        here: set[str] = set()
        for result, earlier in latest_of_each(results):
            here.add(result.entry.name)
            yield self._of(result, earlier + 1, listed)
        for name, student in listed.items():
            if name not in here:
                yield self._absent(name, student)

    def _of(self, result: Result, versions: int, listed: Mapping[str, Student]) -> Graded:
        entry = result.entry
        student = listed.get(entry.name)
        hours, penalty = None, 0.0
        if self.deadline and (late := self.deadline.late(entry.submitted_at)):
            hours, penalty = late.total_seconds() / 3600, self.deadline.rule.penalty(late)
        reason = result.problem or ""
        if self.roster and student is None:
            nobody = _("Not in the list of students.")
            reason = f"{nobody} {reason}".rstrip()
        return Graded(
            entry.name,
            result.report,
            reason,
            faulty=result.is_faulty,
            nothing_found=result.nothing_found,
            max_score=result.report.max_score if result.report else self.max_score,
            id=student.id if student else "",
            email=student.email if student else "",
            submitted_at=entry.submitted_at.isoformat(),
            dated_by=entry.dated_by,
            versions=versions,
            late_hours=hours,
            penalty=penalty,
        )

    def _absent(self, name: str, student: Student) -> Graded:
        """Of somebody who handed in nothing."""
        return Graded(
            name, None, absent=True, max_score=self.max_score, id=student.id, email=student.email
        )


def shares(
    rows: Iterable[Graded], roster: Roster | None
) -> Callable[[tuple[str, ...]], float | None]:
    """What of all points, 0 to 1, somebody has whom these cells of another table mean."""
    found = {row.name: row.final / row.max_score for row in rows if row.final is not None}
    known = roster or Roster(Student(name) for name in found)

    def share_of(cells: tuple[str, ...]) -> float | None:
        student = known.find(*cells)
        return None if student is None else found.get(known.shown(student))

    return share_of
