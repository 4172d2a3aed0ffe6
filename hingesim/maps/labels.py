"""Axes and numbers in a coach's words."""

from __future__ import annotations

import math
from typing import Any

from hingesim.common.units import INCH_M
from hingesim.common.words import Words
from hingesim.render.captions import band_name
from hingesim.scenario.reading import scenario_fields
from hingesim.sweeps import SweepTable
from hingesim.sweeps.row import unit_of


def axis_name(told: Words, field: str) -> str:
    """`knee bend at the bottom`; the English line of help for a field that has no words of its own."""
    return told["axis"].get(field, scenario_fields()[field].metadata["help"])


def unit_text(field: str) -> str:
    """Unit as it follows a number: ` m`, `°`; empty where there is none."""
    unit = unit_of(field)
    return "°" if unit == "deg" else f"\N{NO-BREAK SPACE}{unit}" if unit else ""


def _with_unit(told: Words, text: str, field: str) -> str:
    unit = "" if _converted(told, field) else unit_text(field).strip()
    return sentence(text) + (f" ({unit})" if unit else "")


def _converted(told: Words, field: str) -> bool:
    """Whether every number of a field is told with a unit of its own: feet, inches, pounds."""
    return told.units == "gym" and unit_of(field) in ("m", "mm", "kg", "N")


def tick(told: Words, field: str, value: float) -> str:
    """A number beside an axis."""
    return told.quantity(value, unit_of(field)) if _converted(told, field) else told.number(round(value, 9), ".4g")


def axis_label(told: Words, field: str) -> str:
    """`Knee bend at the bottom (°)`."""
    return _with_unit(told, axis_name(told, field), field)


def metric_name(told: Words, metric: str) -> str:
    """`least fore-aft margin of stability`; the name in the table for a number that has no words of its own."""
    return told["metric"].get(metric, metric.replace("_", " ").replace(".", ": "))


def metric_label(told: Words, metric: str) -> str:
    """With its unit."""
    return _with_unit(told, metric_name(told, metric), metric)


def outcome_name(told: Words, outcome: str) -> str:
    """Name of an outcome, or of there being none."""
    return told["map"]["not_possible"] if outcome == "not_possible" else told.title(outcome)


def value_text(told: Words, field: str, value: Any) -> str:
    """A value of an axis with its unit: `20°`, `strong`."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return tick(told, field, value) if _converted(told, field) else told.number(value, ".4g") + unit_text(field)
    return told["band"].get(str(value), str(value)) if field == "band.name" else str(value)


def around(told: Words, field: str, value: float, margin: float) -> str:
    """`knee bend at the bottom 25 ± 6°`; the margin is rounded down, and left out where there is none."""
    if _converted(told, field):
        return _around_in_gym(told, field, value, margin)
    if margin <= 0:
        return told.text("map", "place_alone", axis=axis_name(told, field), at=told.number(round(value, 2), ".10g"), unit=unit_text(field))
    digits = max(0, 1 - math.floor(math.log10(margin))) if margin < 10 else 0
    digits = digits - 1 if margin * 10**digits >= 20 else digits
    down = math.floor(margin * 10**digits * (1 + 1e-9)) / 10**digits
    at = told.number(round(value, digits + 1), ".10g")
    within = {"at": at, "margin": told.number(down, f".{digits}f")}
    return told.text("map", "place", axis=axis_name(told, field), unit=unit_text(field), **within)


def _around_in_gym(told: Words, field: str, value: float, margin: float) -> str:
    at, unit = told.quantity(value, unit_of(field)), unit_of(field)
    down = math.floor(margin / INCH_M) * INCH_M * 100 if unit == "m" else margin
    if down <= 0:
        return told.text("map", "place_alone", axis=axis_name(told, field), at=at, unit="")
    within = told.quantity(down, "cm" if unit == "m" else unit)
    return told.text("map", "place", axis=axis_name(told, field), at=at, margin=within, unit="")


def sentence(text: str) -> str:
    """With a capital letter."""
    return text[:1].upper() + text[1:]


def who(told: Words, table: SweepTable) -> str:
    """Athlete, band and number of runs, as far as they are the same in all of them."""
    parts, first = [], table.scenario(row=0)
    if not any(field.startswith("athlete.") for field in table.axes):
        parts.append(told.label("body", mass=first.athlete.mass_kg, height=first.athlete.height_m))
    if first.band is not None and not {"band.name", "band.width_mm", "band.pull_n", "band.doubled"} & set(table.axes):
        parts.append(told.label("named", band=band_name(first.band, told)))
    parts.append(told.text("map", "runs", count=len(table)))
    return " · ".join(parts)
