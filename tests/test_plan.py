"""The plan is what it says: balanced at the start, level, smooth, clear of the ground."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hingesim import Hinge, InfeasibleError, Scenario
from hingesim.body.band import band_law
from hingesim.body.humanoid import LINK
from hingesim.body.support import midline_m, stance_cop_m
from hingesim.body.whole import body_of
from hingesim.motion.exercises import exercise_of
from hingesim.motion.plan import HingePath, hinge_path
from hingesim.motion.posture import FREE_FOOT_CLEARANCE_M
from hingesim.motion.schedule import PHASES, Schedule


def path_of(scenario: Scenario) -> HingePath:
    return hinge_path(body_of(scenario), scenario, band_law(scenario.band) if scenario.band else None)


def schedule_of(scenario: Scenario) -> Schedule:
    return exercise_of(scenario).schedule(scenario)


@pytest.mark.parametrize("scenario", [Scenario(), Scenario().replace(band={}), Scenario().replace(hinge={"stance": "left"})])
def test_the_start_is_in_static_equilibrium_at_mid_foot(scenario: Scenario) -> None:
    """Moments about the ankle: W x_com + T_x z_hand - T_z x_hand = (W - T_z) x_cop."""
    path = path_of(scenario)
    com, grip, pull = path.com_m[0], path.grip_m[0], path.band_force_n[0]
    weight = 65 * 9.81
    cop = (weight * com[:2] + pull[:2] * grip[2] - pull[2] * grip[:2]) / (weight - pull[2])
    np.testing.assert_allclose(cop, stance_cop_m(body_of(scenario)), atol=1e-6)


@pytest.mark.parametrize(("reach_deg", "load_kg", "expected_deg"), [(0, 0, 0), (35, 0, 35), (80, 0, 80), (80, 6, 0)])
def test_arms_keep_their_reach_all_along_the_hinge_and_hang_with_a_weight(reach_deg: float, load_kg: float, expected_deg: float) -> None:
    """The CoM of the arm lies that far forward of the vertical below the shoulder, whatever the trunk does."""
    hinge = {"arm_reach_deg": reach_deg, "lumbar_round_deg": 10}
    poses = path_of(Scenario().replace(hinge=hinge, load={"mass_kg": load_kg})).link_poses
    for arm in ("stance", "free"):
        parts = [LINK[f"{arm}_{part}"] for part in ("upper_arm", "forearm")]
        centre = np.average(poses.link_com_world_m[:, parts], axis=1, weights=poses.humanoid.mass_kg[parts])
        x, _, z = (centre - poses.position_world_m[:, parts[0]]).T
        np.testing.assert_allclose(np.degrees(np.arctan2(x, -z)), expected_deg, atol=1e-6)


def test_a_taut_band_asks_for_a_backward_lean() -> None:
    """T z_hand / W further back than without."""
    bare, banded = path_of(Scenario()), path_of(Scenario().replace(band={}))
    lean = bare.com_m[0, 0] - banded.com_m[0, 0]
    assert lean == pytest.approx(banded.band_force_n[0, 0] * banded.grip_m[0, 2] / (65 * 9.81), rel=0.1)


def test_without_a_hip_shift_the_shank_is_still_with_half_the_pressure_and_with_all_it_goes_heelward() -> None:
    still, shifting, heelward = (path_of(Scenario().replace(hinge={"hip_shift": shift})) for shift in (0, 0.5, 1))
    shank = still.link_poses.rotation_world[:, LINK["stance_shank"], 0, 2]
    assert np.ptp(shank) < 0.002
    mid_m = stance_cop_m(body_of(Scenario()))[0]
    np.testing.assert_allclose(shifting.static_cop_m[:, 0], mid_m, atol=1e-6)
    np.testing.assert_allclose(heelward.static_cop_m[:, 0], mid_m - 0.03 * heelward.s, atol=1e-6)
    hip = LINK["hip_carrier_1"]
    back_m = [
        path.link_poses.position_world_m[0, hip, 0] - path.link_poses.position_world_m[-1, hip, 0] for path in (still, shifting, heelward)
    ]
    assert back_m[0] < back_m[1] < back_m[2], "the hips go back to do it"


@pytest.mark.parametrize("shift", [0.25, 0.75])
def test_between_two_skills_the_hips_are_between(shift: float) -> None:
    ends = [path_of(Scenario().replace(hinge={"hip_shift": s})).com_m[-1, 0] for s in (shift - 0.25, shift + 0.25)]
    assert ends[1] < path_of(Scenario().replace(hinge={"hip_shift": shift})).com_m[-1, 0] < ends[0]


def test_folding_the_trunk_with_a_still_shank_carries_the_com_forward_and_knee_bend_carries_it_back() -> None:
    straight, bent = (path_of(Scenario().replace(hinge={"knee_bend_deg": k})).com_m[-1, 0] for k in (5, 35))
    assert straight > path_of(Scenario()).com_m[0, 0] + 0.1
    assert bent < straight - 0.1


@given(st.floats(0.35, 1), st.floats(10, 90), st.floats(0, 45), st.sampled_from(["left", "right"]))
def test_pelvis_level_pressure_on_the_midline_and_free_foot_clear(reach: float, depth: float, knee: float, stance: str) -> None:
    scenario = Scenario().replace(hinge={"free_leg_reach": reach, "depth_deg": depth, "knee_bend_deg": knee, "stance": stance})
    try:
        path = path_of(scenario)
    except InfeasibleError:
        return
    pelvis = path.link_poses.rotation_world[:, LINK["pelvis"]]
    np.testing.assert_allclose(pelvis[:, 2, 1], 0, atol=1e-9)
    humanoid = body_of(scenario)
    np.testing.assert_allclose(path.static_cop_m[:, 1], midline_m(humanoid, path.static_cop_m[:, 0]), atol=2e-4)
    for point in (humanoid.heel_m, humanoid.toe_m):
        assert path.link_poses.point_world_m("free_foot", point)[:, 2].min() > FREE_FOOT_CLEARANCE_M - 0.01


@pytest.mark.parametrize("stance", ["left", "right"])
def test_arms_hang_and_the_trunk_inclines_straight_ahead_over_an_open_pelvis(stance: str) -> None:
    opened = {"pelvis_open_deg": 40, "lumbar_round_deg": 20, "knee_bend_deg": 30, "stance": stance}
    path = path_of(Scenario().replace(hinge=opened, load={"mass_kg": 10}))
    for arm in ("stance", "free"):
        down = path.link_poses.rotation_world[:, LINK[f"{arm}_upper_arm"], :, 2]
        np.testing.assert_allclose(down, np.tile([0, 0, 1], (len(down), 1)), atol=1e-6)
    trunk = path.link_poses.rotation_world[-1, LINK["trunk"], :, 2]
    np.testing.assert_allclose(trunk, [np.sin(np.radians(80)), 0, np.cos(np.radians(80))], atol=1e-6)


def test_the_path_has_no_kinks() -> None:
    q = path_of(Scenario().replace(hinge={"hip_shift": 0.5, "pelvis_open_deg": 20, "lumbar_round_deg": 15}, band={})).joint_rad
    assert np.abs(np.diff(q, 3, axis=0)).max() < 2e-3


@given(st.floats(0.3, 10), st.floats(0, 10), st.floats(0.3, 10), st.integers(1, 20))
def test_the_schedule_goes_down_and_up_smoothly(lower: float, pause: float, rise: float, reps: int) -> None:
    schedule = schedule_of(Scenario(hinge=Hinge(lower_s=lower, pause_s=pause, raise_s=rise, reps=reps)))
    time = np.linspace(0, schedule.duration_s, 4001)
    s, rate, acceleration = schedule.place(time)
    assert s.min() >= 0
    assert s.max() <= 1
    assert (s[0], s[-1], rate[0], rate[-1]) == (0, 0, 0, 0)
    bottoms = schedule.starts_s[1:][schedule.phase == PHASES.index("lower")]
    np.testing.assert_allclose(schedule.place(bottoms - 1e-9)[0], 1, atol=1e-6)
    dt = time[1]
    assert np.abs(np.diff(s)).max() <= 1.01 * np.abs(rate).max() * dt + 1e-12
    assert np.abs(np.diff(rate)).max() <= 1.05 * np.abs(acceleration).max() * dt + 1e-9


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"band": {"force_table": [[0, 0], [1, 2000]]}}, "no upright stance balances"),
        ({"band": {"distance_m": 3.5}}, "times its rest length"),
        ({"hinge": {"knee_bend_deg": 60, "depth_deg": 95}}, "hip flexion would have to reach"),
    ],
)
def test_an_impossible_plan_is_refused_in_words(fields: dict, words: str) -> None:
    with pytest.raises(InfeasibleError) as caught:
        path_of(Scenario().replace(**fields))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
