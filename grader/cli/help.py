"""The help of `python -m grader`: its commands, by what people do with them."""

from collections.abc import Iterator

from msgspec import Struct
from rich.cells import cell_len

from grader.course.course import find_course
from grader.errors import GraderError
from grader.language import N_, _


class HelpEntry(Struct, frozen=True):
    """How a command is typed, and what it does.

    One `for_teachers` needs what only they have, one `after_deadline` a copy with solutions.
    """

    usage: str
    text: str
    for_teachers: bool = False
    after_deadline: bool = False

    @property
    def name(self) -> str:
        return self.usage.split()[0]


GROUPS = {
    N_("work"): (
        HelpEntry("watch", N_("checks what you save, as you work")),
        HelpEntry("list", N_("all functions, and how far you are")),
        HelpEntry("reset conv.conv2d", N_("brings a stub back, and keeps your code")),
    ),
    N_("understand"): (
        HelpEntry("read conv.conv2d", N_("the section of the lesson about a function")),
        HelpEntry("hint conv.conv2d", N_("the next hint for a function")),
        HelpEntry(
            "solution conv.conv2d", N_("another way to write what is right"), after_deadline=True
        ),
        HelpEntry("try conv.conv2d", N_("what a function gives for your numbers")),
    ),
    N_("look"): (HelpEntry("show conv", N_("pictures that your own functions make")),),
    N_("on this computer"): (
        HelpEntry("doctor", N_("tries from inside a worker what it can reach")),
    ),
    N_("for teachers: grade"): (
        HelpEntry("batch FOLDER", N_("grades a folder of submissions"), True),
        HelpEntry("class STORE", N_("writes a page on a class that batch has graded"), True),
        HelpEntry("copies STORE", N_("shows which hand-ins of it are alike"), True),
    ),
    N_("for teachers: course"): (
        HelpEntry("verify", N_("checks the kit itself"), True),
        HelpEntry("release FOLDER", N_("makes the copy of the kit that students get"), True),
        HelpEntry("notebooks COURSE", N_("writes the exercises as an nbgrader course"), True),
        HelpEntry("gradescope ZIP", N_("makes an autograder for Gradescope"), True),
    ),
}
NAMES = tuple(entry.name for entries in GROUPS.values() for entry in entries)
_EXIT_CODES = N_("""\
exit codes:
  0 every check that ran passed     1 some did not
  2 wrong usage                     3 the grader could not grade
""")


def commands_and_exit_codes() -> str:
    """Returns the commands of this copy of the kit in their groups, then the exit codes."""
    return "\n".join([*_groups(_is_for_teachers(), _is_after_deadline()), _(_EXIT_CODES)])


def _is_for_teachers() -> bool:
    try:
        return find_course().solutions.is_dir()
    except GraderError:
        return True


def _is_after_deadline() -> bool:
    try:
        return find_course().solutions_given.is_dir()
    except GraderError:
        return True


def _groups(for_teachers: bool, after_deadline: bool) -> Iterator[str]:
    for title, entries in GROUPS.items():
        shown = [
            entry
            for entry in entries
            if for_teachers
            or not (entry.for_teachers or (entry.after_deadline and not after_deadline))
        ]
        if shown:
            yield f"{_(title)}:"
            for entry in shown:
                usage = f"  python -m grader {entry.usage}"
                yield usage + " " * max(2, 38 - cell_len(usage)) + _(entry.text)
            yield ""
