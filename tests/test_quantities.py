"""Quantities as people type them, against their definition in SI units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hingesim import Band, FieldError, Scenario
from hingesim.common.quantities import QuantityError, question, read_quantity, shown

INCH, POUND, G = 0.0254, 0.45359237, 9.80665


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("168cm", "m", 1.68),
        ("5'6\"", "m", 66 * INCH),
        ("5ft6", "m", 66 * INCH),
        ("5’ 6”", "m", 66 * INCH),
        ("2.2m", "m", 2.2),
        ("2,2 m", "m", 2.2),
        ("1m68", "m", 1.68),
        ("7ft", "m", 84 * INCH),
        ("143lb", "kg", 143 * POUND),
        ("10st 3lb", "kg", 143 * POUND),
        ("20lb", "N", 20 * POUND * G),
        ("9kg", "N", 9 * G),
        ("1-3/4 in", "mm", 1.75 * 25.4),
        ("½ inch", "mm", 12.7),
        ("80%", "", 0.8),
        ("500 ms", "s", 0.5),
        ("-0.2", "m/s", -0.2),
        ("1e-1", "m", 0.1),
    ],
)
def test_a_quantity_is_what_its_units_say(text: str, unit: str, value: float) -> None:
    assert read_quantity(text, unit) == pytest.approx(value, rel=1e-12)


@given(st.floats(-1e6, 1e6))
def test_a_bare_number_is_itself(value: float) -> None:
    assert read_quantity(repr(value), "m") == value


@given(st.integers(3, 8), st.integers(0, 11))
def test_feet_and_inches_survive_being_shown(feet: int, inches: int) -> None:
    length_m = (12 * feet + inches) * INCH
    assert read_quantity(shown(length_m, "m", "gym"), "m") == pytest.approx(length_m)


@pytest.mark.parametrize("text", ["", "m", "65 kg", "6in 5ft", "5 6", "1,680", "0/0 m", "5:6", "1.7 1.8 m", "nonsense", "1.7 m and"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(QuantityError):
        read_quantity(text, "m")


@pytest.mark.parametrize(
    ("value", "unit", "low", "high", "asked"),
    [
        (168, "m", 1.35, 2.1, "168cm (1.68 m)"),
        (5.6, "m", 1.35, 2.1, "5ft6 (1.676 m)"),
        (66, "m", 1.35, 2.1, "66in (1.676 m)"),
        (7, "m", 0.5, 4, "7ft (2.134 m)"),
        (10, "kg", 35, 160, "10st (63.5 kg)"),
        (80, "", 0, 1, "80% (0.8)"),
    ],
)
def test_a_bare_number_out_of_range_is_asked_about(value: float, unit: str, low: float, high: float, asked: str) -> None:
    assert asked in question(value, unit, low, high)


def test_nothing_is_asked_where_no_unit_helps() -> None:
    assert question(1e9, "m", 1.35, 2.1) == ""
    assert question(float("nan"), "m", 1.35, 2.1) == ""


def test_scenarios_read_quantities_and_name_the_field() -> None:
    scenario = Scenario.from_dict({"athlete": {"height_m": "5'6\"", "mass_kg": "143 lb"}, "band": {"distance_m": "7ft"}})
    assert scenario.athlete.height_m == pytest.approx(1.6764)
    assert scenario.band == Band(distance_m=84 * INCH)
    with pytest.raises(FieldError, match=r"athlete.height_m: got 168, allowed is 1.35 to 2.1 m; did you mean 168cm \(1.68 m\)\?"):
        Scenario.from_dict({"athlete": {"height_m": 168}})
    with pytest.raises(FieldError, match=r"athlete.height_m: got '65kg', .*'65kg' is a mass"):
        Scenario.from_dict({"athlete": {"height_m": "65kg"}})
