"""Calls one function of a submission, and tells what came back beside the right answer."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from grader.checks import Answer, Opaque, refused, same
from grader.checks.dialogue import Dialogue
from grader.checks.show import MAX_SIDE, parts, planes
from grader.checks.verdict import Verdict
from grader.course.course import Course
from grader.course.examples import FunctionCall, shown_calls, signature_of
from grader.course.worksheet import definition, section, worksheet
from grader.diagnosis.case import given
from grader.diagnosis.diagnose import diagnose
from grader.diagnosis.misconception import Arguments
from grader.diagnosis.oracle import Failure, Oracle
from grader.errors import UsageError
from grader.grading.origin import origin_of
from grader.grading.reference import References
from grader.grading.stand_ins import StandIns
from grader.grading.workers import SubmissionWorkers
from grader.language import _
from grader.pictures.panel_makers import picture
from grader.pictures.play import keras_functions
from grader.pictures.scene_calls import Begins, SceneCalls
from grader.records.report import Diagnosis, Picture
from grader.records.scene import Pixels
from grader.records.tried import Comparison, Tried
from grader.sandbox.zygotes import Zygotes
from grader.submission.submission import Submission

TOLERANCE = 1e-5  # whoever calculates in float32 is right, too
MAX_MAP = 200  # cells in a direction
UNKNOWN = Opaque("unknown")


class Lesson:
    """What a lesson of the kit says of one function, and what is known of its answers."""

    def __init__(self, course: Course, exercise: str, function: str) -> None:
        text = worksheet(course, exercise)
        self.exercise = exercise
        self.function = function
        self.keras = keras_functions(course, exercise)
        self.section = section(text, function)
        self._text = text
        self._references = References(course)

    def calls(self, known: Sequence[str]) -> list[FunctionCall]:
        """The calls of the function in its examples; that without arguments where there is no
        example and no argument is asked for. Raises `UsageError` where nothing can be called."""
        found = shown_calls(self.section.docstring, self.function, known, self.recorded)
        nothing = FunctionCall((), {})
        if not found and self._lacks(nothing):
            text = _(
                "The lesson has no example of {function}. Type its arguments:\n  {signature}\n"
                "What cannot be typed, such as a model, is played by: {command}"
            )
            raise UsageError(
                text.format(
                    function=self.function,
                    signature=self._one_line(),
                    command=f"python -m grader show {self.exercise}",
                )
            )
        return found or [nothing]

    def require_fitting(self, call: FunctionCall) -> None:
        """Raises `UsageError` for arguments that the function does not have."""
        if self._lacks(call):
            text = _("These arguments do not fit. The function is called like this:")
            raise UsageError(f"{text}\n  {self._one_line()}")

    @property
    def is_free(self) -> bool:
        """Whether right answers are many, so that one says nothing of another."""
        return any(self.function in each.functions for each in self.oracle(self.function).symptoms)

    @property
    def silent(self) -> Oracle:
        """An oracle that knows no answer."""
        return self._references.oracle(self.exercise, "tensorflow")

    def oracle(self, function: str) -> Oracle:
        if function in self.keras:  # what needs TensorFlow never runs on this side
            return self.silent
        return self._references.oracle(self.exercise)

    def recorded(self, function: str, args: Arguments, kwargs: dict[str, Any]) -> Any:
        """The reference's answer to a call of the lesson, or to one that was recorded."""
        oracle = self.oracle(function)
        signature = oracle.signature(function)
        if signature is None:
            return UNKNOWN
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        right = oracle.at(function, bound.args).right()
        return UNKNOWN if isinstance(right, Opaque) else right

    def _lacks(self, call: FunctionCall) -> bool:
        try:
            signature_of(definition(self._text, self.function)).bind(*call.args, **call.kwargs)
        except TypeError:
            return True
        return False

    def _one_line(self) -> str:
        signature = " ".join(self.section.signature.split())
        return (
            signature.removeprefix("def ").removesuffix(":").replace("( ", "(").replace(", )", ")")
        )


