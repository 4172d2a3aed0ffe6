"""An empty figure that needs no screen, and that a notebook shows by itself."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def ready() -> None:
    """Import what draws figures."""
    import matplotlib.backends.backend_agg
    import matplotlib.figure  # noqa: F401


def blank(width_in: float, height_in: float, dpi: float) -> Figure:
    """A figure of this size with nothing on it.

    Args:
        width_in: width in inches.
        height_in: height in inches.
        dpi: pixels to the inch.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width_in, height_in), dpi=dpi)
    FigureCanvasAgg(figure)
    # Notebooks know by themselves only figures of pyplot; of any other they show the name.
    figure._repr_png_ = partial(saved, figure, "png")  # type: ignore[attr-defined]
    return figure


def saved(figure: Figure, kind: str) -> bytes:
    """The file of a figure, `png`, `svg` or `pdf`; equal figures give equal files."""
    undated = {"png": {"Software": None}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}[kind]
    file = io.BytesIO()
    figure.savefig(file, format=kind, dpi=figure.dpi, metadata=undated)
    return file.getvalue()
