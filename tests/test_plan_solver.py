"""Every plan is solved at every knot, and what is refused has no solution: over a grid of scenarios, against an independent search."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator

import numpy as np
import pytest
from scipy.optimize import brentq

from hingesim import InfeasibleError, Scenario
from hingesim.body.band import BandLaw, band_law
from hingesim.body.humanoid import JOINT, Humanoid
from hingesim.body.kinematics import forward
from hingesim.body.support import midline_m, stance_cop_m
from hingesim.body.whole import band_hands, body_of
from hingesim.common.errors import UnsolvedPlanError
from hingesim.motion.plan import hinge_path
from hingesim.motion.posture import posture

BODIES = {
    "default woman": {},
    "short light woman": {"sex": "female", "mass_kg": 48, "height_m": 1.52},
    "tall heavy man": {"sex": "male", "mass_kg": 98, "height_m": 1.95},
}
BANDS = (None, "extra-light", "light", "medium", "heavy", "strong")
DISTANCES_M, ANCHORS_M = (0.9, 1.2, 1.55, 1.7, 1.9, 2.3), (0.3, 1.0, 1.6)
KNEES_DEG, SHIFTS, REACHES_DEG = (8.0, 20.0, 30.0), (0.0, 0.3, 0.5, 1.0), (0.0, 80.0)


def grid() -> Iterator[Scenario]:
    """Bands x distances x anchors x knee x hip shift x reach x bodies, both sides of the slack point; the arms reach in every second."""
    some = itertools.product(BODIES.values(), BANDS, DISTANCES_M, ANCHORS_M, KNEES_DEG, SHIFTS)
    for i, (body, band, distance, anchor, knee, shift) in enumerate(some):
        if band is None and (distance, anchor) != (DISTANCES_M[0], ANCHORS_M[0]):
            continue
        held = band and {"name": band, "distance_m": distance, "anchor_height_m": anchor}
        hinge = {"knee_bend_deg": knee, "hip_shift": shift, "arm_reach_deg": REACHES_DEG[i % 2]}
        yield Scenario().replace(athlete=body, hinge=hinge, band=held)


def lean_of_moments(scenario: Scenario, humanoid: Humanoid, law: BandLaw | None, s: float, x_m: float, lean_rad: np.ndarray) -> np.ndarray:
    """Moment about the CoP at x over the weight (m) at shank leans (k,); the roll, which hardly matters to it, by a fixed-point search."""
    count, weight = len(lean_rad), 9.81 * humanoid.mass_kg.sum()
    side = float(midline_m(humanoid, np.array([x_m]))[0])
    roll = np.zeros(count)
    for _ in range(12):
        frames = forward(humanoid, posture(humanoid, scenario, np.full(count, s), np.column_stack([lean_rad, roll])))
        grip = sum(frames.hand_world_m(arm) for arm in band_hands(scenario)) / len(band_hands(scenario))
        pull = law.force_on_hand_n(grip) if law else np.zeros_like(grip)
        arm, com = grip - [x_m, side, 0], frames.com_world_m - [x_m, side, 0]
        moment = com[:, :2] + (pull[:, :2] * arm[:, 2:] - pull[:, 2:] * arm[:, :2]) / weight
        roll = roll + humanoid.side * moment[:, 1] / frames.com_world_m[:, 2] * 0.8
    return moment[:, 0]


def balancing_leans(scenario: Scenario, humanoid: Humanoid, law: BandLaw | None, s: float, x_m: float) -> list[float]:
    """Every shank lean within the ankle's range that balances one posture, by trying leans a quarter of a degree apart."""
    ankle = JOINT["ankle_dorsiflexion"]
    leans = np.arange(humanoid.lower_rad[ankle], humanoid.upper_rad[ankle], np.radians(0.25))
    moment = lean_of_moments(scenario, humanoid, law, s, x_m, leans)
    crossings = np.flatnonzero(np.sign(moment[:-1]) != np.sign(moment[1:]))

    def at(lean: float) -> float:
        return float(lean_of_moments(scenario, humanoid, law, s, x_m, np.array([lean]))[0])

    return [float(brentq(at, leans[i], leans[i + 1], xtol=1e-10)) for i in crossings]