def try_out(
    lesson: Lesson,
    calls: Sequence[FunctionCall],
    submission: Submission,
    zygotes: Zygotes,
    stand_ins: StandIns,
    begins: Begins,
) -> Iterator[Tried]:
    """Yields what each of some calls of a student's function gave; `begins` is told of each.

    After a call that was lost (a time-out, a crash), no other is made. The reference runs in a
    worker, too, for arguments may be as large as they like.
    """
    with (
        SubmissionWorkers(zygotes, submission, stand_ins) as workers,
        SubmissionWorkers(zygotes, stand_ins.reference) as references,
    ):
        for call in calls:
            right = _right(lesson, call, references)
            try:
                answer = _asked(lesson, call, workers, begins)
            except Verdict as verdict:
                yield _lost(verdict, lesson, call, right)
                return
            yield _tried(answer, lesson, right)


def _asked(
    lesson: Lesson, call: FunctionCall, workers: SubmissionWorkers, begins: Begins
) -> Answer:
    caller = SceneCalls(workers, lesson.exercise, lesson.keras, begins)
    return Dialogue(caller).ask(lesson.function, call.args, call.kwargs)


def _right(lesson: Lesson, call: FunctionCall, references: SubmissionWorkers) -> Any:
    """The right answer, or the `Failure` that is right; `UNKNOWN` where nobody can say it."""
    if lesson.is_free:
        return UNKNOWN
    if not references.submission.files:
        return lesson.recorded(lesson.function, call.args, call.kwargs)
    try:
        right = given(_asked(lesson, call, references, lambda *names: None))
    except Verdict:
        return UNKNOWN
    return UNKNOWN if isinstance(right, Opaque) else right  # too large to send


def _lost(verdict: Verdict, lesson: Lesson, call: FunctionCall, right: Any) -> Tried:
    shown = Answer(lesson.exercise, lesson.function, call.args, call.kwargs, None, (), None, "")
    return Tried(
        verdict.evidence or shown.evidence(),
        answered=False,
        expected=_expected(right),
        message=verdict.message,
        diagnosis=_why(verdict, lesson, right),
        origin=verdict.origin,
    )


def _tried(answer: Answer, lesson: Lesson, right: Any) -> Tried:
    verdict = _verdict(answer, right)
    why = _why(verdict, lesson, right) if verdict else None
    if answer.failure is not None:
        return Tried(
            answer.evidence(),
            answered=False,
            comparison="right" if verdict is None else "unknown",
            expected=_expected(right),
            message=answer.raised_text,
            diagnosis=why,
            origin=origin_of(answer),
        )
    if verdict is not None:
        evidence = verdict.evidence or answer.evidence()
        shown = evidence.got is not None and evidence.got.cells
        return Tried(
            evidence,
            "wrong",
            () if shown else parts(answer.returned),
            () if shown else _expected(right),
            maps=(*_maps(_("got"), answer.returned), *_maps(_("expected"), right)),
            message=verdict.message,
            diagnosis=why,
        )
    comparison: Comparison = "free" if lesson.is_free else "right"
    return Tried(
        answer.evidence(),
        "unknown" if right is UNKNOWN and not lesson.is_free else comparison,
        parts(answer.returned),
        maps=tuple(_maps("", answer.returned)),
    )


def _verdict(answer: Answer, right: Any) -> Verdict | None:
    """How a check would end that asks for the right answer; None if it passes."""
    try:
        if isinstance(right, Failure):
            refused(answer)
        elif right is not UNKNOWN:
            same(answer, right, rtol=TOLERANCE, atol=TOLERANCE)
    except Verdict as verdict:
        return verdict
    return answer.failure if right is UNKNOWN else None


def _expected(right: Any) -> tuple[Picture, ...]:
    """The right answer, to be shown where there is none of the student's."""
    return () if right is UNKNOWN or isinstance(right, Failure) else parts(right)


def _why(verdict: Verdict, lesson: Lesson, right: Any) -> Diagnosis | None:
    """The known mistake. Where the right answer took too long, no mistake is tried either."""
    oracle = lesson.silent if right is UNKNOWN else lesson.oracle(lesson.function)
    return diagnose(verdict, oracle, (), np.random.default_rng(0))


def _maps(name: str, value: Any) -> Iterator[Pixels]:
    """What is too large to be read, to be looked at."""
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "biuf":
        return
    for place, plane in planes(value):
        is_even = plane.size < 2 or bool((plane == plane.flat[0]).all())
        if not is_even and MAX_SIDE < max(plane.shape) <= MAX_MAP:
            panel = picture(f"{name} {place}".strip(), plane)
            if isinstance(panel, Pixels):
                yield panel
