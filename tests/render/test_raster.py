"""Shapes and texts to pixels."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from PIL import Image, ImageDraw

from hingesim.render.display import HALO_PT, Polygon, Text, box
from hingesim.render.fonts import font
from hingesim.render.raster import Cels, drawn

SIZE = 90, 40


def pasted(picture: Image.Image, text: Text, colour: str, rim: int) -> None:
    """One line of text as Pillow itself pastes it."""
    ink = Image.new("L", picture.size)
    at = (round(text.left), round(text.y))
    ImageDraw.Draw(ink).text(at, text.text, 255, font(text.size, text.bold), anchor="ls", stroke_width=rim)
    picture.paste(colour, (0, 0), ink)


@pytest.mark.parametrize("halo", [None, "#ffeedd"])
@pytest.mark.parametrize(("x", "y"), [(10, 20), (-20, 20), (70, 25), (10, 4), (10, 45), (-300, 20), (300, 20), (10, -50), (10, 90)])
def test_a_text_is_what_pillow_pastes_also_where_it_leaves_the_page(x, y, halo):
    text = Text("t", x, y, "Weight 12°", 14.0, "#1240c8", bold=True, halo=halo)
    ground = np.random.default_rng(3).integers(0, 256, (SIZE[1], SIZE[0], 3)).astype(np.uint8)
    wanted = Image.fromarray(ground)
    if halo:
        pasted(wanted, text, halo, HALO_PT)
    pasted(wanted, text, text.colour, 0)
    assert Cels(ground.tobytes(), SIZE).drawn([text]) == wanted.tobytes()


def test_a_picture_holds_nothing_of_the_one_before_it_and_stays_as_it_is():
    still = drawn([Polygon("floor", box(0, 30, 90, 40), "#888888")], SIZE, "#ffffff")
    first, second = ([Polygon("a", box(x, 5, x + 20, 35), "#aa2211"), Text("t", x, 20, "a", 12.0, "#000000")] for x in (5, 40))
    cels = Cels(still.tobytes(), SIZE)
    pictures = [cels.drawn(shapes) for shapes in (first, second, first)]
    alone = [Cels(still.tobytes(), SIZE).drawn(shapes) for shapes in (first, second, first)]
    assert pictures == alone
    assert pictures[0] != pictures[1]
    assert pickle.loads(pickle.dumps(cels)).drawn(second) == pictures[1]
