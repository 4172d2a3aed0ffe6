"""What every panel of a figure is: one or several plots of the same kind on one scale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from hingesim.plots.run import Run
from hingesim.plots.sheet import Sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Plot:
    """One pair of axes."""

    title: str
    """Above the axes; cut where it is too long."""
    draw: Callable[[Axes], None]
    """Draws the curves and sets the limits of y."""
    run: Run | None = None
    """The only recording it shows; None when it shows all."""


@dataclass(frozen=True)
class Panel:
    """One kind of plot. All plots of a panel have equal limits, so only the first of a row carries the labels of y."""

    name: str
    plots: Callable[[Sheet], list[Plot]]
    label: str
    """Key of the label of y."""
    key: Literal["signals", "runs"]
    """What its colours stand for: the signals of one recording, or the recordings."""
    height_em: Callable[[Sheet], float]
    """Height of the axes."""
    least_em: float
    """A plot is at least this wide."""
    stacked: bool = False
    """Whether its plots stand over each other on one axis of time where the height of the page allows it."""
    across: str | None = None
    """Key of the label of x; None when that is time."""
    aspect: Callable[[Sheet], float] | None = None
    """Width over height, where a centimetre is as long on both axes."""

    @property
    def timed(self) -> bool:
        """Whether x is time."""
        return self.across is None
