"""Vectors show what the pixels show."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from hingesim.render.display import Disc, Line, Polygon, Text, box, rounded
from hingesim.render.raster import drawn
from hingesim.render.vector import write_vector

SIZE = (360, 220)
SVG = "{http://www.w3.org/2000/svg}"
FINER = 4
"""Vectors are compared with pixels at this many times their size, where the grid of the text matters less."""
SHAPES = [
    Polygon("floor", box(0, 170, 360, 220), "#eef0f3"),
    Text("title", 20, 40, "Heel & toes < 5 N", 20, "#1f2733", bold=True),
    Polygon("hill", np.array([[30, 170], [110, 60], [150, 170]], float), "#3f7fb5", "#1f2733", 6),
    Polygon("glass", rounded(90, 80, 200, 150, 12), "#c62f1d", opacity=0.4),
    Line("dashed", np.array([[20, 190], [340, 60]], float), "#d81b60", 5, (14, 8)),
    Disc("shadow", 280, 170, 60, 14, "#5b6675", opacity=0.5),
    Disc("ring", 260, 90, 30, None, None, "#1565c0", 6),
    Polygon("cover", box(15, 25, 60, 45), "#ffd166"),
    Text("middle", 145, 120, "middle", 24, "#1f2733", "middle", halo="#ffffff"),
    Text("right", 345, 210, "right Äß…", 16, "#c0271a", "right"),
]


def enlarged(shapes: list, factor: int) -> list:
    """The same picture, larger."""
    out = []
    for s in shapes:
        if isinstance(s, Text):
            out.append(Text(s.name, factor * s.x, factor * s.y, s.text, factor * s.size, s.colour, s.align, s.bold))
        elif isinstance(s, Disc):
            ry = None if s.ry is None else factor * s.ry
            out.append(Disc(s.name, factor * s.x, factor * s.y, factor * s.rx, ry, s.fill, s.stroke, factor * s.width, s.opacity))
        elif isinstance(s, Line):
            dash = (factor * s.dash[0], factor * s.dash[1]) if s.dash else None
            out.append(Line(s.name, factor * s.xy, s.stroke, factor * s.width, dash, s.opacity))
        else:
            out.append(Polygon(s.name, factor * s.xy, s.fill, s.stroke, factor * s.width, s.opacity))
    return out


WORDS = [Text(s.name, s.x, s.y, s.text, s.size, s.colour, s.align, s.bold) for s in SHAPES if isinstance(s, Text)]
"""The texts without rims, whose width does not follow the size of the picture."""
DRAWN = [s for s in SHAPES if not isinstance(s, Text)]


@pytest.mark.parametrize(("kind", "tool"), [(".svg", "rsvg-convert"), (".pdf", "pdftoppm")])
@pytest.mark.parametrize(("shapes", "most"), [(DRAWN, 2.0), (DRAWN + WORDS, 7.0)], ids=["shapes", "with words, whose edges are hinted"])
def test_vectors_look_like_the_pixels(tmp_path, kind, tool, shapes, most):
    if not shutil.which(tool):
        pytest.skip(f"{tool} is not installed")
    picture, seen = tmp_path / f"picture{kind}", tmp_path / "seen.png"
    write_vector(shapes, SIZE, picture, kind)
    if kind == ".svg":
        command = [tool, "--zoom", str(FINER), str(picture), "--output", str(seen)]
    else:
        command = [tool, "-r", str(72 * FINER), "-png", "-singlefile", str(picture), str(seen.with_suffix(""))]
    subprocess.run(command, check=True)
    with Image.open(seen) as image:
        found = np.asarray(image.convert("RGB"), float)
    wanted = np.asarray(drawn(enlarged(shapes, FINER), (FINER * SIZE[0], FINER * SIZE[1]), "#ffffff"), float)
    assert found.shape == wanted.shape
    assert np.sqrt(np.mean((found - wanted) ** 2)) < most


def test_svg_keeps_words_as_words_where_the_list_has_them(tmp_path):
    path = tmp_path / "picture.svg"
    write_vector(SHAPES, SIZE, path, ".svg", title="A & B", alt="Two figures")
    root = ET.fromstring(path.read_text(encoding="utf-8"))
    assert root.attrib["viewBox"] == "0 0 360 220"
    assert root.findtext(f"{SVG}title") == "A & B"
    assert root.findtext(f"{SVG}desc") == "Two figures"
    assert root.find(f".//{SVG}image") is None
    elements = list(root)
    texts = [e for e in elements if e.tag == f"{SVG}text" and "aria-hidden" not in e.attrib]
    listed = [s for s in SHAPES if isinstance(s, Text)]
    assert [e.text for e in texts] == [s.text for s in listed]
    assert [(float(e.attrib["x"]), float(e.attrib["y"])) for e in texts] == [(s.x, s.y) for s in listed]
    assert [float(e.attrib["textLength"]) for e in texts] == pytest.approx([s.text_width for s in listed], abs=0.01)
    (rim,) = (e for e in elements if "aria-hidden" in e.attrib)
    assert elements[elements.index(rim) + 1].text == rim.text == "middle"
    last_shape = max(i for i, e in enumerate(elements) if e.tag in (f"{SVG}polygon", f"{SVG}polyline", f"{SVG}ellipse"))
    assert elements.index(texts[0]) > last_shape


def test_pdf_holds_words_and_no_pixels(tmp_path):
    path = tmp_path / "picture.pdf"
    write_vector(SHAPES, SIZE, path, ".pdf", title="A pair")
    data = path.read_bytes()
    assert b"/Subtype /Image" not in data
    assert re.search(rb"/MediaBox \[ ?0 0 360 220 ?\]", data)
    assert b"/FontFile2" in data
    if shutil.which("pdftotext"):
        said = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True).stdout
        middle = re.search(r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">middle<', said)
        right = re.search(r'xMax="([\d.]+)" yMax="[\d.]+">Äß…<', said)
        assert middle
        assert right
        assert (float(middle[1]) + float(middle[2])) / 2 == pytest.approx(145, abs=0.5)
        assert float(right[1]) == pytest.approx(345, abs=0.5)


@pytest.mark.parametrize("kind", [".svg", ".pdf"])
def test_the_same_picture_is_the_same_file(tmp_path, kind):
    for name in ("one", "two"):
        write_vector(SHAPES, SIZE, tmp_path / f"{name}{kind}", kind)
    assert (tmp_path / f"one{kind}").read_bytes() == (tmp_path / f"two{kind}").read_bytes()
