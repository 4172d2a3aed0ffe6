"""The band in the hands during a run."""

from __future__ import annotations

from hingesim.band import BandLaw
from hingesim.engine import Engine
from hingesim.engine.protocol import Vector


class Grip:
    """Computes the pull of the band at every step and remembers the last one.

    The band ends in the mean of the hands that hold it; they share its pull equally. Plain floats: this runs at every step.
    """

    def __init__(self, engine: Engine, law: BandLaw | None, hands: tuple[str, ...]) -> None:
        self.tension_n = 0.0
        self.force_n: Vector = (0.0, 0.0, 0.0)
        self._engine, self._law, self._hands = engine, law, hands
        self._share = 1 / len(hands)
        self._anchor = tuple(law.anchor_world_m.tolist()) if law else None

    def position_m(self) -> Vector:
        """World position of the grip."""
        return self._mean([self._engine.hand(arm)[0] for arm in self._hands])

    def pull(self) -> list[tuple[str, Vector, Vector]]:
        """Forces on the forearms for the coming step: (link, point, force)."""
        if self._law is None or self._anchor is None:
            return []
        palms = [self._engine.hand(arm) for arm in self._hands]
        (x, y, z), (vx, vy, vz) = self._mean([at for at, _ in palms]), self._mean([v for _, v in palms])
        dx, dy, dz = self._anchor[0] - x, self._anchor[1] - y, self._anchor[2] - z
        length = (dx * dx + dy * dy + dz * dz) ** 0.5
        rate = -(dx * vx + dy * vy + dz * vz) / length
        self.tension_n = self._law.tension_n(length, rate)
        per_m = self.tension_n / length
        self.force_n = (per_m * dx, per_m * dy, per_m * dz)
        if self.tension_n == 0.0:
            return []
        each = (self._share * self.force_n[0], self._share * self.force_n[1], self._share * self.force_n[2])
        return [(f"{arm}_forearm", palm[0], each) for arm, palm in zip(self._hands, palms, strict=True)]

    def _mean(self, points: list[Vector]) -> Vector:
        if len(points) == 1:
            return points[0]
        (ax, ay, az), (bx, by, bz) = points
        return (ax + bx) / 2, (ay + by) / 2, (az + bz) / 2
