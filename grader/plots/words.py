"""What is to be seen in a scene, in words, for those who do not see it."""

from grader.scene import Chart, Empty, Numbers, Panel, Pixels, Scene


def in_words(scene: Scene) -> str:
    """The text of the scene and a sentence for each panel."""
    return " ".join([scene.text, *(_panel(panel) for panel in scene.panels)])


def _panel(panel: Panel) -> str:
    match panel:
        case Pixels():
            caption = f", {panel.caption}" if panel.caption else ""
            return f"{panel.title}: a picture{caption}."
        case Numbers():
            rows = "; ".join(" ".join(f"{value:.4g}" for value in row) for row in panel.cells)
            return f"{panel.title}: {rows}."
        case Chart():
            ends = (
                f"{one.name} from {one.values[0]:.3g} to {one.values[-1]:.3g}"
                for one in panel.curves
            )
            return f"{panel.title} over the {panel.steps}: {', '.join(ends)}."
        case Empty():
            return f"{panel.title}: nothing to see, for {panel.why}."
