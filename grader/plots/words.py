"""Words about panels, and how they are broken into lines."""

from rich.cells import cell_len

from grader.language import _
from grader.records.scene import Chart, Empty, Numbers, Panel, Pixels


def in_words(panel: Panel) -> str:
    """A sentence about what the panel shows."""
    match panel:
        case Pixels():
            text = (
                _("{title}: a picture, {caption}.") if panel.caption else _("{title}: a picture.")
            )
            return text.format(title=panel.title, caption=panel.caption)
        case Numbers():
            rows = "; ".join(" ".join(f"{value:.4g}" for value in row) for row in panel.cells)
            return f"{panel.title}: {rows}."
        case Chart():
            from_to = _("{name} from {first:.3g} to {last:.3g}")
            ends = (
                from_to.format(name=one.name, first=one.values[0], last=one.values[-1])
                for one in panel.curves
            )
            text = _("{title} over the {steps}: {ends}.")
            return text.format(title=panel.title, steps=panel.steps, ends=", ".join(ends))
        case Empty():
            text = _("{title}: nothing to see, for {why}.")
            return text.format(title=panel.title, why=panel.why)


def filled(text: str, columns: int) -> str:
    """Lines of at most so many columns, where a Korean letter takes two."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or cell_len(longer) <= columns:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)
