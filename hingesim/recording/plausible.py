"""What no body does. A run in which one does is an error of the simulation, never an outcome.

Limits are of a person who falls on a floor from a stand; none is reached by a plausible run, so that breaking one says that the physics
has failed. The ledger of energy, the other law, is a test (`tests/physics/test_ledger.py`): it needs every step.
"""

from __future__ import annotations

import numpy as np

from hingesim.body.contacts import lowest_m
from hingesim.body.humanoid import JOINT_NAMES
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.recording.recorded import Recorded

FASTEST_JOINT_RAD_S = 25.0
"""Unloaded swings of knee and elbow reach 10-17, kicks and throws somewhat more."""
MEAN_OF_S = 0.01
"""Rates are means over this time: a foot or forearm that strikes the floor may be faster for a step or two of it."""
FASTEST_M_S = 5.0
"""Of the CoM: a metre of fall gives 4.4."""
OWN_M_S = 2.0
"""Speed of the CoM that muscles and a band give a person who stays on the ground, beyond what the outside gives and a fall from the
greatest height so far: jumps leave the ground with 2-3."""
SUNK_M = 0.005
"""Depth of anything hard below the floor."""
HARDEST_WEIGHTS = 37.0
"""Force of the ground in body weights. Of falls from a stand the hardest is flat on side or back: the CoM comes down by 0.8 m, with 4 m/s,
and is stopped within the 45 mm that trunk and pelvis may be pressed in; a spring that does that takes v^2 / (g d) + 1 = 37 weights."""
PEAK_OF_MINIMUM_JERK = 1.875
"""Greatest over mean speed of a minimum-jerk move."""


def implausible(recording: Recorded, hardest_n: float) -> str | None:
    """What a body does not do in this run, in words, with figure and limit; None if there is nothing.

    Args:
        recording: the run.
        hardest_n: greatest upward force of the ground between samples.
    """
    r = recording
    fastest = _mean_rates_rad_s(r).max(axis=0)
    joint = int(fastest.argmax())
    if not fastest[joint] <= FASTEST_JOINT_RAD_S:
        return f"{JOINT_NAMES[joint]} turned with {fastest[joint]:.1f} rad/s (a person: at most {FASTEST_JOINT_RAD_S:g})"
    speed = np.linalg.norm(r.com_velocity_world_m_s, axis=1)
    allowed = _allowed_m_s(r)
    worst = int((speed - allowed).argmax())
    if not speed[worst] <= allowed[worst]:
        return f"the centre of mass moved with {speed[worst]:.2f} m/s (a fall: at most {allowed[worst]:.2f})"
    sunk = -float(lowest_m(r.humanoid, r.link_poses.position_world_m, r.link_poses.rotation_world).min())
    if not sunk <= SUNK_M:
        return f"a part was {1000 * sunk:.1f} mm below the floor (at most {1000 * SUNK_M:g})"
    hardest = max(hardest_n, float(r.grf_world_n[:, 2].max())) / r.weight_n
    if not hardest <= HARDEST_WEIGHTS:
        return f"the ground pushed with {hardest:.1f} body weights (at most {HARDEST_WEIGHTS:g})"
    return None


def _allowed_m_s(r: Recorded) -> np.ndarray:
    """shape (T,): greatest speed of the CoM that a fall from its greatest height so far allows, with what scenario and muscles add."""
    world, expert = r.scenario.world, r.scenario.experiment
    given = world.push_ns / (r.weight_n / GRAVITY_M_S2) + abs(expert.initial_velocity_m_s)
    for (begin_s, from_m), (end_s, to_m) in zip((expert.platform or ())[:-1], (expert.platform or ())[1:], strict=True):
        given = max(given, given + PEAK_OF_MINIMUM_JERK * abs(to_m - from_m) / (end_s - begin_s))
    height = r.com_world_m[:, 2]
    drop = np.maximum.accumulate(height) - height
    return np.minimum(OWN_M_S + given + np.sqrt(2 * GRAVITY_M_S2 * drop), FASTEST_M_S)


def _mean_rates_rad_s(r: Recorded) -> np.ndarray:
    """shape (k, n): how fast joints turned over `MEAN_OF_S`, or from one sample to the next where these are farther apart."""
    apart = max(1, round(MEAN_OF_S / float(r.time_s[1] - r.time_s[0]))) if len(r.time_s) > 1 else 1
    turned, took_s = np.abs(r.joint_rad[apart:] - r.joint_rad[:-apart]), r.time_s[apart:] - r.time_s[:-apart]
    return turned / took_s[:, None] if len(turned) else np.zeros((1, r.joint_rad.shape[1]))
