"""What a page asks: one message, checked whole before anything is done. Everything in it may be wrong, or meant badly."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hingesim.common.checks import choice, real, whole
from hingesim.common.data import settings
from hingesim.common.errors import FieldError, nearest
from hingesim.common.words import ENGLISH, Words, checked_units, words
from hingesim.engine import ENGINES, engine_class
from hingesim.explore.challenges import challenges
from hingesim.motion.exercises import exercise_of
from hingesim.render.compose import NARROW
from hingesim.render.drawing import THEMES, Drawing
from hingesim.scenario.address import NO_BAND, open_fields
from hingesim.scenario.parameters import GROUPS, Scenario, field_kinds
from hingesim.scenario.reading import scenario_fields, value_or_text

KINDS = ("words", "film", "cell", "read", "change", "spot", "advice", "clip", "sheet", "stop")
LONG = ("film", "advice", "clip", "sheet", "stop")
"""Questions of which a page wants the newest alone: it ends whatever was asked before."""
KEYS = (
    "ask",
    "number",
    "settings",
    "held",
    "lang",
    "units",
    "theme",
    "width",
    "fps",
    "panels",
    "at_s",
    "challenge",
    "change",
    "format",
    "cells",
    "frames",
)
FORMATS = ("gif", "mp4")
LONGEST_S = 60.0
"""Longest run that is simulated for a page: someone waits for it. Chosen."""
MOST_SETTINGS, LONGEST_VALUE = 80, 100
WIDTHS = 320, 1600
"""Least and greatest width of a picture in points."""
WIDE = 700
"""Points from which the texts of a picture leave it low."""
FPS, FEWER_FPS = 20, 10
"""Pictures a second, and those for a slow device; the page moves the places in between."""
LARGEST = 2**31
"""Of the number of a question."""


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
    held: dict[str, Any] | None
    """Settings of the left half, where it is held; None: the same hinge without its band."""
    challenge: str | None
    """Name of the challenge by which the right half is judged."""
    more: dict[str, Any]
    """What belongs to single kinds of question, as it came: `change`, `format`, `cells`, `frames`."""

    @staticmethod
    def of(message: Any) -> Asked:
        """Read a message.

        Raises:
            FieldError: names what is not as it may be.
        """
        if not isinstance(message, Mapping):
            raise FieldError("message", message, f"an object with the keys {', '.join(KEYS)}")
        for key in message:
            if key not in KEYS:
                raise FieldError("message", key, nearest(str(key), KEYS))
        held, challenge = message.get("held"), message.get("challenge")
        wide = whole("width", message.get("width", 960), *WIDTHS)
        return Asked(
            choice("ask", message.get("ask"), KINDS),
            whole("number", message.get("number"), 0, LARGEST),
            _settings("settings", message.get("settings", {})),
            Drawing(
                fps=int(choice("fps", str(message.get("fps", FPS)), map(str, (FPS, FEWER_FPS)))),
                lang=words(message.get("lang", ENGLISH.language)).language,
                units=checked_units(message.get("units", ENGLISH.units)),
                theme=choice("theme", message.get("theme", "light"), THEMES),
                width=wide,
                panels=(panels := _panels(message.get("panels", ["side"]))),
                aspect=_shape(wide, panels),
            ),
            real("at_s", message.get("at_s", 0.0), 0.0, LONGEST_S),
            None if held is None else _settings("held", held),
            None if challenge is None else choice("challenge", challenge, challenges()),
            {key: message.get(key) for key in ("change", "format", "cells", "frames")},
        )

    @property
    def words(self) -> Words:
        """The language and the units it is to be answered in."""
        return words(self.drawing.lang, self.drawing.units)

    def scenario(self, engine: str) -> Scenario:
        """What is to be simulated: the right half of the picture.

        Raises:
            FieldError: a field or value that the command line would refuse too, or a run that is too long to wait for.
        """
        return _scenario(self.settings, engine)

    def halves(self, engine: str) -> tuple[Scenario, ...]:
        """Everything in the picture: what is held, or the same without the band, beside it; one alone where there is neither.

        Raises:
            FieldError: as for `scenario`.
        """
        right = self.scenario(engine)
        if self.held is not None:
            return _scenario(self.held, engine), right
        return (right.replace(band=None), right) if right.band else (right,)

    def titles(self, halves: Sequence[Scenario]) -> tuple[str, ...] | None:
        """`A` and `B` of two settings; None for the usual names, without and with the band."""
        if self.held is None:
            return None
        own = settings("explorer")[self.drawing.lang]["page"]
        return own["half_a"], own["half_b"]


def _settings(name: str, given: Any) -> dict[str, Any]:
    if not isinstance(given, Mapping) or len(given) > MOST_SETTINGS:
        raise FieldError(name, given, f"an object of at most {MOST_SETTINGS} fields")
    return {str(field): _value(str(field), value) for field, value in given.items()}


def _scenario(given: Mapping[str, Any], engine: str) -> Scenario:
    groups: dict[str, Any] = {"band": {}, "world": {"engine": engine}}
    for name, value in given.items():
        group, field = name.split(".")
        groups.setdefault(group, {})[field] = value
    if groups["band"].get("name") == NO_BAND:
        groups["band"] = None
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


def command_line(halves: Sequence[Scenario], *, held: bool) -> str:
    """The commands that simulate and draw the same."""
    if len(halves) > 1 and not held:
        return _command("compare", halves[-1], "hinge.gif")
    names = ["a.npz", "b.npz"][: len(halves)]
    runs = [_command("simulate", scenario, name) for scenario, name in zip(halves, names, strict=True)]
    return " && ".join([*runs, shlex.join(["hingesim", "render", *names, "--out", "hinge.gif"])])


def _command(command: str, scenario: Scenario, out: str) -> str:
    """One command with the options that are not the defaults; `compare` has a band unless told otherwise, `simulate` has none."""
    default = Scenario().replace(band={})
    parts = ["hingesim", command]
    for name, spec in scenario_fields().items():
        group, field = name.split(".")
        if getattr(scenario, group) is None:
            continue
        value = getattr(getattr(scenario, group), field)
        if value is None or (value == getattr(getattr(default, group), field) and (command, name) != ("simulate", "band.name")):
            continue
        parts.append(spec.metadata["option"])
        if name == "world.engine" and value not in ENGINES:
            value = engine_class(value).name  # one that only this host has: elsewhere the same physics by its own name
        if field_kinds(GROUPS[group])[field] is not bool:
            parts.append(_said(value))
        elif spec.default is True:
            parts.append(str(value).lower())
    return shlex.join([*parts, "--out", out])


def _said(value: Any) -> str:
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)
