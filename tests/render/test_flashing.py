"""No clip flashes: WCAG 2.2, 2.3.1, at most three general flashes in any second.

A general flash is a pair of opposing changes of relative luminance by 10 % of the largest (1.0) or more, where the darker image
is below 0.8, together over a quarter of any block of 341 by 256 pixels of a picture 1024 wide.
"""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageSequence

from hingesim.render import animate
from tests.colour import luminance
from tests.golden import stored

CHANGE, DARK, AREA, MOST = 0.1, 0.8, 0.25, 3
BLOCK_OF_1024 = (341, 256)
WIDTH, FPS = 320, 25


def flashes(frames: list[np.ndarray]) -> float:
    """Most flashes in any second, half ones counted, of RGB frames at `FPS`.

    Every pixel is followed from one turning point of its luminance to the next. A change counts once it is large enough, and as
    one of the picture when in one frame it has gone the same way in a quarter of a block: what moves past does not.
    """
    high, wide = frames[0].shape[:2]
    block_w, block_h = (min(round(side * wide / 1024), end) for side, end in zip(BLOCK_OF_1024, (wide, high), strict=True))
    extreme = luminance(frames[0])
    way, events, last = np.zeros((high, wide), int), [], 0
    for i, picture in enumerate(frames[1:], 1):
        now = luminance(picture)
        step = now - extreme
        large = (np.abs(step) >= CHANGE) & (np.minimum(now, extreme) < DARK)
        turned = np.where(large & (np.sign(step) != way), np.sign(step), 0).astype(int)
        onward = (np.sign(step) == way) | (turned != 0)
        extreme, way = np.where(onward, now, extreme), np.where(turned != 0, turned, way)
        for sign in (-1, 1):
            total = np.pad((turned == sign).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
            inside = total[block_h:, block_w:] - total[:-block_h, block_w:] - total[block_h:, :-block_w] + total[:-block_h, :-block_w]
            if sign != last and inside.max() >= AREA * block_w * block_h:
                events.append(i)
                last = sign
    return max((sum(1 for e in events if first <= e < first + FPS) / 2 for first in events), default=0.0)


@pytest.mark.parametrize(("runs", "drawing"), [(("without",), {}), (("heavy_man",), {"theme": "dark", "panels": "side,why", "speed": 4})])
def test_a_fall_does_not_flash(runs, drawing, tmp_path):
    """As it is written, slow motion, stamp, cross and the jump back to the start included."""
    path = tmp_path / "fall.gif"
    animate([stored(run) for run in runs], path, width=WIDTH, **drawing)
    with Image.open(path) as clip:
        frames = [frame for each in ImageSequence.Iterator(clip) for frame in [np.asarray(each.convert("RGB"))] * frames_of(each)]
    assert len(frames) > FPS
    assert flashes([*frames, frames[0], frames[0]]) <= MOST


def frames_of(picture: Image.Image) -> int:
    """For how many of them it stays."""
    return round(picture.info["duration"] * FPS / 1000)


def test_a_strobe_is_noticed():
    """Half of the picture black and white: at 5 Hz it flashes, at 2 Hz it may, a small spot may at any rate."""
    frames = []
    for i in range(2 * FPS):
        picture = np.full((240, WIDTH, 3), 255, np.uint8)
        picture[:, : WIDTH // 2] = 255 * (i * 10 // FPS % 2)
        frames.append(picture)
    assert flashes(frames) == pytest.approx(5, abs=0.5)
    slow = [frames[i * 2 // 5] for i in range(2 * FPS)]
    assert flashes(slow) <= MOST
    spot = [np.where(np.arange(WIDTH)[None, :, None] < 20, picture, 255).astype(np.uint8) for picture in frames]
    assert flashes(spot) == 0
