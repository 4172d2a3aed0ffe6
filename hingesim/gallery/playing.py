"""An entry of the gallery as a page that plays."""

from __future__ import annotations

from pathlib import Path

from hingesim.gallery.entry import Entry
from hingesim.render import animate
from hingesim.simulation.simulate import simulate

OF_A_GIF = ("fps", "colours", "max_size", "speed")
"""What is chosen for the clip of the gallery to be small, and means nothing here."""


def write_playing(entry: Entry, path: Path) -> None:
    """Simulate an entry and write its clip as a page with controls; the engine may be another than that of its GIF."""
    look = {name: value for name, value in entry.drawing.changed().items() if name not in OF_A_GIF}
    animate([simulate(run.scenario) for run in entry.runs], path, titles=entry.titles, **look)
