"""The gallery: scenarios with a lesson, drawn and told for teachers.

`collection` reads the folder, `claims` measures how often what it claims comes true, `build`
simulates and draws what is stale, `page` and `markdown` write the index.
"""

from __future__ import annotations

from hingesim.gallery.build import build as make_all
from hingesim.gallery.claims import measure, write_shares
from hingesim.gallery.collection import read_gallery
from hingesim.gallery.index import write_index
from hingesim.gallery.record import stale

__all__ = ["make_all", "measure", "read_gallery", "stale", "write_index", "write_shares"]
