"""Pictures look as they did when somebody last looked at them; renewed with `python -m tests.renew_golden`."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from hingesim.render import frame
from tests.golden import BLOCK_MEAN, FOLDER, PICTURES, RMS, SCENARIOS, difference, draw, golden, stored

MOST_BYTES = 1_000_000


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_the_golden_one(name, tmp_path):
    drawn, kept = draw(name, tmp_path), golden(name)
    assert drawn.shape == kept.shape, f"{name}: the size changed; if that is meant, python -m tests.renew_golden"
    rms, block = difference(drawn, kept)
    if rms > RMS or block > BLOCK_MEAN:
        path = tmp_path / f"{name}-difference.png"
        off = np.minimum(4 * np.abs(drawn.astype(int) - kept), 255).astype(np.uint8)
        Image.fromarray(np.hstack([kept, drawn, off])).save(path)
        pytest.fail(
            f"{name}: rms {rms:.2f} (allowed {RMS}), largest block {block:.1f} (allowed {BLOCK_MEAN}) of 255; "
            f"stored, drawn and four times the difference: {path}; if the change is meant, python -m tests.renew_golden"
        )


def test_a_missing_mark_and_another_moment_are_noticed():
    runs = [stored("with_band")]
    kept = frame(runs, 2.6, width=480)
    for other in (frame(runs, 2.6, width=480, hide="com"), frame(runs, 2.6, width=480, hide="cop"), frame(runs, 2.2, width=480)):
        rms, block = difference(other, kept)
        assert rms > RMS or block > BLOCK_MEAN


def test_the_folder_holds_the_listed_files_and_is_small():
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.png" for name in PICTURES} | {f"{name}.npz" for name in SCENARIOS}
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES


def test_stored_runs_end_as_their_names_say():
    assert stored("without").outcome.name == "forward_fall"
    assert stored("with_band").outcome.completed
    assert stored("heavy_man").scenario.hinge.stance == "left"
