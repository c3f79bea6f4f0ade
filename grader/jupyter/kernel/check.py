"""`check("conv2d")` in a notebook: runs the public checks of a function and shows the report."""

import os
from collections.abc import Callable

from grader import language
from grader.errors import GraderError, UsageError
from grader.jupyter.kernel.check_messages import CheckRequest, ShownReport
from grader.jupyter.kernel.judging_process import judging_process
from grader.language import _


class CheckFailed(Exception):
    """Ends a cell. IPython shows its text, and no traceback."""

    def _render_traceback_(self) -> list[str]:
        return str(self).split("\n")


class CheckStopped(KeyboardInterrupt):
    """Ends a cell that was interrupted, and with it the run of those below."""

    def _render_traceback_(self) -> list[str]:
        return [_("Stopped. Nothing was checked.")]


def checker(exercise: str, lang: str = "") -> Callable[[str], None]:
    """The `check` of an exercise, which speaks this language, else that of the terminal."""
    return _Checker(exercise, lang or language.preferred()).check


class _Checker:
    def __init__(self, exercise: str, lang: str) -> None:
        self._exercise = exercise
        self._language = lang
        judging_process()  # it gets warm until it is needed

    def check(self, function: str) -> None:
        """Shows how the function, as it stands in this kernel, does in its public checks."""
        language.choose(self._language)
        try:
            shown = self._ask(function)
        except GraderError as error:
            from grader.jupyter.kernel.shown_report import (
                message,  # imports much that is hardly ever needed
            )

            shown = message(str(error))
        except KeyboardInterrupt:
            raise CheckStopped from None
        if os.environ.get("NBGRADER_EXECUTION") == "validate" and not shown.passed:
            raise CheckFailed(shown.text)
        from IPython.display import publish_display_data

        publish_display_data({"text/plain": shown.text, "text/html": shown.html})

    def _ask(self, function: str) -> ShownReport:
        name = getattr(function, "__name__", str(function))
        request = CheckRequest(self._exercise, name, self._cells(), os.getcwd(), self._language)
        return judging_process().ask(request)

    def _cells(self) -> tuple[str, ...]:
        """The code that ran in this kernel. Number 1 is what stands behind In [1]."""
        from IPython.core.getipython import get_ipython

        shell = get_ipython()
        history = shell.history_manager if shell else None
        if history is None:
            text = _("check works in a notebook. In a terminal: python -m grader {exercise}")
            raise UsageError(text.format(exercise=self._exercise))
        return tuple(history.input_hist_raw[1:])
