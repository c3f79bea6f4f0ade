"""Has a submission's functions make pictures, and shows meanwhile which of them runs."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from grader.course.course import Course
from grader.course.hints import functions_of
from grader.course.selection import select
from grader.grading.session import Session
from grader.language import _
from grader.records.report import Exercise, Gallery, Report, Status
from grader.records.scene import Scene
from grader.sandbox.zygotes import Zygotes
from grader.submission.submission import Submission

if TYPE_CHECKING:
    from grader.pictures.scene_calls import Begins

INSTALL = "pip install -e '.[plots]'"


def can_draw() -> bool:
    """Whether the extra `plots` is installed."""
    return all(find_spec(name) for name in ("matplotlib", "PIL"))


def play(
    course: Course,
    submission: Submission,
    exercise: str,
    zygotes: Zygotes,
    named: str | None = None,
) -> tuple[tuple[Scene, ...], str]:
    """The scenes of an exercise, and where their picture is from. Raises `GraderError`.

    `named` is a picture as `choose_picture` knows it.
    """
    # The libraries load in another process while this one imports NumPy.
    zygotes.warm("numpy")
    from grader.pictures.clothes import find_clothes
    from grader.pictures.image import choose_picture
    from grader.pictures.play import show

    clothes = find_clothes()
    picture, source = choose_picture(named, clothes)
    with shown_progress() as begins:
        return show(course, submission, exercise, picture, clothes, zygotes, begins), source


def judged(
    course: Course,
    submission: Submission,
    exercise: str,
    scenes: tuple[Scene, ...],
    session: Session,
) -> tuple[Scene, ...]:
    """The scenes, with a warning where a function behind them fails its checks.

    Functions that need TensorFlow are not judged for it: that would take longer than the pictures.
    """
    from grader.pictures.doubts import with_doubts, wrong_functions
    from grader.pictures.play import keras_functions

    slow = keras_functions(course, exercise)
    behind = {name for scene in scenes for name in scene.functions if name not in slow}
    functions = functions_of(course)
    names = [f"{home}.{name}" for home in functions for name in functions[home] if name in behind]
    if not names:
        return scenes
    report = session.submit(submission, selection=select(course, names)).result()
    return with_doubts(scenes, wrong_functions(report))


def galleries(
    course: Course, submission: Submission, report: Report, zygotes: Zygotes
) -> tuple[Mapping[str, tuple[Gallery, ...]], str]:
    """Pictures of each exercise that was begun, and a sentence on those that are not there."""
    if not can_draw():
        text = _("Pictures that your own functions make can stand here, too: {command}")
        return {}, text.format(command=INSTALL)
    from grader.pictures.doubts import with_doubts, wrong_functions
    from grader.plots.figures import galleries

    wrong = wrong_functions(report)
    made, failed = {}, []
    for name in (exercise.name for exercise in report.exercises if _is_begun(exercise)):
        if not course.scenes(name).is_file():
            continue
        try:
            scenes, _source = play(course, submission, name, zygotes)
            made[name] = galleries(with_doubts(scenes, wrong))
        except KeyboardInterrupt:
            return made, _("You stopped the grader before all pictures were made.")
        except Exception:  # the grade stands, with or without pictures
            failed.append(name)
    text = _("Of these exercises, pictures could not be made: {exercises}.")
    return made, text.format(exercises=", ".join(failed)) if failed else ""


def _is_begun(exercise: Exercise) -> bool:
    return any(check.status is not Status.NOT_STARTED for check in exercise.checks)


@contextmanager
def shown_progress() -> "Iterator[Begins]":
    """Says on standard error which function runs, where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda exercise, function, flavour: None
        return
    from rich.console import Console

    with Console(stderr=True).status(_("starting")) as status:

        def begins(exercise: str, function: str, flavour: str) -> None:
            name = f"{exercise}.{function}"
            if flavour == "tensorflow":
                name = _("{function}  (TensorFlow takes a few seconds)").format(function=name)
            status.update(name)

        yield begins
