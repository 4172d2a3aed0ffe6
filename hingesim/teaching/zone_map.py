"""The good zone as a small map: a square for each run, told apart by colour and by sign, her setting and what she does now."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from hingesim.coaching.changes import value_of
from hingesim.coaching.zone import DEPTH, Came, Zone, upward_of
from hingesim.common.units import INCH_M
from hingesim.common.words import Words, unit_names
from hingesim.render.display import Disc, Polygon, Shape, Text, box
from hingesim.render.fonts import text_width
from hingesim.render.theme import PRINT
from hingesim.render.vector import Place
from hingesim.scenario.parameters import Scenario

FILLS: dict[Came, str] = {"good": "#8fd0b3", "holds": "#f6e6a0", "lost": "#eda78c", "none": "#d9dce1"}
SIGNS: dict[Came, str] = {"good": "✓", "holds": "–", "lost": "✕", "none": "·"}
SIZE = 8.5
"""Of the texts, in points."""
Scale = Callable[[float], float]
TALLEST_PT, BELOW_PT = 150.0, 30.0
"""Most height of the squares together, and the room below them for numbers and a name."""


def map_shapes(zone: Zone, here: Scenario, now: Scenario | None, room: Place, said: Mapping[str, str], words: Words) -> list[Shape]:
    """The map with its axes and key.

    Args:
        zone: what came of the runs.
        here: her setting, a star.
        now: what she does now, a ring; None where it is the same.
        room: left, top, right and bottom in points.
        said: texts of the page.
        words: language and units.
    """
    left, top, right, bottom = room
    shown: list[Came] = [came for came in FILLS if any(came in row for row in zone.came)]
    key_pt = 1.5 * SIZE * (len(shown) + 1)
    plot = (left + 27.0, top + 1.6 * SIZE, right - 2, min(bottom - key_pt - BELOW_PT, top + TALLEST_PT))
    across, up = _scale(zone.x, plot[0], plot[2]), _scale(zone.y, plot[3], plot[1])
    half = (plot[2] - plot[0]) / len(zone.x) / 2, (plot[3] - plot[1]) / len(zone.y) / 2
    out: list[Shape] = []
    for y, row in zip(zone.y, zone.came, strict=True):
        for x, came in zip(zone.x, row, strict=True):
            a, b = across(x), up(y)
            out.append(Polygon(f"run {came}", box(a - half[0], b - half[1], a + half[0], b + half[1]), FILLS[came], "#ffffff", 0.8))
            out.append(Text(f"sign {came}", a, b + 0.36 * SIZE, SIGNS[came], SIZE, PRINT.ink, "middle"))
    out += _ticks(zone, plot, across, up, said, words)
    marks = [(here, "here"), *([(now, "now")] if now else [])]
    for scenario, name in reversed(marks):
        if upward_of(scenario) == zone.upward:
            out += _mark(name, across(float(value_of(scenario, zone.across))), up(float(value_of(scenario, zone.upward))), 7.0)
    x, y = left, plot[3] + BELOW_PT
    for scenario, name in marks:
        if upward_of(scenario) == zone.upward:
            out += [*_mark(name, x + 6, y, 5.0), Text(f"key {name}", x + 16, y + 0.36 * SIZE, said[name], SIZE, PRINT.ink)]
            x += 16 + text_width(said[name], SIZE) + 14
    y += 1.5 * SIZE
    for came in shown:
        out.append(Polygon(f"key {came}", box(left, y - 5, left + 11, y + 5), FILLS[came]))
        out.append(Text(f"key sign {came}", left + 5.5, y + 0.36 * SIZE, SIGNS[came], SIZE, PRINT.ink, "middle"))
        out.append(Text(f"key {came}", left + 16, y + 0.36 * SIZE, said["impossible" if came == "none" else came], SIZE, PRINT.ink))
        y += 1.5 * SIZE
    return out


def _scale(values: np.ndarray, low_pt: float, high_pt: float) -> Scale:
    """Points of a value: the first and the last are the middles of the outer squares."""
    each = (high_pt - low_pt) / len(values)
    return lambda value: low_pt + each / 2 + (value - values[0]) / (values[-1] - values[0]) * (high_pt - low_pt - each)


def _ticks(zone: Zone, plot: Place, across: Scale, up: Scale, said: Mapping[str, str], words: Words) -> list[Shape]:
    """Numbers of the axes and their names."""
    feet, deep = words.units == "gym" and zone.upward != DEPTH, zone.upward == DEPTH
    unit = unit_names(words.language)["foot"] if feet else "m"
    name = words.format(said["zone_depth" if deep else "zone_distance"], unit=unit)
    out: list[Shape] = [Text("up", plot[0] - 27, plot[1] - 0.55 * SIZE, name, SIZE, PRINT.quiet)]
    for x in zone.x:
        out.append(Text("tick", across(x), plot[3] + 1.2 * SIZE, words.number(float(x), ".0f"), SIZE, PRINT.quiet, "middle"))
    for y in zone.y:
        told = words.number(float(y) / (12 * INCH_M if feet else 1.0), ".0f" if deep else ".1f")
        out.append(Text("tick", plot[0] - 4, up(y) + 0.36 * SIZE, told, SIZE, PRINT.quiet, "right"))
    out.append(Text("across", (plot[0] + plot[2]) / 2, plot[3] + 2.5 * SIZE, said["zone_knee"], SIZE, PRINT.quiet, "middle"))
    return out


def _mark(name: str, x: float, y: float, size: float) -> list[Shape]:
    """A star for her setting, a ring for what she does now."""
    if name == "now":
        return [Disc("now", x, y, size, None, None, "#ffffff", 4.0), Disc("now", x, y, size, None, None, PRINT.ink, 1.6)]
    turn = -np.pi / 2 + np.pi / 5 * np.arange(10)
    reach = np.where(np.arange(10) % 2, 0.42, 1.0) * size * 1.25
    star = np.column_stack([x + reach * np.cos(turn), y + reach * np.sin(turn)])
    return [Polygon("here", star, PRINT.ink, "#ffffff", 1.2)]
