"""The page of a class: what an instructor looks at before the next lecture.

It is complete without its script, which only sorts and searches the tables.
"""

from collections.abc import Iterator, Sequence

from markupsafe import Markup
from msgspec import Struct

from grader.language import N_, _, plural
from grader.records.likeness import AlikeExercise
from grader.records.report import Status
from grader.records.survey import Spread, Standing, Survey, SurveyedStudent
from grader.render.alike import likeness_word
from grader.render.html.page import open_templates, policy
from grader.render.status import in_a_word
from grader.text import printable

SHADES = 5

_WORDS = {
    Standing.FINISHED: N_("all points"),
    Standing.BEGUN: N_("begun"),
    Standing.NOT_BEGUN: N_("not begun"),
    Standing.UNREADABLE: N_("unreadable"),
    Standing.NOTHING_FOUND: N_("nothing found"),
    Standing.INCOMPLETE: N_("not graded"),
    Standing.UNGRADED: N_("not graded"),
}
_LOOKS = {
    Standing.FINISHED: ("✓", "good"),
    Standing.BEGUN: ("◐", "soft"),
    Standing.STOPPED: ("✗", "bad"),
    Standing.NOT_BEGUN: ("○", "soft"),
    Standing.UNREADABLE: ("?", "odd"),
    Standing.NOTHING_FOUND: ("?", "odd"),
    Standing.INCOMPLETE: ("!", "broken"),
    Standing.UNGRADED: ("!", "broken"),
}


class Bar(Struct, frozen=True):
    """A column of a histogram: how many have points from `low` to `high`.

    Its place, width and height are shares of the picture, as SVG writes them.
    """

    low: str
    high: str
    count: int
    x: str
    width: str
    height: str
    y: str
    middle: str


class ScoreCell(Struct, frozen=True):
    """Points; the shade, from 0 to `SHADES`, is the share of the points there are."""

    text: str
    shade: int


class ListedStudent(Struct, frozen=True):
    """A student of whom something must be said, and what."""

    name: str
    functions: tuple[str, ...]
    reason: str


class Group(Struct, frozen=True):
    """Students of whom the same must be said."""

    title: str
    text: str
    cases: tuple[ListedStudent, ...]

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to be said but names."""
        return not any(case.functions or case.reason for case in self.cases)


def to_class_page(survey: Survey, title: str, alike: Sequence[AlikeExercise] = ()) -> bytes:
    """The page of a class with what is alike among its hand-ins, UTF-8."""
    environment = open_templates()
    style = environment.get_template("class.css").render()
    script = environment.get_template("class.js").render()
    page = environment.get_template("class.html").render(
        survey=survey,
        title=title,
        graded=sum(student.standing.has_grade for student in survey.students),
        groups=[group for group in _groups(survey) if group.cases],
        alike=[exercise for exercise in alike if exercise.groups],
        likeness=likeness_word,
        printable=printable,
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
        plural=plural,
        bars=_bars,
        share=_share,
        cell=_cell,
        word=_word,
        look=lambda student: _LOOKS[student.standing],
    )
    return page.encode()


def _bars(points: Spread) -> list[Bar]:
    """The columns of a histogram, the highest of which is as high as the picture."""
    most, wide = max(points.bins) or 1, 100 / len(points.bins)
    return [
        Bar(
            low=f"{points.max_score * place / len(points.bins):g}",
            high=f"{points.max_score * (place + 1) / len(points.bins):g}",
            count=count,
            x=f"{wide * (place + 0.06):.2f}%",
            width=f"{wide * 0.88:.2f}%",
            height=f"{100 * count / most:.2f}%",
            y=f"{100 - 100 * count / most:.2f}%",
            middle=f"{wide * (place + 0.5):.2f}%",
        )
        for place, count in enumerate(points.bins)
    ]


def _share(part: float, whole: float) -> str:
    """A share as SVG writes it."""
    return f"{100 * part / whole if whole else 0.0:.2f}%"


def _cell(points: float | None, most: float) -> ScoreCell:
    if points is None:
        return ScoreCell("", 0)
    return ScoreCell(f"{points:.1f}", round(SHADES * points / most) if most else 0)


def _word(student: SurveyedStudent) -> str:
    """How a student stands, in a word."""
    if student.standing is Standing.STOPPED:
        return in_a_word(student.stops[0].status)
    return _(_WORDS[student.standing])


def _groups(survey: Survey) -> Iterator[Group]:
    """The students whom an instructor may want to see to."""
    text = _("Nothing was found that could be graded. They have no points, and count in no mean.")
    yield _standing(survey, _("Look at these"), text, Standing.NOTHING_FOUND)
    yield _stopped(survey, _("Crashed"), Status.CRASHED)
    yield _stopped(survey, _("Took too long"), Status.TIMEOUT)
    yield _stopped(survey, _("Used too much memory"), Status.MEMORY)
    text = _("These submissions have 0 points.")
    yield _standing(survey, _("Could not be read"), text, Standing.UNREADABLE)
    text = _("Not by their own fault. They count in no mean; batch tries them again.")
    unsettled = (Standing.UNGRADED, Standing.INCOMPLETE)
    yield _standing(survey, _("Not graded"), text, *unsettled)
    yield _standing(survey, _("Nothing begun"), "", Standing.NOT_BEGUN)
    for exercise in survey.exercises:
        title = _("{exercise} not begun").format(exercise=exercise.name)
        yield Group(title, "", tuple(ListedStudent(name, (), "") for name in exercise.not_begun))


def _standing(survey: Survey, title: str, text: str, *standings: Standing) -> Group:
    students = (student for student in survey.students if student.standing in standings)
    return Group(title, text, tuple(ListedStudent(each.name, (), each.reason) for each in students))


def _stopped(survey: Survey, title: str, status: Status) -> Group:
    cases = (
        ListedStudent(student.name, stop.functions, stop.message)
        for student in survey.students
        for stop in student.stops
        if stop.status is status
    )
    return Group(title, "", tuple(cases))
