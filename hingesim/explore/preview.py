"""What she means to do, before any physics: the plan of an exercise as a recording, so that it is drawn by what draws runs."""

from __future__ import annotations

import numpy as np

from hingesim.body.contacts import PARTS
from hingesim.body.humanoid import JOINT_NAMES
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.common.version import VERSION
from hingesim.motion.exercises import exercise_of
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
    ground_n = np.array([0.0, 0.0, float(humanoid.mass_kg.sum()) * GRAVITY_M_S2]) - band_n
    moment = np.column_stack([cop_m[:, 1] * ground_n[:, 2], -cop_m[:, 0] * ground_n[:, 2], np.zeros(count)])
    load_n = np.zeros((count, len(PARTS)))
    load_n[:, PARTS.index("stance_foot")] = ground_n[:, 2]
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
        foot_moment_world_n_m=moment,
        ground_load_n=load_n,
        grip_world_m=path.grip_m[row],
        band_force_world_n=band_n,
        push_world_n=still,
    )
