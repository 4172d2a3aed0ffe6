"""The drawn body of one athlete: what pictures and three-dimensional models are made of.

A hull is the convex hull of a few balls: its outline follows from any side. Girths come from the mass and length of a
segment at tissue density, so a heavier athlete is drawn broader. Only the drawing uses these shapes.
"""

from __future__ import annotations

from hingesim.body.humanoid import Humanoid
from hingesim.render.head import add_head
from hingesim.render.hulls import Hull, Patch, Solids
from hingesim.render.limbs import add_arm, add_leg
from hingesim.render.trunk import add_hips, add_trunk

__all__ = ["Hull", "Patch", "Solids", "solids_of"]


def solids_of(h: Humanoid) -> Solids:
    """The drawn body of a humanoid."""
    out = Solids()
    for side in ("free", "stance"):
        add_leg(out, h, side)
        add_hips(out, h, side)
        add_arm(out, h, side)
    add_trunk(out, h)
    add_head(out, h)
    return out
