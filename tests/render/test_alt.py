"""The alternative text says who does what and what comes of it, in every language and briefly."""

from __future__ import annotations

import html
import itertools
import json
import re
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from hingesim import Recording, Scenario
from hingesim.common.words import languages, words
from hingesim.recording.outcome import Outcome
from hingesim.recording.outcomes import OUTCOMES, is_loss
from hingesim.render import animate, animation_html
from hingesim.render.alt import alt_text
from hingesim.render.manifest import manifest_path, write_manifest
from tests.golden import stored

MOST = 500


def run(name: str, **fields: Any) -> Any:
    """What an alternative text looks at, for an outcome that need not be simulated."""
    time_s = 12.34 if is_loss(name) or name == "foot_touch" else None
    return SimpleNamespace(scenario=Scenario().replace(**fields), outcome=Outcome(name, (), (), time_s is None, time_s))


def test_one_recording(fallen: Recording) -> None:
    assert alt_text([fallen]) == (
        "A woman does a single-leg hip hinge without a band. "
        f"{fallen.outcome.coach} Outcome at {fallen.outcome.time_s:.1f} s: {fallen.outcome.title}."
    )


def test_a_pair_tells_which_band(fallen: Recording, banded: Recording) -> None:
    said = alt_text([fallen, banded])
    assert said.startswith("A woman does a single-leg hip hinge, 2 runs side by side. Without band. The weight passed the toes.")
    assert f"With band (light, anchored 2 m ahead). {banded.outcome.coach}" in said
    assert said.endswith(f"Outcome: {banded.outcome.title}.")


def test_people_who_differ_and_stand() -> None:
    both = [run("stood", exercise="quiet-stance"), run("mid_foot", athlete={"sex": "male"})]
    assert alt_text(both).startswith("People balance on one leg, 2 runs")


def test_own_titles_and_a_band_that_is_not_in_the_catalogue() -> None:
    said = alt_text([run("mid_foot", band={"width_mm": 20, "distance_m": 1.75}), run("mid_foot")], ["trainee " * 20, "b"], words("de"))
    assert "1,75\u00a0m weiter vorn verankert)" in said
    assert "…" in said


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_every_outcome_fits(language: str, count: int) -> None:
    w, names = words(language), OUTCOMES
    bands = {"name": "extra-light", "distance_m": 1.23}
    for chosen in itertools.combinations_with_replacement(names, count) if count < 3 else [(name,) * count for name in names]:
        for titles in (None, ["t" * 200] * count):
            said = alt_text([run(name, band=bands) for name in chosen], titles, w)
            assert len(said) < MOST, said
            assert "{" not in said
            assert all(w.title(name) in said for name in chosen)
            assert said.endswith(".")


SHORT = {"width": 160, "fps": 10, "speed": 4.0}


@pytest.mark.parametrize("language", languages())
def test_manifests_hold_it_in_the_language_of_the_picture(language: str, tmp_path) -> None:
    runs = [stored("without"), stored("with_band")]
    said = alt_text(runs, None, words(language))
    assert write_manifest(tmp_path / "clip.mp4", runs, None, {"lang": language})["alt"] == said
    assert json.loads(manifest_path(tmp_path / "clip.mp4").read_text(encoding="utf-8"))["alt"] == said


def test_gif_and_png_carry_it(tmp_path) -> None:
    runs = [stored("without"), stored("heavy_man")]
    said = alt_text(runs, None, words("es"))
    animate(runs, tmp_path / "clip.gif", lang="es", **SHORT)
    with Image.open(tmp_path / "clip.gif") as gif:
        assert gif.n_frames > 5
        gif.seek(gif.n_frames - 1)
        assert gif.convert("RGB").size[0] == 160
    end = (tmp_path / "clip.gif").read_bytes()[-700:]
    assert comment(end).decode() == said
    animate(runs, tmp_path / "board.png", lang="es", width=400)
    with Image.open(tmp_path / "board.png") as png:
        assert png.info["Description"] == said


def comment(end: bytes) -> bytes:
    """The comment at the end of a GIF, its blocks joined."""
    at, said = end.index(b"\x21\xfe") + 2, b""
    while end[at]:
        said, at = said + end[at + 1 : at + 1 + end[at]], at + 1 + end[at]
    assert end[at:] == b"\x00\x3b"
    return said


def test_notebook_image_has_it_escaped() -> None:
    runs, titles = [stored("without"), stored("with_band")], ['<b> & "so"', "b"]
    shown = animation_html(runs, titles=titles, **SHORT)
    found = re.match(r'<img alt="([^"<>]*)" src="data:image/gif', shown)
    assert found
    assert html.unescape(found[1]) == alt_text(runs, titles)
