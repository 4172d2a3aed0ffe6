"""The band in the hands during a run."""

from __future__ import annotations

from hingesim.body.band import BandLaw
from hingesim.engine.protocol import Vector


class Grip:
    """Pull of the band at every step.

    The band ends in the mean of the palms that hold it; they share its pull equally. Palms are read at every tick and carried forward
    with their velocity between ticks: within 10 ms a hand strays less than 0.3 mm from that, a pull of 0.02 N. Plain floats, as this
    runs at every step.

    Args:
        law: the band, or None.
        arms: those that hold it.
        step_s: physics step.
    """

    def __init__(self, law: BandLaw | None, arms: tuple[str, ...], step_s: float) -> None:
        self.arms = arms
        self.tension_n = 0.0
        self.force_n: Vector = (0.0, 0.0, 0.0)
        self._law, self._step_s = law, step_s
        self._links = [f"{arm}_forearm" for arm in arms]
        self._share = 1 / len(arms)

    def feel(self, palms: list[tuple[Vector, Vector]]) -> None:
        """Take note of position and velocity of the palms now."""
        self._palms = palms
        self._since_s = 0.0

    def pull(self) -> list[tuple[str, Vector, Vector]]:
        """Forces on the forearms for the coming step: (link, point, force)."""
        if self._law is None:
            return []
        t = self._since_s
        self._since_s = t + self._step_s
        (x, y, z), (u, v, w) = self._palms[0]
        x, y, z = x + t * u, y + t * v, z + t * w
        now = [(x, y, z)]
        if len(self._palms) == 2:
            (bx, by, bz), (bu, bv, bw) = self._palms[1]
            bx, by, bz = bx + t * bu, by + t * bv, bz + t * bw
            now.append((bx, by, bz))
            x, y, z, u, v, w = (x + bx) / 2, (y + by) / 2, (z + bz) / 2, (u + bu) / 2, (v + bv) / 2, (w + bw) / 2
        tension_n, (fx, fy, fz) = self.tension_n, self.force_n = self._law.pull_n((x, y, z), (u, v, w))
        if tension_n == 0.0:
            return []
        share = self._share
        each = (share * fx, share * fy, share * fz)
        return [(link, palm, each) for link, palm in zip(self._links, now, strict=True)]
