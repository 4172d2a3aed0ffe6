"""A scenario as the page with sliders takes it: settings by dotted fields, and the part of the page's address that says them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from hingesim.scenario.parameters import Scenario
from hingesim.scenario.reading import TABLES, scenario_fields

NO_BAND = "none"
"""Name of a band that is none."""
FIXED = {*TABLES, "world.engine"}
"""Fields a page may not set: a table can be the name of a file of this machine, and the engine is that of the host."""


def open_fields() -> tuple[str, ...]:
    """Dotted names of the fields that a page may set."""
    return tuple(name for name in scenario_fields() if name not in FIXED)


def settings_of(scenario: Scenario) -> dict[str, Any]:
    """A scenario as settings of a page: what differs from its defaults, which have a band."""
    default, found = Scenario().replace(band={}), {}
    for name in open_fields():
        group, field = name.split(".")
        if scenario.band is None and group == "band":
            continue
        value = getattr(getattr(scenario, group), field)
        if value is not None and value != getattr(getattr(default, group), field):
            found[name] = value
    return found if scenario.band else {**found, "band.name": NO_BAND}


def fragment(scenario: Scenario, lang: str) -> str:
    """What follows the `#` of the page's address: its settings as texts, and the language."""
    return urlencode({**{name: _said(value) for name, value in settings_of(scenario).items()}, "lang": lang})


def _said(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value).lower() if isinstance(value, bool) else str(value)
