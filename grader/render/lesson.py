"""A section of a lesson for a terminal."""

from rich.console import Group, RenderableType
from rich.markdown import Markdown
from rich.padding import Padding
from rich.syntax import Syntax
from rich.text import Text

MAX_WIDTH = 88  # longer lines are hard to read


def code_to_terminal(code: str) -> RenderableType:
    """Renders Python code in colours, as it is."""
    return Syntax(code, "python", theme="ansi_dark", background_color="default", word_wrap=True)


def to_terminal(markdown: str, signature: str, docstring: str) -> RenderableType:
    """Renders the text of a section, then the function that is to be written, if there is one."""
    parts: list[RenderableType] = [Markdown(markdown, code_theme="ansi_dark")]
    if signature:
        parts += [Text(), Text(signature, "bold cyan")]
        parts.append(Padding(Text(docstring), (0, 0, 0, 4)))
    return Group(*parts)
