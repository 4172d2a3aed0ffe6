"""A set on each leg: a weaker leg uses more of what it has, mirrored legs are alike, and only what was done in balance counts."""

from __future__ import annotations

import json

import numpy as np
import pytest

from hingesim import Scenario
from hingesim.body.humanoid import JOINT_NAMES
from hingesim.body.strength import LEG
from hingesim.body.whole import body_of, strength_of
from hingesim.cli.main import main
from hingesim.coaching.sides import ALIKE, ROWS, Measure, measured, pair, reps_done, sides
from hingesim.common.words import languages
from hingesim.simulation.simulate import simulate
from tests.typed import refused

SHORT = {"depth_deg": 40, "lower_s": 0.8, "pause_s": 0.2, "raise_s": 0.8, "hip_shift": 0.6}


def of_legs(symmetry: float, stance: str) -> tuple[dict[str, float], dict[str, float]]:
    """Strength over that with equal legs: of the left leg's joints and of the right one's, and of the rest by name."""
    scenario = Scenario().replace(athlete={"leg_symmetry": symmetry}, hinge={"stance": stance})
    alike = scenario.replace(athlete={"leg_symmetry": 1.0})
    ratio = strength_of(body_of(scenario), scenario).amplitude_nm / strength_of(body_of(alike), alike).amplitude_nm
    by_side: dict[str, set[float]] = {"left": set(), "right": set(), "rest": set()}
    other = {"left": "right", "right": "left"}[stance]
    for j, name in enumerate(JOINT_NAMES):
        side = stance if name in LEG else other if name.removeprefix("free_") in LEG else "rest"
        by_side[side] |= set(ratio[:, j].round(12).tolist())
    return by_side


@pytest.mark.parametrize("stance", ["left", "right"])
@pytest.mark.parametrize(("symmetry", "left", "right"), [(0.8, 0.8, 1.0), (1.25, 1.0, 0.8), (1.0, 1.0, 1.0)])
def test_the_weaker_leg_is_weaker_whichever_stands(stance: str, symmetry: float, left: float, right: float) -> None:
    """And nothing else of the body is."""
    assert of_legs(symmetry, stance) == {"left": {left}, "right": {right}, "rest": {1.0}}


def test_equal_legs_do_the_same_mirrored() -> None:
    left, right = (measured(simulate(one)) for one in pair(Scenario().replace(hinge=SHORT)))
    assert left == pytest.approx(right, rel=1e-6)
    assert left["reps"] == 1


def test_the_same_work_takes_more_of_a_weaker_leg() -> None:
    """Torques hardly differ as long as nothing runs out: the share of strength is as much greater as the leg is weaker."""
    scenario = Scenario().replace(hinge=SHORT, athlete={"leg_symmetry": 0.8})
    left, right = (measured(simulate(one)) for one in pair(scenario))
    assert left["hip_flexion"] == pytest.approx(right["hip_flexion"] / 0.8, rel=0.03)
    assert left["heel"] == pytest.approx(right["heel"], abs=0.02)


def test_only_what_was_done_in_balance_counts() -> None:
    fallen = simulate(Scenario().replace(hinge={"reps": 2}, world={"seed": 1}))
    assert fallen.outcome.lost
    assert measured(fallen)["reps"] == 0
    assert "heel" not in measured(fallen)


@pytest.mark.parametrize(("place", "reps"), [([0, 1, 0], 1), ([0, 0.9, 0], 0), ([0, 1, 0.5], 0), ([0, 1, 0, 1, 0.05, 0], 2), ([], 0)])
def test_a_rep_goes_down_and_comes_back(place: list[float], reps: int) -> None:
    assert reps_done(np.array(place)) == reps


@pytest.mark.parametrize(
    ("left", "right", "symmetry", "alike"),
    [
        (0.9, 1.0, 0.9, True),
        (1.0, 0.9, 0.9, True),
        (0.894, 1.0, 0.894, False),
        (0.895, 1.0, 0.895, True),
        (0.0, 0.0, None, True),
        (None, 0.5, None, False),
        (0, 2, None, False),
    ],
)
def test_symmetry_is_the_smaller_over_the_greater(left, right, symmetry, alike) -> None:
    one = Measure("heel", left, right)
    assert (one.symmetry, one.alike) == (symmetry, alike)
    assert ALIKE == 0.9


def test_another_skill_on_the_left_leg_is_of_the_left_leg() -> None:
    left, right = pair(Scenario().replace(hinge={"hip_shift": 0.6}), left_hip_shift=0.2)
    assert [(one.hinge.stance, one.hinge.hip_shift) for one in (left, right)] == [("left", 0.2), ("right", 0.6)]


def test_both_legs_meet_the_same_seeds() -> None:
    found = sides(Scenario().replace(hinge=SHORT, world={"seed": 3}), 2)
    assert found.outcomes["left"].outcomes == found.outcomes["right"].outcomes
    assert all(measure.alike for measure in found.measures)


def test_a_rep_that_did_not_get_down_says_nothing_of_the_bottom_and_of_strength() -> None:
    """A leg that gives way on top has used little; a whole rep would take more."""
    weak = Scenario().replace(hinge={"hip_shift": 0.6}, athlete={"leg_symmetry": 0.5})
    found = {measure.name: measure for measure in sides(weak, 1).measures}
    assert found["reps"].left == 0
    assert (found["hip_flexion"].left, found["heel"].left) == (None, None)
    assert not found["hip_flexion"].alike
    assert list(found) == [name for name in ROWS if name in found]


def test_of_a_stance_it_is_the_time_that_counts() -> None:
    stance = Scenario().replace(exercise={"name": "quiet-stance", "duration_s": 4.0}, athlete={"leg_symmetry": 0.5})
    left, right = (measured(simulate(one)) for one in pair(stance))
    assert right["stood"] == pytest.approx(4.0, abs=0.2)
    assert left["stood"] < right["stood"]
    assert left["hip_abduction"] == pytest.approx(1.0, abs=0.02)
    assert "reps" not in left


@pytest.mark.parametrize("language", languages())
def test_the_table_is_told(language: str, capsys) -> None:
    words = ["sides", "--replicates", "1", "--depth", "40", "--lower", "0.8", "--raise", "0.8", "--hip-shift", "0.6", "--quiet"]
    assert main([*words, "--lang", language]) == 0
    told = capsys.readouterr().out
    assert "100" in told
    assert len(told.splitlines()) == 10
    if language == "en":
        assert main([*words, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["measures"]["heel"]["symmetry"] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("sides --stance left", "--stance: sides always runs both legs"),
        ("sides --leg-symmetry 3", "0.5 to 2"),
        ("sides --left-hip-shift 2", "0 to 1"),
        ("sides --variation two-leg-hinge", "both legs carry alike; nearest: --exercise kickstand"),
        ("sides --load 8 --band light", "no hand is left"),
    ],
)
def test_what_cannot_be_is_refused(words: str, message: str, capsys, empty_folder) -> None:
    assert message in refused(words.split(), capsys)
