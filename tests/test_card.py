"""The scorecard as a figure: every cue is on it, everything has room, in every language and theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from hingesim import Recording, scorecard
from hingesim.cli.main import main
from hingesim.common.words import languages, words
from hingesim.render.display import Text
from hingesim.render.drawing import THEMES, Drawing
from hingesim.render.look import look_of
from hingesim.teaching import write_card
from hingesim.teaching.card import WIDTH, card_shapes
from tests.colour import contrast, rgb
from tests.typed import refused


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("lang", languages())
def test_every_cue_has_room_and_can_be_read(fallen: Recording, banded: Recording, lang: str, theme: str) -> None:
    for recording in (fallen, banded):
        look = look_of(Drawing(theme=theme, lang=lang))
        shapes, height = card_shapes(recording, scorecard(recording), look)
        texts = [shape for shape in shapes if isinstance(shape, Text)]
        said = " ".join(text.text for text in texts)
        for mark in scorecard(recording).marks:
            assert mark.title(words(lang)) in said
            assert mark.measured(words(lang)) in said
        boxes = [text.box for text in texts]
        assert all(box[0] >= 8 and box[2] <= WIDTH - 8 and box[3] <= height for box in boxes)
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] + 3 or other[3] <= one[1] + 3, (one, other)
        chips = [shape.fill for shape in shapes if shape.name.startswith("chip ")]  # type: ignore[union-attr]
        assert all(contrast(rgb(look.theme.page), rgb(str(chip))) >= 4.5 for chip in chips)


def test_files_of_every_kind_and_the_command(banded: Recording, empty_folder: Path, capsys) -> None:
    banded.save(empty_folder / "rep.npz")
    assert main(["scorecard", "rep.npz", "--lang", "de", "--theme", "dark", "--width", "480", "--out", "card.png"]) == 0
    assert capsys.readouterr().out.count("\n") == len(scorecard(banded).marks) + 1
    assert Image.open("card.png").width == 480
    for kind, begin in (("svg", b"<svg"), ("pdf", b"%PDF")):
        write_card(banded, empty_folder / f"card.{kind}")
        assert (empty_folder / f"card.{kind}").read_bytes().startswith(begin)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("scorecard rep.npz --out a.png", "no file 'rep.npz'"),
        ("scorecard rep.npz --fault top-heavy", "either a recording or options of a scenario"),
        ("scorecard --theme drak", "did you mean 'dark'?"),
        ("scorecard --out a.gif", "allowed is a name that ends in .png, .svg, .pdf"),
        ("scorecard --width 3", "--width: got 3"),
    ],
)
def test_bad_input_is_one_line(line: str, message: str, empty_folder: Path, capsys) -> None:
    assert message in refused(line.split(" "), capsys)
