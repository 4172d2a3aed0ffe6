"""What recordings are shown as, alone or as a pair: doors to the pictures and tables above."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from hingesim.common.doors import through
from hingesim.recording.recorded import Recorded

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure


class Drawn(Protocol):
    """The options of a picture as it was drawn: a `hingesim.render.drawing.Drawing`."""

    def changed(self) -> dict[str, Any]:
        """Those that are not the defaults, as a manifest holds them."""
        ...


class Shown(Protocol):
    """Something that is shown by its recordings."""

    @property
    def recordings(self) -> Sequence[Recorded]:
        """One to four, side by side in step."""
        ...

    def animate(self, path: str | Path, **options: Any) -> Drawn:
        """Write an animation or storyboard (see `hingesim.render.animate`)."""
        return through("animate")(self.recordings, path, **options)

    def plot(self, path: str | Path | None = None, **options: Any) -> Figure:
        """Draw the traces; also written to `path` when given (see `hingesim.plots.trace`)."""
        return through("trace")(self.recordings, path, **options)

    def to_dataframe(self, **options: Any) -> pd.DataFrame:
        """Signals over time as a pandas table, units in the names (see `hingesim.export.to_dataframe`)."""
        return through("to_dataframe")(self.recordings, **options)

    def to_xarray(self, **options: Any) -> xr.Dataset:
        """Every recorded array as an xarray dataset (see `hingesim.export.to_xarray`)."""
        return through("to_xarray")(self.recordings, **options)

    def export(self, path: str | Path, **options: Any) -> None:
        """Write the numbers: `.csv .xlsx .parquet .nc`, of one recording also `.mot .sto .trc .c3d` (see `hingesim.export.export`)."""
        through("export")(self.recordings, path, **options)

    def _repr_html_(self) -> str:
        return through("animation_html")(self.recordings)
