"""What to do next, as sentences whose parts each renderer sets in its own way."""

from collections.abc import Callable

from msgspec import Struct

from grader.language import _
from grader.records.report import AllDone, NextStep


class Sentence(Struct, frozen=True):
    """A text with named gaps, and what stands in each: names, places, commands."""

    text: str
    parts: dict[str, str]

    def with_parts(self, decorate: Callable[[str], str]) -> str:
        """Fills the gaps with decorated parts."""
        return self.text.format(**{name: decorate(part) for name, part in self.parts.items()})


def sentences(step: NextStep | AllDone) -> list[Sentence]:
    """Returns what to do, then a command that helps with it."""
    if isinstance(step, AllDone):
        look = Sentence(_("{command} shows what you have built"), {"command": step.look})
        return [*_after_all(step), look]
    parts = {"function": step.function, "place": step.place, "command": step.command}
    if step.action == "restore":
        text = _("{command} writes {place} anew") if step.command else _("add {place}")
        return [_sentence(text, parts)]
    texts = {
        "write": _("write {function} in {place}"),
        "fix": _("fix {function} in {place}"),
        "repair": _("fix {place}, so that the file can be imported"),
    }
    alone = _("{command} checks it")
    if step.function and f".{step.function}" in step.command:
        alone = _("{command} runs its checks alone")
    return [_sentence(texts[step.action], parts), _sentence(alone, parts)]


def _after_all(step: AllDone) -> list[Sentence]:
    if step.rest:
        return [Sentence(_("{command} checks the rest"), {"command": step.rest})]
    if step.following:
        return [Sentence(_("go on with {place}"), {"place": step.following})]
    return [Sentence(_("hand in the folder {folder}"), {"folder": step.folder})]


def _sentence(text: str, parts: dict[str, str]) -> Sentence:
    return Sentence(text, {name: part for name, part in parts.items() if f"{{{name}}}" in text})
