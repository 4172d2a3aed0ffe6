"""Every field keeps its promise: defaults run, limits hold, messages name the field."""

from __future__ import annotations

import dataclasses
import json
import math
import pickle

import pytest

from hingesim import Band, BlowUpError, FieldError, InputError, Scenario
from hingesim.scenario.parameters import GROUPS, group_from

NUMBERS = [(group, spec) for group, cls in GROUPS.items() for spec in dataclasses.fields(cls) if "low" in spec.metadata]


@pytest.mark.parametrize(("group", "spec"), NUMBERS, ids=lambda v: v if isinstance(v, str) else v.name)
def test_number_accepts_its_limits_and_refuses_what_is_beyond(group: str, spec: dataclasses.Field) -> None:
    low, high = spec.metadata["low"], spec.metadata["high"]
    for value in (low, high):
        assert getattr(group_from(group, {spec.name: value, **partner(spec.name, value)}), spec.name) == value
    for value in (low - 1, high + 1, math.nan, math.inf, "many", True, [1]):
        with pytest.raises(FieldError) as caught:
            group_from(group, {spec.name: value})
        assert caught.value.field == f"{group}.{spec.name}"
        assert f"{low:g}" in str(caught.value) or str(low) in str(caught.value)
        assert "\n" not in str(caught.value)


def partner(field: str, value: float) -> dict[str, float]:
    """A pull goes with the length it was measured at, and that with a slack length it can be of."""
    return {"pull_n": {"pull_length_m": 2}, "pull_length_m": {"pull_n": 90, "rest_length_m": min(max(value / 2, 0.2), 3)}}.get(field, {})


def test_every_field_has_an_option_and_a_help_text() -> None:
    options = [spec.metadata["option"] for cls in GROUPS.values() for spec in dataclasses.fields(cls)]
    assert len(options) == len(set(options))
    assert all(spec.metadata["help"] for cls in GROUPS.values() for spec in dataclasses.fields(cls))


def test_scenario_survives_json() -> None:
    scenario = Scenario().replace(hinge={"stance": "left", "reps": 3}, band={"force_table": [[0, 0], [1, 80]]}, load={"mass_kg": 8})
    assert Scenario.from_dict(json.loads(json.dumps(scenario.to_dict()))) == scenario


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"atlete": {}},
            "scenario: got 'atlete', allowed is one of exercise, athlete, hinge, band, load, world, experiment (did you mean 'athlete'?)",
        ),
        ({"hinge": {"kneebend_deg": 3}}, "did you mean 'knee_bend_deg'?"),
        ({"hinge": {"stance": "rigth"}}, "hinge.stance: got 'rigth', allowed is one of left, right (did you mean 'right'?)"),
        ({"band": {"name": "lihgt"}}, "(did you mean 'light'?)"),
        ({"band": {"name": "light", "width_mm": 13}}, "give only one of name, width_mm, pull_n and force_table"),
        ({"band": {"force_table": [[0, 0], [1, 50], [0.5, 60]]}}, "strictly increasing"),
        ({"band": {"name": ["light"]}}, "band.name: got ['light']"),
        ({"band": {"force_table": [[0, 0], [1, 10**400]]}}, "band.force_table: got"),
        ({"hinge": {"depth_deg": 10**400}}, "hinge.depth_deg: got 1000"),
        ({"hinge": 3}, "hinge: got 3, allowed is a table of fields"),
        ({"hinge": {"reps": 1.5}}, "hinge.reps: got 1.5, allowed is a whole number from 1 to 20"),
    ],
)
def test_a_mistake_is_named_in_one_line(values: dict, message: str) -> None:
    with pytest.raises(InputError) as caught:
        Scenario.from_dict(values)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_replace_changes_single_fields_and_removes_the_band() -> None:
    scenario = Scenario(band=Band(name="heavy")).replace(band={"distance_m": 1.5})
    assert scenario.band is not None
    assert (scenario.band.name, scenario.band.distance_m) == ("heavy", 1.5)
    assert scenario.replace(band=None).band is None


@pytest.mark.parametrize("error", [FieldError("hinge.reps", 30, "1 to 20"), BlowUpError(7, "dump.npz")])
def test_errors_travel_between_processes(error: Exception) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (type(error), str(error))


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ({"world": {"engine": "BULLET"}}, "bullet"),
        ({"exercise": "single-hinge"}, "single-leg-hinge"),
        ({"exercise": "quiet stanc"}, "quiet-stance"),
    ],
)
def test_an_unknown_name_is_answered_by_the_nearest(given: dict, meant: str) -> None:
    with pytest.raises(FieldError, match=rf"allowed is one of .* \(did you mean '{meant}'\?\)$"):
        Scenario().replace(**given)
