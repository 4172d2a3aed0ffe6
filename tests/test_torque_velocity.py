"""Strength at speed, against the words of its source."""

from __future__ import annotations

import numpy as np
import pytest

from hingesim import Scenario
from hingesim.body.humanoid import JOINT, JOINT_NAMES
from hingesim.body.torque_velocity import UNLOADED_RAD_S, share, torque_velocity
from hingesim.body.whole import body_of
from hingesim.common.data import settings

CURVES = {f"{sex} {torque}": row for sex in ("male", "female") for torque, row in settings("strength")["speed"][sex].items()}


@pytest.mark.parametrize("row", CURVES.values(), ids=CURVES)
def test_three_quarters_at_c4_half_at_c5_and_nothing_when_unloaded(row: list[float]) -> None:
    """Anderson 2007: C4 and C5 are those rates by definition; stretched, more than isometric and never more than 1.4 times."""
    c4, c5, _ = row
    np.testing.assert_allclose(share(np.array([0.0, c4, c5]), *row), [1, 0.75, 0.5], atol=1e-12)
    assert share(np.array([UNLOADED_RAD_S, 30.0]), *row).max() == 0
    over = share(np.linspace(-20, 20, 2001), *row)
    assert (np.diff(over) <= 1e-12).all()
    assert 1.1 <= over[0] <= 1.4


def test_a_joint_is_slower_one_way_than_the_other() -> None:
    """Every joint: at rest all of both, at speed less of the torque along it, not less of that against it."""
    curves = torque_velocity(body_of(Scenario()).proportions)
    up, down = curves.shares(np.zeros(len(JOINT_NAMES)))
    np.testing.assert_allclose([up, down], 1.0, atol=0.02)
    up, down = curves.shares(np.full(len(JOINT_NAMES), 3.0))
    assert (up < 0.75).all()
    assert (down >= 1.1 - 1e-9).all()
    up, down = curves.shares(np.full(len(JOINT_NAMES), -99.0))
    assert (down == 0).all()
    assert up[JOINT["knee_flexion"]] >= 1.1
