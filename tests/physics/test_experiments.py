"""Experiments beyond a rep, against closed forms and free-body sums."""

from __future__ import annotations

import numpy as np
import pytest

from hingesim import FieldError, Scenario, simulate
from hingesim.motion.disturbance import Platform
from hingesim.recording.loads import Loads
from hingesim.simulation.experiments import launched, pushed, quiet_stance, static_pose, translated
from hingesim.simulation.replicates import wilson_interval
from hingesim.validation.poses import TABLE_LENGTHS
from tests.conftest import CALM

REFERENCE_MAN = Scenario().replace(athlete={"sex": "male", "mass_kg": 73, **TABLE_LENGTHS})
"""With the lengths of de Leva's table itself, as the static model has them."""


def test_quiet_stance_stands_and_sways_with_the_noise() -> None:
    calm, normal = (quiet_stance(duration_s=4, sway=sway) for sway in (0, 1))
    assert calm.outcome.name == normal.outcome.name == "stood"
    assert calm.cop_world_m[50:].std(axis=0).max() < 0.0005
    assert normal.cop_world_m[50:].std(axis=0).min() > 0.001
    assert len(normal.time_s) == 401


@pytest.mark.parametrize(("trunk", "knee", "moment"), [(90, 15, 1.63), (45, 10, 1.15)])
def test_hip_moment_of_a_held_pose(trunk: float, knee: float, moment: float) -> None:
    """Planar segment sum with the table of de Leva, N m per kg of a 73 kg man, +-5 %; arms hanging, free leg in line with the trunk."""
    held = static_pose(trunk_deg=trunk, knee_deg=knee, scenario=REFERENCE_MAN)
    assert Loads(held).hip_extension_moment_nm()[100:].mean() / 73 == pytest.approx(moment, rel=0.05)


def test_low_back_moment_of_the_horizontal_trunk() -> None:
    """1.66 N m per kg from the segment table (36 % of body mass above L5/S1, arms and head hanging on it), +-5 %."""
    held = static_pose(trunk_deg=90, knee_deg=15, scenario=REFERENCE_MAN)
    assert Loads(held).lumbosacral_moment_nm()[100:].mean() / 73 == pytest.approx(1.66, rel=0.05)


def test_knee_bend_slackens_the_hamstrings_and_hands_their_part_to_the_muscles() -> None:
    """Hawkins & Hull: +14-19 % at hip 90 and knee 15, less with more bend; passive tissue carries a smaller share then."""
    straight, bent = (Loads(static_pose(trunk_deg=80, knee_deg=k, scenario=REFERENCE_MAN)) for k in (5, 30))
    for muscle, change in straight.hamstring_length_change().items():
        assert change[-1] > bent.hamstring_length_change()[muscle][-1] > 0.05
    assert straight.passive_hip_share()[-1] > 0


def test_the_band_takes_load_off_the_hip_and_the_low_back() -> None:
    """Its pull forward at the hands, below hip and back, has an extending moment."""
    bare = static_pose(trunk_deg=80, knee_deg=20)
    band = static_pose(trunk_deg=80, knee_deg=20, scenario=Scenario().replace(band={"distance_m": 1.8}))
    assert Loads(band).hip_extension_moment_nm()[-1] < Loads(bare).hip_extension_moment_nm()[-1] - 5
    assert Loads(band).lumbosacral_moment_nm()[-1] < Loads(bare).lumbosacral_moment_nm()[-1] - 5


def test_a_launched_body_has_the_velocity_and_too_much_of_it_falls() -> None:
    """Recoverable without reaction up to the XcoM at the front edge: v = omega * 84 mm = 0.25 m/s at most."""
    slow, fast = launched(0.05, scenario=CALM), launched(0.4, scenario=CALM)
    assert slow.com_velocity_world_m_s[0, 0] == pytest.approx(0.05, rel=0.02)
    assert slow.outcome.name == "stood"
    assert fast.outcome.name == "forward_fall"


def test_a_push_and_a_jerked_platform_fell_over_opposite_edges() -> None:
    assert pushed(14, scenario=CALM).outcome.name == "forward_fall"
    assert pushed(-0.0, scenario=CALM, duration_s=2).outcome.name == "stood"
    assert translated([(0, 0), (1, 0), (1.3, 0.15)], scenario=CALM).outcome.name == "backward_fall"
    assert translated([(0, 0), (1, 0), (2.5, 0.05)], scenario=CALM, duration_s=4).outcome.name == "stood"


def test_platform_acceleration_is_the_second_derivative_of_its_position() -> None:
    scenario = Scenario().replace(experiment={"platform": [(0, 0), (0.5, 0), (1.5, 0.2), (2, 0.1)]})
    platform = Platform(scenario, _humanoid(scenario), 0.002)
    t = np.linspace(0.51, 1.49, 2001)
    position, acceleration = platform.motion(t)
    numeric = np.gradient(np.gradient(position, t), t)
    np.testing.assert_allclose(acceleration[5:-5], numeric[5:-5], atol=0.01)
    np.testing.assert_allclose(platform.motion(np.array([0.2, 1.5, 9.0]))[0], [0, 0.2, 0.1], atol=1e-12)


def _humanoid(scenario: Scenario):
    from hingesim.body.whole import body_of

    return body_of(scenario)


def test_no_feedback_no_stance() -> None:
    """An intrinsic stiffness below m g h cannot hold the body up, whatever its size."""
    gone = quiet_stance(duration_s=8, total_stiffness=0.8, intrinsic_stiffness=0.8, damping_s=0)
    assert gone.outcome.lost


@pytest.mark.parametrize(("count", "total", "low", "high"), [(19, 20, 0.764, 0.991), (0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763)])
def test_wilson_interval(count: int, total: int, low: float, high: float) -> None:
    """Published values of the Wilson score interval, 95 %."""
    assert wilson_interval(count, total) == pytest.approx((low, high), abs=0.001)


@pytest.mark.parametrize("times", [{"sample_s": 0.001}, {"sample_s": 0}, {"sample_s": float("nan")}, {"physics_step_s": 0.0015}])
def test_times_that_do_not_fit_the_steps_are_refused(times: dict) -> None:
    with pytest.raises(FieldError, match=r"of 0\.002 s"):
        simulate(CALM, **times)
