"""Hip strategy and the minding of turns in the whole body: what she survives with them and not without."""

from __future__ import annotations

import numpy as np

from hingesim import Scenario
from hingesim.body.humanoid import JOINT_NAMES
from hingesim.motion import turning
from hingesim.motion.strategies import Strategies
from hingesim.simulation.experiments import pushed, quiet_stance
from tests.conftest import CALM

N = len(JOINT_NAMES)


def test_without_hip_and_trunk_a_push_fells_her_that_she_survives_with_them(engine: str, monkeypatch) -> None:
    for impulse_ns, direction_deg in ((9.0, 0), (9.0, 180), (2.2, 90), (2.2, -90)):
        scenario = CALM.replace(world={"engine": engine})
        with_them = pushed(impulse_ns, direction_deg=direction_deg, duration_s=3.5, scenario=scenario)
        assert with_them.outcome.name == "stood", (impulse_ns, direction_deg)
        assert np.abs(with_them.strategy_cop_m[:, 1]).max() > 0.002
    with monkeypatch.context() as patch:
        patch.setattr(Strategies, "share", lambda self, *a, **k: (np.zeros(N), np.ones(N), (0.0, 0.0)))
        assert pushed(9.0, duration_s=3.5, scenario=scenario).outcome.name == "forward_fall"


def test_at_much_sway_who_minds_her_turns_stands_where_others_turn_on_until_they_fall(engine: str, monkeypatch) -> None:
    """The rows of all seeds are in docs/model.md; these two are of those that fell without it."""
    scenarios = [Scenario().replace(world={"engine": engine, "seed": seed}) for seed in (6006, 6022)]

    def outcomes() -> list[str]:
        return [quiet_stance(duration_s=30, sway=2, scenario=scenario).outcome.name for scenario in scenarios]

    assert outcomes() == ["stood", "stood"]
    monkeypatch.setattr(turning, "TURN_MINDED", 0.0)
    assert "stood" not in outcomes()
