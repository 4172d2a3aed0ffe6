"""Falls are a body's, and a run in which a body does what no body does is an error."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import numpy as np
import pytest

from hingesim import ImplausibleError, Recording, Scenario, load_scenario, simulate
from hingesim.body.humanoid import JOINT, JOINT_NAMES, Humanoid
from hingesim.body.tissue_damping import ANKLE_NM_S, FROM_RAD_S, RISE_RAD_S, TissueDamping, light_side_kg_m2
from hingesim.cli.main import main
from hingesim.recording.plausible import FASTEST_JOINT_RAD_S, implausible
from tests.plausible import drawn

ROLL = JOINT["ankle_inversion"]
QUICK = Scenario().replace(hinge={"depth_deg": 30, "lower_s": 1.0})


def test_tissue_brakes_only_what_turns_faster_than_movement(humanoid: Humanoid) -> None:
    """Nothing up to the rates of movement, then the torque of the damper at the rate that is left at the end of the step."""
    tissue, rates, light = TissueDamping(humanoid, 0.001), np.zeros(len(JOINT_NAMES)), light_side_kg_m2(humanoid)
    rates[ROLL] = -FROM_RAD_S
    assert tissue.brake_nm(rates) is None
    rates[ROLL] = -30.0
    brake = tissue.brake_nm(rates)
    assert brake is not None
    left = 30.0 - 0.001 * brake[ROLL] / light[ROLL]
    assert FROM_RAD_S < left < 15.0
    assert brake[ROLL] == pytest.approx(ANKLE_NM_S * (left - FROM_RAD_S) * (1 + (left - FROM_RAD_S) / RISE_RAD_S))
    assert not np.delete(brake, ROLL).any()


@pytest.mark.parametrize("joint", ["lumbar_flexion", "lumbar_bend"])
def test_a_trunk_damps_as_those_that_were_measured(humanoid: Humanoid, joint: str) -> None:
    """314 (72) N s/m at T10 (Moorhouse & Granata 2005), 0.28 m above L5/S1, where it begins to."""
    tissue, rates, i = TissueDamping(humanoid, 0.001), np.zeros(len(JOINT_NAMES)), JOINT[joint]
    rates[i] = FROM_RAD_S + 0.01
    brake = tissue.brake_nm(rates)
    assert brake is not None
    left = 0.01 - 0.001 * brake[i] / light_side_kg_m2(humanoid)[i]
    assert brake[i] / left / 0.28**2 == pytest.approx(314, abs=72)


def test_a_step_into_a_blow_is_done_again_with_the_brake_for_it(humanoid: Humanoid) -> None:
    """A joint that gathers speed is not a blow. One that jumps is; where contacts stiffen it the second try brakes harder than the first,
    and what it comes to then is what a damper of this law leaves of it."""
    tissue, before, light = TissueDamping(humanoid, 0.001), np.zeros(len(JOINT_NAMES)), light_side_kg_m2(humanoid)
    tried: list[np.ndarray | None] = []

    def ends(free_rad_s: float, share: float) -> list[float]:
        """A step of a joint that a torque turns by a share of what it does to the light side alone: rates at the end of every try."""
        tried.clear()
        rates = []

        def attempt(brake: np.ndarray | None) -> np.ndarray:
            tried.append(brake)
            after = np.zeros(len(JOINT_NAMES))
            after[ROLL] = free_rad_s - (0.0 if brake is None else 0.001 * share / light[ROLL] * brake[ROLL])
            rates.append(after[ROLL])
            return after

        tissue.step(before, attempt)
        return rates

    before[ROLL] = 10.0
    assert len(ends(11.0, 1.0)) == 1
    before[ROLL] = 0.0
    assert ends(7.0, 1.0) == [7.0]
    for share in (1.0, 0.1):
        rates = ends(60.0, share)
        over, brake = rates[-1] - FROM_RAD_S, tried[-1]
        assert len(rates) == 3
        assert brake is not None
        assert brake[ROLL] == pytest.approx(ANKLE_NM_S * over * (1 + over / RISE_RAD_S), rel=1e-6)


FALLS = {
    "no band": {},
    "falling back": {"experiment": {"initial_velocity_m_s": -0.3}},
    "half a second": {"hinge": {"lower_s": 0.5, "pause_s": 0.0, "raise_s": 0.5}},
    "half a second with a band": {"hinge": {"lower_s": 0.5, "pause_s": 0.0, "raise_s": 0.5}, "band": {}},
    "fastest": {"hinge": {"lower_s": 0.3}},
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FALLS)
def test_falls_are_plausible(engine: str, name: str) -> None:
    """No error at any step, also at a tempo that nobody can follow: what came of it is what muscles could do, and no good rep."""
    r = simulate(Scenario().replace(**FALLS[name]).replace(world={"engine": engine}), sample_s=0.002)
    assert np.abs(r.joint_velocity_rad_s).max() < FASTEST_JOINT_RAD_S
    assert not r.outcome.completed


@pytest.mark.slow
@pytest.mark.parametrize("seed", [78, 30276, 30867, 31132, 32212])
def test_the_hardest_of_thousands_of_falls_are_plausible(engine: str, seed: int) -> None:
    """A hand under the whole body, a foot flung down by a landed trunk, a head struck from below: each was refused once, or nearly."""
    assert simulate(drawn(seed).replace(world={"engine": engine})).outcome.lost


def broken(r: Recording, **arrays: np.ndarray) -> str | None:
    return implausible(dataclasses.replace(r, **arrays), 0.0)


def test_each_limit_is_named_when_it_is_broken(fallen: Recording) -> None:
    r = fallen
    assert implausible(r, 0.0) is None
    for rate_rad_s, plausible in ((24.0, True), (26.0, False)):
        turned = r.joint_rad[:1] + np.where(np.arange(len(r.joint_rad[0])) == 0, 1.0, 0.0) * rate_rad_s * r.time_s[:, None]
        told = broken(r, joint_rad=np.where(r.time_s[:, None] > 0.1, turned[10], turned)) or ""
        assert ("turned" not in told) if plausible else told.startswith("ankle_dorsiflexion turned with 26.0 rad/s")
    assert "centre of mass" in broken(r, com_velocity_world_m_s=r.com_velocity_world_m_s + np.array([2.1, 0, 0]))
    for down_m, plausible in ((0.010, True), (0.015, False)):  # of which the sole gives 9 mm
        told = broken(r, root_position_world_m=r.root_position_world_m - np.array([0, 0, down_m])) or ""
        assert ("mm below the floor" in told) is not plausible
    assert "body weights" in broken(r, grf_world_n=r.grf_world_n * [1, 1, 40])


def test_between_samples_counts_too(fallen: Recording) -> None:
    assert "38.0 body weights" in (implausible(fallen, 38.0 * fallen.weight_n) or "")


def test_no_fall_is_faster_than_its_height_allows(fallen: Recording) -> None:
    """A body that has not come down may not move as one that fell a metre does, though that is below what any fall gives."""
    high = np.broadcast_to([0.0, 0.0, 0.9], fallen.com_world_m.shape)
    moved = np.broadcast_to([3.0, 0.0, 0.0], high.shape)
    assert "centre of mass moved with 3.00 m/s" in (broken(fallen, com_world_m=high, com_velocity_world_m_s=moved) or "")


def test_a_run_that_is_not_plausible_is_an_error_with_a_dump(monkeypatch) -> None:
    monkeypatch.setattr("hingesim.recording.plausible.HARDEST_WEIGHTS", 1.01)
    with pytest.raises(
        ImplausibleError, match=r"the ground pushed with .* body weights \(at most 1.01\); replay it with the dump "
    ) as caught:
        simulate(QUICK)
    assert caught.value.dump
    assert load_scenario(caught.value.dump) == QUICK
    shutil.rmtree(Path(caught.value.dump).parent)


def test_it_ends_a_command_with_status_1(monkeypatch, capsys, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("hingesim.recording.plausible.FASTEST_JOINT_RAD_S", 0.01)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert main(["simulate", "--lower", "1", "--depth", "30", "--out", "rep.npz"]) == 1
    assert "not plausible" in capsys.readouterr().err
    assert not Path("rep.npz").exists()
