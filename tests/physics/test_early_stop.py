"""A run that is given up once a loss is certain is the beginning of the whole run, and what is told of it is the same."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from hingesim import HingesimError, Recording, simulate
from hingesim.recording.loss import STOPPED, is_settled
from tests.plausible import drawn

AFTER_THE_LOSS = ("reason", "came_of", "digest")
"""What a summary tells of what came after a loss."""


def until_the_loss(recording: Recording) -> dict[str, Any]:
    return {name: value for name, value in recording.summary().items() if name not in AFTER_THE_LOSS}


@pytest.mark.slow
def test_what_is_told_of_random_runs_is_the_same_and_falls_are_given_up(engine: str) -> None:
    ended = Counter()
    for seed in range(43000, 43024):
        scenario = drawn(seed).replace(world={"engine": engine})
        try:
            whole = simulate(scenario)
        except HingesimError as error:
            with pytest.raises(type(error)):
                simulate(scenario, stop_early=True)
            continue
        early = simulate(scenario, stop_early=True)
        ended[early.ended] += 1
        assert until_the_loss(early) == until_the_loss(whole), seed
        for name, array in early.arrays().items():
            np.testing.assert_array_equal(array, whole.arrays()[name][: len(array)], err_msg=f"{seed}: {name}")
        assert (early.ended == STOPPED) == is_settled(whole.metrics), seed
        assert (early.ended == STOPPED) == (len(early.time_s) < len(whole.time_s)), seed
    assert ended[STOPPED] >= 5
    assert ended["schedule"] >= 5


def test_of_a_fall_that_was_given_up_nothing_is_told_that_was_not_seen(fallen: Recording) -> None:
    early = simulate(fallen.scenario, stop_early=True).outcome
    assert (early.name, early.time_s) == (fallen.outcome.name, fallen.outcome.time_s)
    assert fallen.outcome.came_of == "ground"
    assert (early.came_of, early.then) == (None, None)
    assert not any(key.startswith(("and_", "then_")) for key in early.evidence)


def test_it_is_given_up_at_the_first_touch_outside(fallen: Recording) -> None:
    early = simulate(fallen.scenario, stop_early=True)
    assert early.ended == STOPPED
    assert early.time_s[-1] == pytest.approx(dict(fallen.outcome.values)["stepped"])


def test_who_is_down_as_the_run_begins_is_given_up_as_well(engine: str) -> None:
    """Slippery ground under a strong band: in MuJoCo the free foot bears weight at the first sample."""
    scenario = drawn(42206).replace(world={"engine": engine})
    whole, early = simulate(scenario), simulate(scenario, stop_early=True)
    assert whole.outcome.time_s == 0
    assert early.ended == STOPPED
    assert until_the_loss(early) == until_the_loss(whole)
