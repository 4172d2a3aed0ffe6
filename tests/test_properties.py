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
from hingesim.scenario.parameters import GROUPS, Band

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
        for law in ("width_mm", "pull_n", "pull_length_m"):
            del fields[law]
        return st.tuples(st.fixed_dictionaries(fields), st.one_of(LAWS)).map(with_law)
    return st.fixed_dictionaries(fields)


def of_band(name: str) -> st.SearchStrategy[float]:
    """The full range of a number of the band."""
    meta = Band.__dataclass_fields__[name].metadata
    return st.floats(meta["low"], meta["high"])


LAWS = [
    st.fixed_dictionaries({"name": st.sampled_from(["extra-light", "light", "medium", "strong", "heavy"])}),
    st.fixed_dictionaries({"width_mm": of_band("width_mm")}),
    st.fixed_dictionaries({"pull_n": of_band("pull_n"), "stretch": st.floats(1.3, 3.9)}),
]
"""The ways to say how hard a band pulls; of a measured pull, how many times its slack length the band was long."""


def with_law(drawn: tuple[dict, dict]) -> dict:
    """The fields of a band: where it hangs, and one law."""
    placed, law = drawn
    if "stretch" in law:
        law = {"pull_n": law["pull_n"], "pull_length_m": placed["rest_length_m"] * law["stretch"]}
    return {**placed, **law}


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
