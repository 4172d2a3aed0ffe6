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
        self._anchor = tuple(law.anchor_world_m.tolist()) if law else None

    def feel(self, palms: list[tuple[Vector, Vector]]) -> None:
        """Take note of position and velocity of the palms now."""
        self._palms = palms
        self._since_s = 0.0

    def pull(self) -> list[tuple[str, Vector, Vector]]:
        """Forces on the forearms for the coming step: (link, point, force)."""
        if self._law is None or self._anchor is None:
            return []
        t = self._since_s
        self._since_s += self._step_s
        now = [((x + t * u, y + t * v, z + t * w), (u, v, w)) for (x, y, z), (u, v, w) in self._palms]
        (x, y, z), (u, v, w) = now[0] if len(now) == 1 else _mean(*now)
        dx, dy, dz = self._anchor[0] - x, self._anchor[1] - y, self._anchor[2] - z
        length = (dx * dx + dy * dy + dz * dz) ** 0.5
        self.tension_n = self._law.tension_n(length, -(dx * u + dy * v + dz * w) / length)
        per_m = self.tension_n / length
        self.force_n = (per_m * dx, per_m * dy, per_m * dz)
        if self.tension_n == 0.0:
            return []
        each = (self._share * self.force_n[0], self._share * self.force_n[1], self._share * self.force_n[2])
        return [(link, palm, each) for link, (palm, _) in zip(self._links, now, strict=True)]


def _mean(a: tuple[Vector, Vector], b: tuple[Vector, Vector]) -> tuple[Vector, Vector]:
    """Position and velocity half-way between two palms."""
    ((ax, ay, az), (au, av, aw)), ((bx, by, bz), (bu, bv, bw)) = a, b
    return ((ax + bx) / 2, (ay + by) / 2, (az + bz) / 2), ((au + bu) / 2, (av + bv) / 2, (aw + bw) / 2)
