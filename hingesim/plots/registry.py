"""All panels by name, and which of them a figure shows when none is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from hingesim.common.errors import FieldError, nearest
from hingesim.common.seams import once
from hingesim.plots import angles, band, foot, hamstrings, moments, position
from hingesim.plots.panel import Panel
from hingesim.plots.themes import FigureTheme
from hingesim.recording.recording import Recording

PANELS = once("panel", ((module.PANEL.name, module.PANEL) for module in (position, foot, angles, band, moments, hamstrings)))

MOST_FEET = 2
"""With more recordings the foot is shown only when it is asked for: the page would grow beyond a sheet of paper."""


def find_panels(names: str | Sequence[str] | None, theme: FigureTheme, recordings: Sequence[Recording]) -> list[Panel]:
    """The panels of a figure in their order.

    Args:
        names: names, or one text with commas between them; None: what the theme has room for.

    Raises:
        FieldError: no name, an unknown name, or one name twice.
    """
    if names is None:
        return [PANELS[name] for name in _usual(theme, recordings)]
    every = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    for i, name in enumerate(every):
        if name not in PANELS:
            raise FieldError("panels", name, nearest(str(name), PANELS))
        if name in every[:i]:
            raise FieldError("panels", ",".join(every), "each panel once")
    if not every:
        raise FieldError("panels", names, nearest("", PANELS))
    return [PANELS[name] for name in every]


def _usual(theme: FigureTheme, recordings: Sequence[Recording]) -> list[str]:
    balance = ["position", *["foot"] * (len(recordings) <= MOST_FEET)]
    if theme.height_in is not None:
        return balance
    return [*balance, "angles", *["band"] * any(recording.scenario.band for recording in recordings)]
