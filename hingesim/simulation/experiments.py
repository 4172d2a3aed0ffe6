"""General experiments: the same trainee and engine as a rep, set up as studies do.

Each returns a `Recording`; everything else about the trainee is a scenario, so a check of your own from a paper is a few lines:

    r = quiet_stance(duration_s=30, seed=3)
    sway_mm = 1000 * r.cop_world_m.std(axis=0)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hingesim.recording.recording import Recording
from hingesim.scenario.parameters import Scenario
from hingesim.simulation.simulate import simulate

ARMS_DOWN = {"arm_reach_deg": 0.0}
"""Fields of a hinge whose arms hang: the posture in which stance is studied and static figures are published."""


def quiet_stance(
    scenario: Scenario | None = None, *, duration_s: float = 30.0, seed: int | None = None, sway: float | None = None, **experiment: Any
) -> Recording:
    """Stand on one leg.

    Args:
        scenario: the trainee; default: the default trainee with the arms hanging, no band.
        duration_s: how long.
        seed: of the balance noise; default: the scenario's.
        sway: noise relative to a healthy young adult, 0 switches it off; default: the scenario's.
        experiment: further fields of `parameters.Experiment`, for example `damping_s=0.6`.
    """
    return _standing(scenario, duration_s, seed=seed, sway=sway, **experiment)


def static_pose(
    *,
    trunk_deg: float,
    knee_deg: float,
    free_leg_reach: float = 1.0,
    arm_reach_deg: float = 0.0,
    duration_s: float = 2.0,
    scenario: Scenario | None = None,
) -> Recording:
    """Hold one posture of the hinge on the balanced foot, noise off: read the joint moments from the recording.

    The shank leans so that the static CoP is 0.25 foot lengths ahead of the ankle.

    Args:
        trunk_deg: inclination of the trunk.
        knee_deg: flexion of the stance knee.
        free_leg_reach: 0 the free leg hangs, 1 in line with the trunk.
        arm_reach_deg: 0 the arms hang, 90 level.
        duration_s: how long; the first second settles.
        scenario: the trainee and what she holds; default: the default trainee.
    """
    pose = {
        "depth_deg": trunk_deg,
        "knee_bend_deg": knee_deg,
        "free_leg_reach": free_leg_reach,
        "arm_reach_deg": arm_reach_deg,
        "hip_shift": 0.5,
    }
    return _standing((scenario or Scenario()).replace(hinge=pose), duration_s, sway=0.0, hold=1.0)


def pushed(
    impulse_ns: float,
    *,
    direction_deg: float = 0.0,
    time_s: float = 1.0,
    duration_s: float = 5.0,
    scenario: Scenario | None = None,
    seed: int | None = None,
) -> Recording:
    """Push the trunk of a standing trainee: a half sine of 0.1 s.

    Args:
        impulse_ns: size, N s.
        direction_deg: 0 forward, 90 to the trainee's left.
        time_s: when it begins.
        duration_s: length of the recording.
        scenario: the trainee; default: the default trainee with the arms hanging.
        seed: of the balance noise; default: the scenario's.
    """
    push = {"push_ns": impulse_ns, "push_direction_deg": direction_deg, "push_time_s": time_s}
    return _standing((scenario or _trainee()).replace(world=push), duration_s, seed=seed)


def launched(velocity_m_s: float, *, duration_s: float = 3.0, scenario: Scenario | None = None, seed: int | None = None) -> Recording:
    """Stand with a forward velocity of the CoM at t = 0, the body turning about the ankle."""
    return _standing(scenario, duration_s, seed=seed, initial_velocity_m_s=velocity_m_s)


def translated(
    profile: Sequence[tuple[float, float]], *, duration_s: float = 5.0, scenario: Scenario | None = None, seed: int | None = None
) -> Recording:
    """Stand on a ground that moves fore-aft through (second, metre) points, minimum jerk from one to the next.

    Positions in the recording are relative to the ground.
    """
    return _standing(scenario, duration_s, seed=seed, platform=tuple(profile))


def _trainee() -> Scenario:
    return Scenario().replace(hinge=ARMS_DOWN)


def _standing(
    scenario: Scenario | None,
    duration_s: float,
    *,
    hold: float = 0.0,
    seed: int | None = None,
    sway: float | None = None,
    **experiment: Any,
) -> Recording:
    stance = {"name": "quiet-stance", "duration_s": duration_s, "hold": hold}
    scenario = (scenario or _trainee()).replace(exercise=stance, experiment=experiment)
    if seed is not None:
        scenario = scenario.replace(world={"seed": seed})
    if sway is not None:
        scenario = scenario.replace(athlete={"sway": sway})
    return simulate(scenario)
