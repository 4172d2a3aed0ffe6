"""The matched pair: the same trainee, cue, noise and seed, without and with the band."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hingesim.recording.recording import Recording
from hingesim.scenario.drawing import Drawing
from hingesim.scenario.parameters import Band, Scenario
from hingesim.simulation.simulate import planned, simulate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TITLES = ("without the band", "with the band")
"""What the two halves are called in a terminal; pictures have titles in their own language."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two recordings that differ in nothing but the band."""

    without: Recording
    with_band: Recording

    @property
    def recordings(self) -> tuple[Recording, Recording]:
        """Without, with."""
        return self.without, self.with_band

    def summary(self) -> dict[str, Any]:
        """The summaries of both runs."""
        return {"without": self.without.summary(), "with_band": self.with_band.summary()}

    def animate(self, path: str | Path, **options: Any) -> Drawing:
        """Write the synchronised side-by-side animation (see `hingesim.render.animate`)."""
        from hingesim.render import animate

        return animate(self.recordings, path, **options)

    def plot(self, path: str | Path | None = None, **options: Any) -> Figure:
        """Draw the traces of both runs; also written to `path` when given (see `hingesim.plots.trace`)."""
        from hingesim.plots import trace

        return trace(self.recordings, path, **options)

    def _repr_html_(self) -> str:
        from hingesim.render import animation_html

        return animation_html(self.recordings)


def compare(scenario: Scenario | None = None, *, progress: Callable[[float], None] | None = None) -> Comparison:
    """Simulate one scenario without and with its band (the default band where it has none).

    Args:
        scenario: default: the default trainee.
        progress: called now and then with the share of both runs that is done.

    Raises:
        InfeasibleError: no posture satisfies one of the two; nothing is simulated then.
    """
    scenario = scenario or Scenario()
    report = progress or (lambda share: None)
    banded = scenario if scenario.band else scenario.replace(band=Band())
    for half in (banded, scenario.replace(band=None)):
        planned(half)
    with_band = simulate(banded, progress=lambda share: report(share / 2))
    without = simulate(scenario.replace(band=None), progress=lambda share: report((1 + share) / 2))
    return Comparison(without, with_band)
