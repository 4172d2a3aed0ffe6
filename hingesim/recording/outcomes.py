"""The outcomes a run can have. To add one, see docs/extending.md.

Each has its rule in `outcome.judge`, its words in `models/captions.toml` and its look in `render.outcome_looks`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["completed", "loss", "other"]
"""`completed`: what was asked was done. `loss`: balance was lost. `other`: neither."""


@dataclass(frozen=True)
class Named:
    """One outcome."""

    kind: Kind
    rule: str
    """What it takes, in one line."""


OUTCOMES: dict[str, Named] = {
    "backward_fall": Named("loss", "the XcoM left the functional base over its back edge first"),
    "sideways_fall": Named("loss", "the XcoM left the functional base over its inner or outer edge first"),
    "forward_fall": Named("loss", "the XcoM left the functional base over its front edge first"),
    "foot_touch": Named("other", "the free foot touched the ground while the XcoM was inside"),
    "stalled": Named("other", "balance was kept, but a rep did not reach its depth or did not come back up"),
    "on_toes": Named("completed", "every rep done; the heel lifted, carried too little, or the pressure went forward"),
    "on_heel": Named("completed", "every rep done; the pressure went back without the hips"),
    "mid_foot": Named("completed", "every rep done; the pressure at the bottom where it started"),
    "stood": Named("completed", "stood to the end without a touch or a loss"),
    "posterior_shift": Named("completed", "every rep done; hips and pressure went back, the heel loaded all the way"),
}
"""By name, the most severe first: of two that are equally frequent, a map shows the first."""
SOUGHT = "posterior_shift"
"""What a coach looks for."""

CAME_OF = ("caught", "step", "hands", "ground")
"""What came of a loss: she came to stand on a free foot that came down and no more; it came down, and she was still moving when the run was
over; the hands came down; or more of the body. None of them while she still falls."""
EDGES = ("front", "back", "inner", "outer")


def is_loss(name: str) -> bool:
    """Whether an outcome of that name is a loss of balance."""
    return name in OUTCOMES and OUTCOMES[name].kind == "loss"
