"""Variations of the hinge by name (`models/variations.toml`): what is done and with what in the hands, never what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from hingesim.coaching.changes import changed, value_of
from hingesim.common.data import settings
from hingesim.common.errors import FieldError, nearest
from hingesim.scenario.parameters import Band, ChosenExercise, Load, Scenario


@dataclass(frozen=True)
class Share:
    """A value that goes with the body."""

    of: str
    """Dotted field of the measure."""
    share: float
    step: float
    """It is rounded to a multiple of this: weights are made in kilograms, distances are paced."""

    def value(self, scenario: Scenario) -> float:
        """The value for the trainee of a scenario, in the unit of its field."""
        return round(round(self.share * value_of(scenario, self.of) / self.step) * self.step, 6)


@dataclass(frozen=True)
class Variation:
    """One variation, and its place in the progression; places, criteria and sizes are judgement."""

    name: str
    title: Mapping[str, str]
    """What it is called, by language."""
    what: Mapping[str, str]
    """What she does, in a coach's line, by language."""
    to: Mapping[str, Any]
    """Values by dotted fields, the same for every body."""
    shares: Mapping[str, Share]
    """Values by dotted fields that go with the body."""
    step: int
    """Place in the progression, from 1."""
    after: tuple[str, ...]
    """Names of what to master before."""
    move_on: Mapping[str, str]
    """When to go on to the next, by language."""

    @property
    def has_band(self) -> bool:
        """Whether it is done with a band."""
        return any(field.startswith("band.") for field in (*self.to, *self.shares))

    def fields(self, scenario: Scenario) -> dict[str, Any]:
        """Values by dotted fields for the trainee of a scenario."""
        return {**self.to, **{field: share.value(scenario) for field, share in self.shares.items()}}

    def applied(self, scenario: Scenario) -> Scenario:
        """A scenario with this variation. Exercise, band and weight are those of the variation; what it says nothing of stays."""
        bare = scenario.replace(exercise=ChosenExercise(), band=Band() if self.has_band else None, load=Load())
        return changed(bare, self.fields(scenario))

    def undone(self, scenario: Scenario) -> Scenario:
        """A scenario before another takes the place of this one: values of technique that are still this one's become the usual ones."""
        usual, set_here = Scenario(), self.fields(scenario)
        own = [field for field, value in set_here.items() if field.startswith("hinge.") and value_of(scenario, field) == value]
        return changed(scenario, {field: value_of(usual, field) for field in own})


@cache
def variations() -> dict[str, Variation]:
    """Every variation by its name, in the order of the progression."""
    found = [
        Variation(
            name,
            row["title"],
            row["what"],
            row["to"],
            {field: Share(**share) for field, share in row.get("shares", {}).items()},
            row["step"],
            tuple(row["after"]),
            row["move_on"],
        )
        for name, row in settings("variations").items()
    ]
    return {one.name: one for one in sorted(found, key=lambda one: one.step)}


def with_variation(scenario: Scenario, name: str) -> Scenario:
    """A scenario in which a variation is done.

    Raises:
        FieldError: there is none of that name.
    """
    if name not in variations():
        raise FieldError("--variation", name, nearest(name, variations()))
    return variations()[name].applied(scenario)
