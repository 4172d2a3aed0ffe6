"""Every valid scenario ends in an outcome with finite arrays, is refused in words before anything is simulated, or is an error: bodies of
the far ends of all ranges fall as no body does now and then, and that is never an outcome.

Whole parameter space but for the tempo: phases are drawn up to 0.8 s and reps up to 2, so that an example takes seconds.
"""

from __future__ import annotations

import dataclasses
from typing import Literal, get_args, get_origin, get_type_hints

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hingesim import ImplausibleError, InfeasibleError, Scenario, simulate
from hingesim.engine import installed
from hingesim.recording.outcomes import OUTCOMES
from hingesim.scenario.parameters import GROUPS

SHORTER = {"lower_s": 0.8, "pause_s": 0.2, "raise_s": 0.8, "reps": 2, "duration_s": 3}


def group(name: str) -> st.SearchStrategy[dict]:
    """Values for all fields of a group, drawn from their full ranges."""
    hints = get_type_hints(GROUPS[name])
    fields = {}
    for spec in dataclasses.fields(GROUPS[name]):  # type: ignore[arg-type]
        kind, meta = hints[spec.name], spec.metadata
        if get_origin(kind) is Literal:
            fields[spec.name] = st.sampled_from(get_args(kind))
        elif kind is bool:
            fields[spec.name] = st.booleans()
        elif "low" in meta:
            high = min(meta["high"], SHORTER.get(spec.name, meta["high"]))
            fields[spec.name] = st.integers(meta["low"], high) if kind is int else st.floats(meta["low"], high)
    if name == "world":
        fields["engine"] = st.sampled_from(["auto", *installed()])
    if name == "band":
        del fields["width_mm"]
        fields["name"] = st.sampled_from(["extra-light", "light", "medium", "strong", "heavy"])
    return st.fixed_dictionaries(fields)


SCENARIOS = st.fixed_dictionaries({name: st.none() | group(name) if name == "band" else group(name) for name in GROUPS})


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(SCENARIOS)
def test_any_valid_scenario_ends_in_an_outcome(values: dict) -> None:
    scenario = Scenario.from_dict(values)
    assert Scenario.from_dict(scenario.to_dict()) == scenario
    try:
        recording = simulate(scenario)
    except (InfeasibleError, ImplausibleError):
        return
    assert recording.outcome.name in OUTCOMES
    assert recording.outcome.reason
    for name, array in recording.arrays().items():
        assert np.isfinite(array).all(), name
