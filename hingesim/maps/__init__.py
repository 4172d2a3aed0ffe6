"""Maps of sweeps: which outcome where, how sure, how far from trouble, and what it looks like.

`grid` sorts runs into cells, `spots` and `slack` find places on them, `figure` draws the map, `contact` a sheet of key frames, `shares`
the bars of a sweep over one field, and `indices` those of a sensitivity study.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hingesim.common.lazy import lazily

if TYPE_CHECKING:
    from hingesim.maps.contact import contact_sheet
    from hingesim.maps.figure import outcome_map
    from hingesim.maps.grid import cells_run, refinement
    from hingesim.maps.indices import bars
    from hingesim.maps.shares import share_chart

_HOME = {
    "bars": "indices",
    "cells_run": "grid",
    "contact_sheet": "contact",
    "outcome_map": "figure",
    "refinement": "grid",
    "share_chart": "shares",
}

__all__ = ["bars", "cells_run", "contact_sheet", "outcome_map", "refinement", "share_chart"]

# When first used: a place on a map is found without the libraries of sweeps.
__getattr__ = lazily(__name__, _HOME)
