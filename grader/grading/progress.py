"""How a grading tells what it is doing."""

from grader.report import Check, Exercise


class Progress:
    """Is told how a grading goes on, and ignores it. The command line shows it."""

    def begins(self, exercise: str, function: str, flavour: str) -> None:
        """A check of `function` begins."""

    def ends(self, check: Check) -> None:
        """A check has its verdict."""

    def finishes(self, exercise: Exercise) -> None:
        """All checks of an exercise have their verdicts."""
