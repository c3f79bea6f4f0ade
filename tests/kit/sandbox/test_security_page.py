"""SECURITY.md shows the list of system calls as it is."""

from grader.sandbox.confinement.calls import ALLOWED, FEIGNED
from places import KIT

PAGE = KIT.parents[1] / "SECURITY.md"
TITLE = "## System calls of a worker"


def section() -> str:
    free = ", ".join(f"`{each.name}`" for each in ALLOWED if not each.only)
    rows = [f"| `{each.name}` | {each.why} |" for each in ALLOWED if each.only]
    feigned = ", ".join(f"`{name}`" for name, *_ in FEIGNED)
    return "\n".join(
        [
            f"{TITLE}\n",
            f"Allowed as they are: {free}.\n",
            "Allowed in one form only, else refused:\n",
            "| call | form |",
            "|---|---|",
            *rows,
            f"\nAnswered without being made: {feigned}. All other calls are refused.\n",
        ]
    )


def test_the_page_shows_the_list():
    assert section() in PAGE.read_text(encoding="utf-8"), section()
