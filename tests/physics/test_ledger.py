"""Energy is neither made nor found: what a body gains, muscles, tissue, band and push have done; contacts, stops and brakes only take."""

from __future__ import annotations

import numpy as np
import pytest

from hingesim import Scenario
from tests.ledger import Booked, booked

RUNS = {
    "a fall": {},
    "a banded rep": {"band": {}},
    "a fall backward": {"experiment": {"initial_velocity_m_s": -0.3}, "athlete": {"step": False}},
    "a push to the side": {"exercise": {"name": "quiet-stance"}, "world": {"push_ns": 20, "push_direction_deg": 90}},
}
MADE_J = 10.0
"""Tolerance, 2 % of the 500 J of a fall. A stud of 1.5 MN/m that comes down with 3 m/s is 3 mm in the floor, 7 J, at the end of the step in
which it met it, when the floor can first push; and the work of a torque is known by the rates before and after a step."""


@pytest.mark.parametrize("name", RUNS)
def test_energy_grows_by_no_more_than_the_work_done(engine: str, name: str) -> None:
    """Between any two steps of a run: gain of kinetic energy, height and pressed flesh <= work of joints, band, push; within 5 J."""
    recording, ledger = booked(Scenario().replace(**RUNS[name]).replace(world={"engine": engine}))
    assert ledger.made < MADE_J
    if recording.ended == "down":
        assert ledger.lost[-1] > 100.0, "what fell has lost its energy"


def test_the_ledger_finds_energy_that_is_made(engine: str, monkeypatch) -> None:
    """A torque that is applied twice and entered once; what a body that is given so much does is no matter here."""
    monkeypatch.setattr("hingesim.simulation.simulate.implausible", lambda *_: None)
    step = Booked.step
    monkeypatch.setattr(Booked, "step", lambda self, torque, forces: step(self, torque, forces) or self._engine.step(torque, forces))
    _, ledger = booked(Scenario().replace(hinge={"lower_s": 1.0}, world={"engine": engine}))
    assert ledger.made > 2 * MADE_J
    assert np.isfinite(ledger.lost).all()
