"""Maps of sweeps: which outcome where, how sure, how far from trouble, and what it looks like.

`grid` sorts runs into cells, `spots` and `slack` find places on them, `figure` draws the map, `contact` a sheet of key frames, and
`bars` the indices of a sensitivity study.
"""

from __future__ import annotations

from hingesim.maps.bars import bars
from hingesim.maps.contact import contact_sheet
from hingesim.maps.figure import outcome_map
from hingesim.maps.grid import cells_run

__all__ = ["bars", "cells_run", "contact_sheet", "outcome_map"]
