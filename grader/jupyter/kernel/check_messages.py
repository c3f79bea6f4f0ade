"""What a kernel and the process that judges for it say to each other."""

from msgspec import Struct


class CheckRequest(Struct, frozen=True, tag="request"):
    """Judges a function by its public checks. There is one `ShownReport` for each request.

    `cells` is the code that ran in the kernel, `folder` where the notebook lies.
    """

    exercise: str
    function: str
    cells: tuple[str, ...]
    folder: str
    language: str


class StopRequest(Struct, frozen=True, tag="stop"):
    """Gives up what was submitted."""


class ShownReport(Struct, frozen=True):
    """The report for its student, in two forms."""

    text: str
    html: str
    passed: bool = False
