"""Golden images: pictures of stored recordings, to be compared with what is drawn today.

The recordings (`tests/render/golden/*.npz`, 25 samples a second, rounded) are stored, so a change of the physics does not
change a picture, and a picture that changes was changed by the drawing. `python -m tests.renew_golden` writes all anew.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from hingesim import Recording
from hingesim.render import animate, frame
from hingesim.scenario.parameters import Scenario

FOLDER = Path(__file__).parent / "render" / "golden"
RMS = 2.0
"""Largest root mean square difference of a whole picture, of 255."""
BLOCK, BLOCK_MEAN = 16, 24.0
"""Largest mean difference of any block of so many pixels on a side, of 255: a mark, a letter or a line that went missing."""
EVERY, DIGITS = 2, 5
"""Every so many samples of a run are stored, to so many decimal places."""

SCENARIOS = {
    "without": Scenario(),
    "with_band": Scenario().replace(hinge={"knee_bend_deg": 20}, band={"distance_m": 2.0}),
    "heavy_man": Scenario().replace(
        athlete={"sex": "male", "mass_kg": 110, "height_m": 1.95},
        hinge={"stance": "left", "lower_s": 0.8, "raise_s": 0.8},
        band={"distance_m": 1.1},
        load={"mass_kg": 16, "hand": "opposite"},
    ),
}
"""The stored runs: a fall, a completed rep with the band, and a left-stance man with a kettlebell and a slack band."""


@dataclasses.dataclass(frozen=True)
class Picture:
    """One golden image; a storyboard when it has no time."""

    runs: tuple[str, ...]
    time_s: float | None
    width: int = 480
    drawing: dict[str, Any] = dataclasses.field(default_factory=dict)


PAIR = ("without", "with_band")
PICTURES = {
    "pair_side": Picture(PAIR, 1.2, 640),
    "falling": Picture(("without",), 1.75),
    "front": Picture(("with_band",), 2.6, 320, {"panels": "front"}),
    "three_quarter_band": Picture(("with_band",), 2.6, 480, {"panels": "three-quarter", "show": "trail,xcom"}),
    "charts": Picture(("with_band",), 4.0, 640, {"panels": "foot,trace,why", "show": "xcom"}),
    "measures": Picture(("with_band",), 2.6, 480, {"show": "angles,hips"}),
    "dark": Picture(PAIR, 7.0, 640, {"theme": "dark", "panels": "side,why"}),
    "print": Picture(("without",), 1.4, 480, {"theme": "print", "show": "xcom"}),
    "german": Picture(("with_band",), 2.6, 480, {"lang": "de", "panels": "side,trace"}),
    "heavy_man": Picture(("heavy_man",), 0.9, 480, {"panels": "side,front"}),
    "storyboard": Picture(PAIR, None, 800),
}


@cache
def stored(name: str) -> Recording:
    """One of the stored runs."""
    return Recording.load(FOLDER / f"{name}.npz")


def thinned(recording: Recording) -> Recording:
    """The recording with fewer samples and digits, small enough to be kept; its last sample stays."""
    kept = np.unique(np.append(np.arange(0, len(recording.time_s), EVERY), len(recording.time_s) - 1))
    arrays = {name: a[kept] if a.dtype.kind == "i" else np.round(a[kept], DIGITS) for name, a in recording.arrays().items()}
    return dataclasses.replace(recording, **arrays)


def draw(name: str, folder: Path) -> np.ndarray:
    """shape (H, W, 3), uint8: a golden image as it is drawn today; `folder` takes a file for a moment."""
    picture = PICTURES[name]
    runs = [stored(run) for run in picture.runs]
    if picture.time_s is not None:
        return frame(runs, picture.time_s, width=picture.width, **picture.drawing)
    path = folder / "storyboard.png"
    animate(runs, path, width=picture.width, **picture.drawing)
    return np.asarray(Image.open(path).convert("RGB"))


def golden(name: str) -> np.ndarray:
    """shape (H, W, 3), uint8: the image that is stored."""
    return np.asarray(Image.open(FOLDER / f"{name}.png").convert("RGB"))


def difference(drawn: np.ndarray, kept: np.ndarray) -> tuple[float, float]:
    """Root mean square difference, and the largest mean difference of any block, of 255."""
    off = np.abs(drawn.astype(float) - kept)
    tall, wide = (-(-n // BLOCK) * BLOCK for n in off.shape[:2])
    padded = np.zeros((tall, wide, 3))
    padded[: off.shape[0], : off.shape[1]] = off
    blocks = padded.reshape(tall // BLOCK, BLOCK, wide // BLOCK, BLOCK, 3).mean(axis=(1, 3)).max(axis=-1)
    return float(np.sqrt((off**2).mean())), float(blocks.max())
