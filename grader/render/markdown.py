"""A report as Markdown: for a merge request, the summary of a job, or an LMS.

GitHub and GitLab turn more than Markdown into something that acts: `@name` calls people, `#1` and
`!1` link, and a line of GitLab that begins with `/` is a command. None of that happens in code,
so every text that holds more than words is set as code.
"""

import re
from itertools import groupby

from grader.language import _
from grader.records.report import AllDone, Check, Exercise, NextStep, Report, Status
from grader.render.annotations import without_commands
from grader.render.confinement import confinement_line
from grader.render.facts import cause, failures, state_in_words
from grader.render.next_words import sentences
from grader.render.plain_text import call, ending, labelled, look, what, why
from grader.text import printable, shortened

# A comment on GitHub may have 65,536 characters.
MAX_TEXT = 600
MAX_CALL = 1200

_SIGNS = re.compile(r"[\\`*_\[\]<>|~&$]")
# What one of the sites may make more of than text, wherever it stands.
_ACTIVE = re.compile(
    r"[@#^~\[]|[!$%&*]\w|//|www\.|:[\w+-]+:|(?i:\bg[hl]|\b[A-Z]{2,})-\d|\b[0-9a-f]{7,}\b"
    # At the beginning of a line it would be a list, a command or more white space than shows.
    r"|^[^\w(]|^\d+[.)]|\s\s|\s$"
)


def to_markdown(report: Report, step: NextStep | AllDone | None = None) -> str:
    """The scores, then of each function with failures the first one, with what, why and a hint."""
    parts = [_heading(report), *_notes(report), _scores(report), *_next(step)]
    for exercise in report.exercises:
        parts += _exercise(exercise)
    if report.confinement.level != "full":
        parts.append(words(confinement_line(report.confinement)))
    return without_commands("\n\n".join(parts)) + "\n"


def words(text: str) -> str:
    """One line of text that is nothing but text, or else code."""
    line = " ".join(printable(text).split("\n"))
    return code(line) if _ACTIVE.search(line) else _SIGNS.sub(r"\\\g<0>", line)


def code(text: str) -> str:
    """One line of code that ends where it should."""
    line = " ".join(printable(text).split("\n"))
    fence = "`" * (_longest_run(line) + 1)
    # Markdown takes one blank off both ends; there must be one beside a backtick.
    blank = " " if line[:1] in ("`", " ") or line[-1:] in ("`", " ") else ""
    return f"{fence}{blank}{line}{blank}{fence}" if line.strip() else ""


def block(text: str, limit: int = MAX_TEXT) -> str:
    """Lines of code that end where they should. None of them begins at the margin."""
    shown = shortened(text, limit)
    fence = "`" * max(3, _longest_run(shown) + 1)
    return "\n".join([fence, *(f"  {line}" for line in shown.split("\n")), fence])


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)


def _heading(report: Report) -> str:
    title = _("Report of {name}").format(name=code(report.submission))
    text = _("{score:.1f} of {most:.1f} points")
    return f"# {title}\n\n**{text.format(score=report.score, most=report.max_score)}**"


def _notes(report: Report) -> list[str]:
    notes = []
    if not report.complete:
        notes.append(_("The grader itself failed in some checks; they are not graded."))
    elif report.passed and report.hidden_points:
        notes.append(_("All visible checks passed. Well done."))
    elif report.passed:
        notes.append(_("All checks passed. Well done."))
    if report.hidden_points:
        text = _("{points:g} more points come from hidden checks, which only your instructor has.")
        notes.append(text.format(points=report.hidden_points))
    return [*notes, *map(words, report.notes)]


def _scores(report: Report) -> str:
    head = [_("Exercise"), _("Points"), _("Checks passed"), _("State")]
    rows = [_row(exercise) for exercise in report.exercises]
    passed = _passed(report.checks)
    rows.append([f"**{_('total')}**", f"**{_points(report)}**", passed, ""])
    lines = [head, ["---", "---:", "---:", "---"], *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _row(exercise: Exercise) -> list[str]:
    # A bar in a table is escaped even in code.
    name = words(exercise.name).replace("\\|", "|").replace("|", "\\|")
    return [name, _points(exercise), _passed(exercise.checks), words(state_in_words(exercise))]


def _points(graded: Exercise | Report) -> str:
    return f"{graded.score:.1f} / {graded.max_score:.1f}"


def _passed(checks: tuple[Check, ...]) -> str:
    text = _("{passed} of {count}")
    return text.format(passed=sum(check.passed for check in checks), count=len(checks))


def _next(step: NextStep | AllDone | None) -> list[str]:
    if step is None:
        return []
    said = " ".join(f"{sentence.with_parts(code)}." for sentence in sentences(step))
    return [f"**{_('Next:')}** {said}"]


def _exercise(exercise: Exercise) -> list[str]:
    """Nothing of an exercise that has all its points."""
    waiting = [check for check in exercise.checks if check.status is Status.NOT_STARTED]
    parts = []
    for function, group in groupby(failures(exercise), lambda check: check.function):
        parts += [f"### {code(function)}", *_function(list(group))]
    if waiting:
        names = ", ".join(code(name) for name in dict.fromkeys(one.function for one in waiting))
        parts.append(_("not started: {functions}").format(functions=names))
    return [f"## {words(exercise.name)}", *parts] if parts else []


def _function(failed: list[Check]) -> list[str]:
    """The first failure of a function with all there is to see, the others by their titles."""
    first, *others = failed
    alike = [check for check in others if cause(check) == cause(first)]
    parts = [_title(first), block(what(first))] if what(first) else [_title(first)]
    if first.diagnosis:
        parts.append(f"{_('Why')}: **{words(why(first.diagnosis))}**")
    if first.spot:
        parts.append(f"{_('Look at')} {code(look(first.spot))}")
        parts += [block(first.spot.change)] if first.spot.change else []
    # A hint is about one check. Where all fail for one cause, it would only mislead.
    if first.hint and not alike:
        parts.append(f"{_('Hint')}: {words(first.hint)}")
    parts += _call(first)
    if others:
        titles = "\n".join(f"- {_title(check)}" for check in others)
        parts += [_("Also not passed:"), titles]
    return parts


def _title(check: Check) -> str:
    return f"{words(check.title)} ({words(ending(check))})"


def _call(check: Check) -> list[str]:
    if check.evidence is None:
        return []
    parts = [labelled(label, text) for label, text in call(check.evidence) if text]
    return [block("\n".join(parts), MAX_CALL)]
