"""What an aid looks like when it no longer holds."""

from __future__ import annotations

import dataclasses

import numpy as np

from hingesim import Scenario
from hingesim.render.aids import bar_world_m
from hingesim.render.pose import pose_at
from tests.synthetic import rep


def test_a_bar_that_is_let_go_lies_where_it_fell() -> None:
    """The hand moves on without it."""
    r = rep(Scenario().replace(exercise="landmine", load={"mass_kg": 8, "hand": "opposite"}))
    aid, away = r.aid, np.zeros((len(r.time_s), 3))
    assert aid is not None
    half = len(r.time_s) // 2
    at = np.tile(np.add(aid.fixed_m, [-aid.bar_m * 0.96, 0.0, aid.bar_m * 0.28]), (len(r.time_s), 1))
    away[half:, 0] = -0.2
    away[half:, 1] = np.linspace(0, 2.0, len(r.time_s) - half)
    loose = dataclasses.replace(r, aid_world_m=at + away)
    held, off, later = (bar_world_m(pose_at(loose, float(r.time_s[k]))) for k in (half - 5, half + 5, len(r.time_s) - 1))
    assert held is not None
    assert off is not None
    assert later is not None
    assert held[2, 2] > 0.5
    assert np.allclose(off[:, 2], aid.fixed_m[2])
    assert np.allclose(off, later)
    assert np.isclose(np.linalg.norm(held[2] - held[0]), np.linalg.norm(off[2] - off[0]))
