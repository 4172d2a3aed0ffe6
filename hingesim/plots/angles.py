"""Angles of the trunk and of the joints of the stance leg."""

from __future__ import annotations

from hingesim.plots import curves
from hingesim.plots.panel import Panel, Plot
from hingesim.plots.sheet import Sheet

LEAST_DEG = 40.0
"""A standing body's sway of a degree must not look like a movement."""


def _plots(sheet: Sheet) -> list[Plot]:
    quantities: list[curves.Quantity] = [
        ("trunk", lambda run: run.recording.trunk_inclination_deg),
        ("hip", lambda run: run.recording.joint_deg("hip_flexion")),
        ("knee", lambda run: run.recording.joint_deg("knee_flexion")),
        ("ankle", lambda run: run.recording.joint_deg("ankle_dorsiflexion")),
    ]
    return curves.plots(sheet, quantities, least_span=LEAST_DEG)


PANEL = Panel("angles", _plots, label="angle", key="runs", height_em=lambda sheet: 8.0, least_em=10.0)
