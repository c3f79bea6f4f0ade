"""Scenes as PNG and SVG files."""

import io
import xml.etree.ElementTree as ElementTree
from itertools import pairwise

from msgspec.structs import replace
from PIL import Image

from grader.plots.figures import draw, galleries
from grader.records.scene import Chart, Curve, Empty, Numbers, Pixels, Scene, Stamps

SIGNED = Pixels("signed", ((-2.0, -1.0, 0.0, 1.0, 2.0),) * 2, -2.0, 2.0, "2 x 5, -2 to 2")
GRID = Numbers("grid", ((1.0, -0.5), (10.25, 0.0)), -10.25, 10.25)
PICTURES = Scene(
    "Pictures",
    "All that a panel can be.",
    (
        SIGNED,
        Pixels("stamps", ((9.0,) * 20,) * 20, 0.0, 9.0, "", Stamps((0, 3), (0, 5), 3, 3)),
        GRID,
        Empty("map", "conv2d", "conv2d is not written yet"),
    ),
)
CHARTS = Scene(
    "The training",
    "Two charts.",
    (
        Chart("loss", (Curve("seen", (2.0, 1.0, 0.5, 0.25)),), 0.0, 2.0, "epochs"),
        Chart(
            "accuracy",
            (Curve("seen", (0.1, 0.5, 0.9)), Curve("new", (0.1, float("nan"), 0.6))),
            0.0,
            1.0,
            "epochs",
        ),
    ),
)


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_a_png_is_a_picture_of_sensible_size():
    image = opened(draw((PICTURES, CHARTS), "png"))
    assert image.format == "PNG"
    assert image.width == 1200
    assert 500 < image.height < 3000
    assert len(image.convert("RGB").getcolors(maxcolors=2**16)) > 20


def test_an_svg_is_well_formed_holds_its_text_and_is_the_same_each_time():
    data = draw((PICTURES, CHARTS), "svg")
    root = ElementTree.fromstring(data)
    assert root.tag.endswith("svg")
    assert "conv2d is not written" in "".join(root.itertext())
    assert data == draw((PICTURES, CHARTS), "svg")


def test_a_page_grows_with_its_scenes():
    heights = [opened(draw((CHARTS,) * count, "png")).height for count in (1, 2, 3)]
    assert all(low < high for low, high in pairwise(heights))


def test_a_gallery_has_a_figure_for_each_panel_and_says_in_words_what_is_seen():
    pictures, charts = galleries((PICTURES, CHARTS))
    assert (pictures.title, pictures.text) == ("Pictures", "All that a panel can be.")
    assert [figure.title for figure in pictures.figures] == ["signed", "stamps", "grid", "map"]
    assert [figure.alt for figure in (*pictures.figures, *charts.figures)] == [
        "signed: a picture, 2 x 5, -2 to 2.",
        "stamps: a picture.",
        "grid: 1 -0.5; 10.25 0.",
        "map: nothing to see, for conv2d is not written yet.",
        "loss over the epochs: seen from 2 to 0.25.",
        "accuracy over the epochs: seen from 0.1 to 0.9, new from 0.1 to 0.6.",
    ]


def test_a_figure_is_no_wider_than_a_phone_and_holds_all_of_its_title():
    name = "a title that is much wider than the grid below it"
    figures = galleries((replace(CHARTS, panels=(*CHARTS.panels, replace(GRID, title=name))),))
    for figure in figures[0].figures:
        root = ElementTree.fromstring(figure.data)
        assert float(root.get("width").removesuffix("pt")) / 72 * 96 < 390
        assert figure.title in "".join(root.itertext())
