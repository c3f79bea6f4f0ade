"""Plays the scenes of one exercise with the functions of one submission."""

from types import ModuleType

import numpy as np
from msgspec.structs import replace

from grader.course.course import Course
from grader.course.hints import functions_of
from grader.errors import UsageError
from grader.grading.reference import load_module
from grader.grading.stand_ins import StandIns
from grader.grading.workers import SubmissionWorkers
from grader.language import _
from grader.pictures.behind import Callers
from grader.pictures.clothes import Clothes
from grader.pictures.panel_makers import join
from grader.pictures.scene_calls import Begins, SceneCalls
from grader.pictures.stage import Stage
from grader.records.scene import Scene
from grader.sandbox.zygotes import Zygotes
from grader.submission.submission import Submission


def show(
    course: Course,
    submission: Submission,
    exercise: str,
    picture: np.ndarray,
    clothes: Clothes,
    zygotes: Zygotes,
    begins: Begins,
) -> tuple[Scene, ...]:
    """The scenes of an exercise, played with a picture (H, W) uint8.

    `begins` is told of each call: exercise, function, flavour of the worker. Raises `UsageError`
    for an exercise without scenes.
    """
    module = _scenes(course, exercise)
    if module is None:
        text = _("There are no pictures for {exercise}.")
        raise UsageError(text.format(exercise=exercise))
    keras = _keras(module)
    with SubmissionWorkers(zygotes, submission, StandIns(course)) as workers:
        if any(workers.has(exercise, function) for function in keras):
            zygotes.warm("tensorflow")
        calls = SceneCalls(workers, exercise, keras, begins)
        played = module.scenes(Stage(calls, picture, clothes))
        callers = Callers(functions_of(course), submission, zygotes)
        return tuple(
            replace(join(scene), functions=callers.behind(calls.take_asked())) for scene in played
        )


def keras_functions(course: Course, exercise: str) -> tuple[str, ...]:
    """The functions of an exercise that need TensorFlow, as its scenes name them."""
    return _keras(_scenes(course, exercise))


def _keras(module: ModuleType | None) -> tuple[str, ...]:
    return getattr(module, "KERAS", ())


def _scenes(course: Course, exercise: str) -> ModuleType | None:
    path = course.scenes(exercise)
    return load_module(path, f"scenes_{exercise}") if path.is_file() else None
