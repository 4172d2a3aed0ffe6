"""Faults by name: technique, never an outcome. What comes of one is physics."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from hingesim.coaching.changes import changed, value_of
from hingesim.coaching.cues.band_taut import least_distance_m
from hingesim.common.checks import number_in, real
from hingesim.common.data import settings
from hingesim.common.errors import FieldError, InputError, nearest
from hingesim.motion.exercises import exercise_of
from hingesim.scenario.parameters import Scenario

GOOD = "good"


@dataclass(frozen=True)
class Fault:
    """One fault of `models/faults.toml`."""

    name: str
    what: Mapping[str, str]
    """What she does, in a line, by language."""
    to: dict[str, Any]
    """Values of its fields, by dotted names, when it is there in full."""
    needs: str | None
    """The group of the scenario without which there is no such fault."""

    def applied(self, scenario: Scenario, share: float = 1.0) -> Scenario:
        """The scenario with this fault, or with a share of it: so far from its own values to those of the fault.

        A field that is already beyond the value of the fault, seen from the default, stays as it is.

        Raises:
            InputError: the scenario has not what the fault needs.
        """
        if self.needs and getattr(scenario, self.needs) is None:
            raise InputError(
                f"--fault: {self.name} needs a {self.needs}, and there is none; nearest: --{self.needs} light, or another fault"
            )
        default = Scenario().replace(band={})
        values = {}
        for field, full in self.to.items():
            own, usual = float(value_of(scenario, field)), float(value_of(default, field))
            beyond = (own - full) * (full - usual) > 0
            values[field] = own if beyond else own + share * (full - own)
        return changed(scenario, values)


@cache
def faults() -> dict[str, Fault]:
    """Every fault by its name."""
    rows = {name: row for name, row in settings("faults").items() if name != GOOD}
    return {name: Fault(name, row["what"], row["to"], row.get("needs")) for name, row in rows.items()}


def with_fault(scenario: Scenario, said: str) -> Scenario:
    """A scenario with a fault as it is typed: `locked-knee`, `locked-knee:0.5`, or several with commas.

    Raises:
        FieldError: there is no such fault, or no such share of one.
        InputError: the scenario has not what the fault needs.
    """
    asked: dict[str, float] = {}
    for one in said.split(","):
        name, colon, text = one.strip().partition(":")
        if name not in faults():
            raise FieldError("--fault", name, nearest(name, faults()))
        asked[name] = real("--fault", number_in(text), 0, 1, f"{name}, or {name}:SHARE with a share from 0 to 1") if colon else 1.0
    for one, other in itertools.combinations(asked, 2):
        if both := set(faults()[one].to) & set(faults()[other].to):
            raise InputError(f"--fault: {one} and {other} both set {min(both)}, nobody does both; nearest: {one} alone")
    if exercise_of(scenario).completed != "reps":
        raise InputError(f"--fault: {said} belongs to a hinge, and {scenario.exercise.name} has none; nearest: --exercise single-leg-hinge")
    for name, share in asked.items():
        scenario = faults()[name].applied(scenario, share)
    return scenario


def needs_band(said: str) -> bool:
    """Whether one of the faults, as typed, is one of a band."""
    names = [one.partition(":")[0].strip() for one in said.split(",")]
    return any(name in faults() and faults()[name].needs == "band" for name in names)


SPARE_M = 0.1
"""A good rep stands at least so much farther than where the band just stays taut: she sways (judgement)."""


def good_rep(scenario: Scenario | None = None) -> Scenario:
    """The rep that a fault is shown beside: the same body done well, with a light band where there is none, far enough to stay taut."""
    scenario = scenario or Scenario()
    good = changed(scenario if scenario.band else scenario.replace(band={}), settings("faults")[GOOD]["to"])
    assert good.band is not None
    least = least_distance_m(good)
    far = max(good.band.distance_m, 0.0 if least is None else round(least + SPARE_M, 2))
    return good.replace(band={"distance_m": far})
