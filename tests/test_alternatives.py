"""The scripts that hingesim is set beside draw the motion they are given."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import imageio.v2 as imageio
import numpy as np
import pytest

from hingesim import Comparison, Scenario, compare
from tests.alternatives.__main__ import HERE, SCRIPTS, segments, write_motion


@pytest.fixture(scope="module")
def pair() -> Comparison:
    return compare(Scenario().replace(hinge={"depth_deg": 15, "lower_s": 0.3, "pause_s": 0, "raise_s": 0.3}, athlete={"sway": 0}))


def test_limbs_hang_together_and_keep_their_length(pair: Comparison) -> None:
    names, ends = segments(pair.without)
    length = np.linalg.norm(ends[:, :, 1] - ends[:, :, 0], axis=-1)
    assert np.ptp(length, axis=0).max() < 0.06  # the trunk bends between its ends
    firm = [i for i, name in enumerate(names) if name != "trunk"]
    assert np.ptp(length[:, firm], axis=0).max() < 1e-9
    assert 0.5 < length[0, names.index("shank")] + length[0, names.index("thigh")] < 1.0


@pytest.mark.slow
@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_writes_a_clip(name: str, pair: Comparison, tmp_path: Path) -> None:
    if name == "tiny_renderer":
        pytest.importorskip("pybullet")
    motion, clip = tmp_path / "motion.npz", tmp_path / "clip.gif"
    frames = write_motion(pair, motion)
    done = subprocess.run([sys.executable, HERE / f"{name}.py", motion, clip], capture_output=True, text=True, check=False)
    if name == "mujoco_renderer" and done.returncode:
        pytest.skip("nothing here that MuJoCo can draw with")
    assert done.returncode == 0, done.stderr
    assert 2 <= len(imageio.mimread(clip)) <= frames
