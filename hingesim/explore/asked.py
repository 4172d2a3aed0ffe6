"""What a page asks: one message, checked whole before anything is done. Everything in it may be wrong, or meant badly."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hingesim.common.checks import choice, real, whole
from hingesim.common.errors import FieldError, nearest
from hingesim.common.words import ENGLISH, words
from hingesim.motion.exercises import exercise_of
from hingesim.render.compose import NARROW
from hingesim.render.drawing import THEMES, Drawing
from hingesim.scenario.parameters import GROUPS, Scenario, field_kinds
from hingesim.scenario.reading import TABLES, scenario_fields, value_or_text

KINDS = ("words", "film", "cell")
LONGEST_S = 60.0
"""Longest run that is simulated for a page: someone waits for it. Chosen."""
MOST_SETTINGS, LONGEST_VALUE = 80, 100
WIDTHS = 320, 1600
"""Least and greatest width of a picture in points."""
WIDE = 700
"""Points from which the texts of a picture leave it low."""
FPS = 20
"""Pictures a second; the page moves the places in between."""
LARGEST = 2**31
"""Of the number of a question."""
FIXED = {*TABLES, "world.engine"}
"""Fields a page may not set: a table can be the name of a file of this machine, and the engine is that of the host."""


def open_fields() -> tuple[str, ...]:
    """Dotted names of the fields that a page may set."""
    return tuple(name for name in scenario_fields() if name not in FIXED)


@dataclass(frozen=True)
class Asked:
    """A question that can be answered."""

    kind: str
    number: int
    """Given by the page; its answers carry it."""
    settings: dict[str, Any]
    """Values by dotted fields, as they came."""
    drawing: Drawing
    at_s: float
    """Recorded time of the picture that is wanted first."""

    @staticmethod
    def of(message: Any) -> Asked:
        """Read a message.

        Raises:
            FieldError: names what is not as it may be.
        """
        if not isinstance(message, Mapping):
            raise FieldError("message", message, "an object with the keys ask, number, settings, lang, theme, width, panels, at_s")
        known = ("ask", "number", "settings", "lang", "theme", "width", "panels", "at_s")
        for key in message:
            if key not in known:
                raise FieldError("message", key, nearest(str(key), known))
        settings = message.get("settings", {})
        if not isinstance(settings, Mapping) or len(settings) > MOST_SETTINGS:
            raise FieldError("settings", settings, f"an object of at most {MOST_SETTINGS} fields")
        wide = whole("width", message.get("width", 960), *WIDTHS)
        return Asked(
            choice("ask", message.get("ask"), KINDS),
            whole("number", message.get("number"), 0, LARGEST),
            {str(name): _value(str(name), value) for name, value in settings.items()},
            Drawing(
                fps=FPS,
                lang=words(message.get("lang", ENGLISH.language)).language,
                theme=choice("theme", message.get("theme", "light"), THEMES),
                width=wide,
                panels=(panels := _panels(message.get("panels", ["side"]))),
                aspect=_shape(wide, panels),
            ),
            real("at_s", message.get("at_s", 0.0), 0.0, LONGEST_S),
        )

    def scenario(self, engine: str) -> Scenario:
        """What is to be simulated, with its band.

        Raises:
            FieldError: a field or value that the command line would refuse too, or a run that is too long to wait for.
        """
        groups: dict[str, dict[str, Any]] = {"band": {}, "world": {"engine": engine}}
        for name, value in self.settings.items():
            group, field = name.split(".")
            groups.setdefault(group, {})[field] = value
        scenario = Scenario.from_dict(groups)
        duration_s = exercise_of(scenario).schedule(scenario).duration_s
        if duration_s > LONGEST_S:
            raise FieldError("settings", f"{duration_s:.0f} s", f"a run of at most {LONGEST_S:g} s: fewer repetitions, or quicker ones")
        return scenario


def _value(name: str, value: Any) -> Any:
    """One value; a text is read as on the command line."""
    if name not in open_fields():
        raise FieldError("settings", name, nearest(name, open_fields()))
    if isinstance(value, str):
        if len(value) > LONGEST_VALUE:
            raise FieldError(name, value, f"at most {LONGEST_VALUE} characters")
        return value_or_text(name, value)
    if value is not None and not isinstance(value, bool | int | float):
        raise FieldError(name, value, "a number, a text, true or false")
    return value


def _shape(wide: int, panels: tuple[str, ...]) -> str | None:
    """A shape that does not change from the plan to its physics, so that nothing jumps under the finger; charts need room of their own."""
    if len(panels) > 1:
        return None
    return "9:16" if wide < NARROW else "4:3" if wide < WIDE else "16:9"


def _panels(given: Any) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given) or len(given) > 6:
        raise FieldError("panels", given, "a list of names of panels")
    return tuple(given)


def command_line(scenario: Scenario) -> str:
    """The command that simulates and draws the same pair."""
    default = Scenario().replace(band={})
    parts = ["hingesim", "compare"]
    for name, spec in scenario_fields().items():
        group, field = name.split(".")
        value = getattr(getattr(scenario, group), field)
        if value == getattr(getattr(default, group), field) or value is None:
            continue
        parts.append(spec.metadata["option"])
        if field_kinds(GROUPS[group])[field] is not bool:
            parts.append(_said(value))
        elif spec.default is True:
            parts.append(str(value).lower())
    return shlex.join([*parts, "--out", "hinge.gif"])


def _said(value: Any) -> str:
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)
