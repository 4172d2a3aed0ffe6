"""What she means to do, before any physics: the plan of an exercise as a recording, so that it is drawn by what draws runs."""

from __future__ import annotations

import numpy as np

from hingesim.body.contacts import FEET, PARTS
from hingesim.body.humanoid import JOINT_NAMES, Humanoid
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.common.version import VERSION
from hingesim.motion.exercises import exercise_of
from hingesim.motion.footing import Footing
from hingesim.recording.recording import Recording
from hingesim.scenario.parameters import Scenario
from hingesim.simulation.simulate import planned

EVERY_S = 0.1
"""Time between its samples: a preview shows one of them."""


def plan_recording(scenario: Scenario) -> Recording:
    """The plan, in static equilibrium at every instant: no rates, no feedback, the ground carries what body and band leave to it.

    Raises:
        InfeasibleError: no posture satisfies the scenario.
    """
    humanoid, _, path = planned(scenario)
    plan = exercise_of(scenario).schedule(scenario)
    time_s = np.arange(0.0, plan.duration_s + EVERY_S / 2, EVERY_S)
    count, joints = len(time_s), len(JOINT_NAMES)
    place, _, _ = plan.place(time_s)
    row = np.rint(place * (len(path.s) - 1)).astype(int)
    still, none = np.zeros((count, 3)), np.zeros((count, joints))
    band_n, cop_m = path.band_force_n[row], path.static_cop_m[row]
    ground_n = np.array([0.0, 0.0, float(humanoid.mass_kg.sum()) * GRAVITY_M_S2]) - band_n - path.aid_n[row]
    moment = np.column_stack([cop_m[:, 1] * ground_n[:, 2], -cop_m[:, 0] * ground_n[:, 2], np.zeros(count)])
    foot_n, foot_m = _under_the_feet(path.footing, humanoid, place, ground_n, cop_m)
    load_n = np.zeros((count, len(PARTS)))
    load_n[:, [PARTS.index(foot) for foot in FEET]] = foot_n[:, :, 2]
    return Recording(
        scenario,
        "plan",
        VERSION,
        "schedule",
        time_s=time_s,
        phase=plan.phase_at(time_s),
        place=place,
        root_position_world_m=np.tile([0.0, 0.0, humanoid.proportions.ankle_height_m], (count, 1)),
        root_quat_world_xyzw=np.tile([0.0, 0.0, 0.0, 1.0], (count, 1)),
        joint_rad=path.joint_rad[row],
        joint_velocity_rad_s=none,
        joint_torque_nm=none,
        passive_torque_nm=none,
        strategy_cop_m=np.zeros((count, 3, 2)),
        com_world_m=path.com_m[row],
        com_velocity_world_m_s=still,
        angular_momentum_world_n_m_s=still,
        grf_world_n=ground_n,
        grf_moment_world_n_m=moment,
        foot_force_world_n=foot_n,
        foot_moment_world_n_m=np.cross(foot_m, foot_n),
        ground_load_n=load_n,
        grip_world_m=path.grip_m[row],
        band_force_world_n=band_n,
        push_world_n=still,
        aid_world_m=path.aid_m[row],
        aid_force_world_n=path.aid_n[row],
    )


def _under_the_feet(
    footing: Footing, humanoid: Humanoid, along: np.ndarray, ground_n: np.ndarray, cop_m: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Force of the ground on each foot and where it acts, shapes (T, 2, 3), when the whole acts at (T, 2)."""
    side = humanoid.side
    share, place = np.zeros((len(cop_m), 2)), np.zeros((len(cop_m), 2, 3))
    for i, (x, y) in enumerate(cop_m.tolist()):
        split = footing.split(x, side * y, float(along[i]))
        if split is None:
            share[i], place[i, 0, :2] = (1.0, 0.0), (x, y)
        else:
            share[i] = 1 - split.share, split.share
            place[i, :, :2] = [(ahead, side * medial) for ahead, medial in (split.stance_m, split.free_m)]
    return share[:, :, None] * ground_n[:, None], place
