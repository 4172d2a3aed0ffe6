"""She protects herself once balance is lost, and only then."""

from __future__ import annotations

import numpy as np
import pytest

from hingesim import Scenario, simulate
from hingesim.body.contacts import lowest_m

STANDING = {"name": "quiet-stance", "duration_s": 4.0}


@pytest.mark.parametrize(("direction_deg", "impulse_ns"), [(0, 14), (180, 16), (90, 6)])
def test_the_free_foot_is_down_soon_after_a_push_that_is_too_strong(direction_deg: float, impulse_ns: float) -> None:
    """A step lands from 0.2 s to 0.7 s after the push ended (Hof 2010: 0.3 s at the quickest); the body ends at rest, not in the floor."""
    push = {"push_ns": impulse_ns, "push_direction_deg": direction_deg, "seed": 5, "engine": "mujoco"}
    r = simulate(Scenario().replace(exercise=STANDING, world=push))
    assert r.outcome.lost
    bears = r.load_n("free_foot") > 0.05 * r.humanoid.mass_kg.sum() * 9.81
    landed = r.time_s[np.argmax(bears)] - 1.1
    assert 0.2 < landed < 0.7
    assert r.ended in ("caught", "down")
    assert lowest_m(r.humanoid, r.frames.position_world_m, r.frames.rotation_world).min() > -0.005
    assert np.linalg.norm(r.com_velocity_world_m_s, axis=1).max() < 5.0


def test_a_run_without_a_loss_is_the_same_with_the_step_on_and_off() -> None:
    """Bit for bit: protection is not there until balance is lost."""
    banded = Scenario().replace(band={}, hinge={"lower_s": 1.5, "raise_s": 1.5, "pause_s": 0.0}, world={"engine": "mujoco"})
    on, off = (simulate(banded.replace(athlete={"step": step})) for step in (True, False))
    assert on.outcome.completed
    for name, array in on.arrays().items():
        np.testing.assert_array_equal(array, off.arrays()[name], err_msg=name)
