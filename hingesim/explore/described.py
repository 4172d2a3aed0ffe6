"""What the page is made of: controls generated from the fields of a scenario, the grid of its map, its words in one language."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from functools import cache
from typing import Any, get_args

import numpy as np

from hingesim.common.data import settings
from hingesim.common.words import Words, languages, words
from hingesim.explore.asked import LONGEST_S
from hingesim.explore.challenges import described as challenges_described
from hingesim.explore.presets import presets
from hingesim.motion.exercises import exercise
from hingesim.render.drawing import CHARTS
from hingesim.render.outcome_looks import OUTCOME_LOOKS
from hingesim.scenario.address import NO_BAND
from hingesim.scenario.exercise_names import exercise_names
from hingesim.scenario.parameters import GROUPS, Band, Scenario, field_kinds
from hingesim.scenario.reading import scenario_fields

STOPS = 60
"""A slider has at least this many, on a round step."""
MOST_STOPS = 2000
"""What has more is typed."""
IN_GYM = ("m", "kg", "N")
"""Units that a gym in feet and pounds has no use for."""
SHOWN_UNITS = {"deg": "°", "N s": "N·s"}
PLAYER_WORDS = ("play", "pause", "back", "forward", "position", "speed")


def description(lang: str) -> dict[str, Any]:
    """Everything the page needs before it asks for a hinge."""
    told, own = words(lang), settings("explorer")[lang]
    player = {name: told["page"][name] for name in PLAYER_WORDS}
    return {
        "lang": lang,
        "languages": {code: words(code).texts["language"] for code in languages()},
        "decimal": told.texts["decimal"],
        "words": {**player, **own["page"], "not_possible": told["map"]["not_possible"]},
        "groups": [
            {"name": name, "title": own["group"][name], "controls": [control(field, told) for field in fields]}
            for name, fields in settings("explorer")["groups"].items()
        ],
        "map": _told_grid(told),
        "presets": presets(lang),
        "challenges": challenges_described(told),
        "hinges": [name for name in exercise_names() if exercise(name).completed == "reps"],
        "embed": settings("explorer")["embed"]["fields"],
        "outcomes": {name: {"label": told.title(name), **vars(look)} for name, look in OUTCOME_LOOKS.items()},
        "panels": {name: told["view"][name] for name in CHARTS},
    }


def control(field: str, told: Words) -> dict[str, Any]:
    """One slider, choice or switch."""
    spec, (group, name) = scenario_fields()[field], field.split(".")
    kind, default = field_kinds(GROUPS[group])[name], getattr(getattr(_default(), group), name)
    out = {"field": field, "label": label_of(field, told), "help": spec.metadata["help"], "default": default}
    if "low" in spec.metadata:
        low, high, unit = (spec.metadata[key] for key in ("low", "high", "unit"))
        if unit == "s":
            high = min(high, LONGEST_S)
        step = 1 if kind is int else slider_step(low, high, default)
        shape = "number" if (high - low) / step <= MOST_STOPS else "entry"
        out |= {"kind": shape, "low": low, "high": high, "step": step, "unit": SHOWN_UNITS.get(unit, unit)}
        if shape == "number" and unit in IN_GYM:
            gym = words(told.language, "gym")
            out["gym"] = [gym.quantity(low + step * k, unit) for k in range(round((high - low) / step) + 1)]
        return out
    if kind is bool:
        return {**out, "kind": "switch"}
    return {**out, "kind": "choice", "choices": [{"value": each, "label": choice_words(each, told)} for each in _names(field, kind)]}


def label_of(field: str, told: Words) -> str:
    """What the page calls a setting."""
    return told["axis"].get(field) or settings("explorer")[told.language]["field"][field]


def _names(field: str, kind: Any) -> Sequence[str]:
    """What may be chosen of a field."""
    if field == "exercise.name":
        return exercise_names()
    return [*settings("bands")["band"], NO_BAND] if field == "band.name" else get_args(kind)


def choice_words(name: str, told: Words) -> str:
    """A choice in words; what has none of its own is called by its name."""
    if name == NO_BAND:
        return told.label("none")
    return told["band"].get(name) or settings("explorer")[told.language]["choice"].get(name) or name.replace("-", " ")


def _told_grid(told: Words) -> dict[str, Any]:
    """The map with the ticks of its axes in feet and inches too."""
    found, gym = grid(), words(told.language, "gym")
    return {**found, "gym": {axis: [gym.quantity(at, _unit(found[axis])) for at in found[f"{axis}s"]] for axis in ("x", "y")}}


def _unit(field: str) -> str:
    return scenario_fields()[field].metadata.get("unit", "")


@cache
def _default() -> Scenario:
    return Scenario().replace(band=Band())


def slider_step(low: float, high: float, default: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that gives a slider enough stops, one of them the default."""
    most = (high - low) / STOPS
    power = math.floor(math.log10(most))
    for step in (float(f"{digit}e{power - down}") for down in range(4) for digit in (5, 2, 1)):
        places = (default - low) / step
        if step <= most * (1 + 1e-9) and abs(places - round(places)) < 1e-6:
            return step
    raise ValueError(f"no round step leads from {low:g} to {default:g}")


@cache
def grid() -> dict[str, Any]:
    """Axes of the map and the order of its cells, from coarse to fine: each round halves the distance between those that are known."""
    asked = settings("explorer")["map"]
    places = asked["places"]
    xs, ys = (_between(asked[f"{axis}_range"], places) for axis in ("x", "y"))
    order: dict[tuple[int, int], None] = {}
    stride = places - 1
    while stride:
        rows = range(0, places, stride)
        order.update(dict.fromkeys(itertools.product(rows, rows)))
        stride //= 2
    return {"x": asked["x"], "y": asked["y"], "xs": xs, "ys": ys, "order": [list(cell) for cell in order]}


def _between(ends: tuple[float, float], places: int) -> list[float]:
    low, high = ends
    return np.round(np.linspace(low, high, places), 6).tolist()