def worst_m(scenario: Scenario) -> float:
    """How far the pressure of a plan is from where it should be, over all knots, by moments written out here; NaN when refused in words."""
    humanoid = body_of(scenario)
    law = band_law(scenario.band) if scenario.band else None
    try:
        path = hinge_path(humanoid, scenario, law)
    except UnsolvedPlanError:
        return np.inf
    except InfeasibleError as refusal:
        assert_true(str(refusal), scenario, humanoid, law)
        return np.nan
    frames = forward(humanoid, path.joint_rad)
    weight = 9.81 * humanoid.mass_kg.sum()
    grip = sum(frames.hand_world_m(arm) for arm in band_hands(scenario)) / len(band_hands(scenario))
    pull = law.force_on_hand_n(grip) if law else np.zeros_like(grip)
    moment = weight * frames.com_world_m[:, :2] + pull[:, :2] * grip[:, 2:] - pull[:, 2:] * grip[:, :2]
    cop = moment / (weight - pull[:, 2:])
    x = asked_m(scenario, humanoid, path.s) if scenario.hinge.hip_shift >= 0.5 else cop[:, 0]
    x[0] = stance_cop_m(humanoid)[0]
    return float(np.abs(cop - np.column_stack([x, midline_m(humanoid, x)])).max())


def asked_m(scenario: Scenario, humanoid: Humanoid, s: np.ndarray) -> np.ndarray:
    """Where the pressure is asked to be along the hinge: mid-foot, with more than half a hip shift up to 30 mm behind it at the bottom."""
    return stance_cop_m(humanoid)[0] - 0.03 * max(0.0, 2 * scenario.hinge.hip_shift - 1) * s


def assert_true(refusal: str, scenario: Scenario, humanoid: Humanoid, law: BandLaw | None) -> None:
    """What a refusal says holds by the independent search."""
    x_m = asked_m(scenario, humanoid, np.linspace(0, 1, 101))
    leans = balancing_leans(scenario, humanoid, law, 0.0, x_m[0])
    if "no upright stance" in refusal:
        assert not leans, f"{scenario}: balances at {np.degrees(leans)} deg"
    elif "no posture keeps the weight" in refusal:
        assert not continuous_way(scenario, humanoid, law, x_m), f"{scenario}: there is a way down"
    else:
        assert "would have to reach" in refusal or "would stretch the band" in refusal, refusal
        assert leans


def continuous_way(scenario: Scenario, humanoid: Humanoid, law: BandLaw | None, x_m: np.ndarray) -> bool:
    """Whether leans that balance over x (101,) follow one another down the hinge from any that balances the start."""
    reached = balancing_leans(scenario, humanoid, law, 0.0, x_m[0])
    for s, x in zip(np.linspace(0, 1, 101)[1:], x_m[1:], strict=True):
        here = balancing_leans(scenario, humanoid, law, float(s), float(x))
        reached = [lean for lean in here if any(abs(lean - before) < np.radians(3) for before in reached)]
    return bool(reached)


def check(scenarios: list[Scenario]) -> None:
    off = np.array([worst_m(scenario) for scenario in scenarios])
    solved = off[np.isfinite(off)]
    assert not np.isinf(off).any(), [scenario for scenario, m in zip(scenarios, off, strict=True) if np.isinf(m)]
    assert solved.max() < 1e-6
    assert len(solved) > 0.6 * len(off)


@pytest.mark.slow
def test_plans_across_the_grid_are_solved_or_rightly_refused() -> None:
    check(list(itertools.islice(grid(), 0, None, 41)))


@pytest.mark.slow
@pytest.mark.skipif("HINGESIM_WHOLE_GRID" not in os.environ, reason="hours: set HINGESIM_WHOLE_GRID=1")
def test_plans_of_the_whole_grid_are_solved_or_rightly_refused() -> None:
    scenarios = list(grid())
    assert len(scenarios) > 2000
    check(scenarios)


@pytest.mark.parametrize(
    ("band", "hinge"),
    [
        ({"name": "strong", "distance_m": 1.2}, {"arm_reach_deg": 8}),
        ({"name": "strong", "distance_m": 1.2, "anchor_height_m": 0.5}, {"hip_shift": 0.5, "arm_reach_deg": 8}),
    ],
)
def test_stiff_bands_near_their_slack_point(band: dict, hinge: dict) -> None:
    """Plans that a Newton method without damping does not find, or finds wrongly."""
    assert worst_m(Scenario().replace(band=band, hinge=hinge)) < 1e-6
