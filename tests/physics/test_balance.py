"""The hip strategy in the whole body: a push that she survives with it and not without."""

from __future__ import annotations

import numpy as np

from hingesim.body.humanoid import JOINT_NAMES
from hingesim.motion.strategies import Strategies
from hingesim.simulation.experiments import pushed
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
