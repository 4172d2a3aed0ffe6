"""Figures of recordings for slides, web pages and papers, drawn with matplotlib.

`figure.trace` is the door. A panel is one file with one `Panel`; `registry` lists them; `layout` gives every plot its place.
"""

from __future__ import annotations

from hingesim.plots.blank import ready, saved
from hingesim.plots.figure import trace
from hingesim.plots.registry import PANELS
from hingesim.plots.themes import THEMES, find_theme

__all__ = ["PANELS", "THEMES", "find_theme", "ready", "saved", "trace"]
