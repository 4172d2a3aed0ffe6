"""The elastic band: tension-only force along the line from hand to anchor."""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.common.data import settings
from hingesim.common.linear import solve
from hingesim.common.units import POUND_KG, STANDARD_GRAVITY_M_S2
from hingesim.scenario.band_words import products
from hingesim.scenario.parameters import Band

REFERENCE_RATE_RAD_S = 2 * np.pi / 4
"""Angular frequency of one rep in 4 s, at which the viscous damping gives the catalogue's loss factor."""
REFERENCE_STRETCH = 1.5
"""Stretch at which the stiffness for that damping is taken."""


Point = tuple[float, float, float]
"""A point, velocity or force in the world frame."""


@dataclass(frozen=True)
class BandLaw:
    """Force against length of one band, tabulated; zero at and below the rest length."""

    stretch: np.ndarray
    force_n: np.ndarray
    """shape (k,): tension at `stretch` (length / rest length), increasing from (1, 0)."""
    rest_length_m: float
    damping_n_s_m: float
    anchor_world_m: np.ndarray
    safe_stretch: float

    def elastic_n(self, length_m: np.ndarray) -> np.ndarray:
        """Quasi-static tension at a length between anchor and hand; beyond the table the last slope continues."""
        stretch = np.asarray(length_m) / self.rest_length_m
        slope = (self.force_n[-1] - self.force_n[-2]) / (self.stretch[-1] - self.stretch[-2])
        beyond = np.maximum(stretch - self.stretch[-1], 0.0) * slope
        return np.interp(stretch, self.stretch, self.force_n, left=0.0) + beyond

    def tension_n(self, length_m: float, rate_m_s: float) -> float:
        """Tension of the moving band: elastic plus damping while it is stretched, never a push.

        Plain floats: this runs at every step of a simulation.
        """
        stretch = length_m / self.rest_length_m
        if stretch <= 1.0:
            return 0.0
        stretches, forces = self._columns
        i = min(bisect_right(stretches, stretch), len(stretches) - 1)
        part = (stretch - stretches[i - 1]) / (stretches[i] - stretches[i - 1])
        elastic = forces[i - 1] + part * (forces[i] - forces[i - 1])
        return max(0.0, elastic + self.damping_n_s_m * rate_m_s)

    def pull_n(self, at_m: Point, velocity_m_s: Point) -> tuple[float, Point]:
        """Tension of the moving band, and its force on what holds its end at a place. Plain floats: this runs at every step."""
        (ax, ay, az), (x, y, z), (u, v, w) = self._anchor, at_m, velocity_m_s
        dx, dy, dz = ax - x, ay - y, az - z
        length = (dx * dx + dy * dy + dz * dz) ** 0.5
        tension_n = self.tension_n(length, -(dx * u + dy * v + dz * w) / length)
        per_m = tension_n / length
        return tension_n, (per_m * dx, per_m * dy, per_m * dz)

    @cached_property
    def _anchor(self) -> Point:
        x, y, z = self.anchor_world_m.tolist()
        return x, y, z

    @cached_property
    def _columns(self) -> tuple[list[float], list[float]]:
        return self.stretch.tolist(), self.force_n.tolist()

    def force_on_hand_n(self, hand_world_m: np.ndarray) -> np.ndarray:
        """shape (T, 3): quasi-static force of the whole band on a hand, or what else it ends in, at positions (T, 3)."""
        reach = self.anchor_world_m - hand_world_m
        length = np.linalg.norm(reach, axis=-1)
        return (self.elastic_n(length) / length)[..., None] * reach

    def energy_j(self, length_m: np.ndarray) -> np.ndarray:
        """Elastic energy stored at a length: the integral of the tabulated force."""
        lengths = self.stretch * self.rest_length_m
        stored = np.concatenate([[0.0], np.cumsum(np.diff(lengths) * (self.force_n[1:] + self.force_n[:-1]) / 2)])
        length_m = np.asarray(length_m, float)
        i = np.clip(np.searchsorted(lengths, length_m, side="right") - 1, 0, len(lengths) - 1)
        partial = (length_m - lengths[i]) * (self.force_n[i] + self.elastic_n(length_m)) / 2
        return np.where(length_m <= lengths[0], 0.0, stored[i] + partial)


def loop_force_n(width_mm: float, stretch: np.ndarray) -> np.ndarray:
    """Tension of a flat loop (two strands) by width: F = 2 A0 (s - s^-2)(C1 + C2 / s); fit and source in `models/bands.toml`."""
    loop = settings("bands")["loop"]
    area_mm2 = 2 * width_mm * loop["thickness_mm"]
    return 2 * area_mm2 * (stretch - 1 / stretch**2) * (loop["c1_mpa"] + loop["c2_mpa"] / stretch)


def strip_force_n(twice_lb: float, thrice_lb: float, stretch: np.ndarray) -> np.ndarray:
    """Tension of one strip or tube from its pull at twice and three times its length; the same law, both constants from the two points."""
    points = np.array([2.0, 3.0])
    shape = points - 1 / points**2
    pull_n = np.array([twice_lb, thrice_lb]) * POUND_KG * STANDARD_GRAVITY_M_S2
    k1, k2 = solve(np.column_stack([shape, shape / points]), pull_n[:, None])[:, 0]
    return (stretch - 1 / stretch**2) * (k1 + k2 / stretch)


def named_force_n(name: str, stretch: np.ndarray) -> np.ndarray:
    """Tension of a band of the catalogue or of a maker at `stretch` (length / slack length)."""
    size = settings("bands")["band"][name]["width_mm"] if name in settings("bands")["band"] else products()[name]
    return strip_force_n(size[0], size[1], stretch) if isinstance(size, list) else loop_force_n(size, stretch)


def anchor_world_m(band: Band) -> np.ndarray:
    """shape (3,): where the band is anchored."""
    return np.array([band.distance_m, 0.0, band.anchor_height_m])


def band_law(band: Band) -> BandLaw:
    """The law of one band at its anchor; doubled, it has half the length and twice the strands."""
    loop = settings("bands")["loop"]
    stretch = np.linspace(1.0, 4.0, 601)
    if band.force_table is not None:
        stretch, force = 1 + np.array(band.force_table)[:, 0], np.array(band.force_table)[:, 1]
    elif band.name is not None:
        force = named_force_n(band.name, stretch)
    elif band.pull_n is not None and band.pull_length_m is not None:
        force = loop_force_n(1.0, stretch) * (band.pull_n / loop_force_n(1.0, np.array(band.pull_length_m / band.rest_length_m)))
    else:
        force = loop_force_n(band.width_mm or 0.0, stretch)
    if band.doubled:
        force = 2 * force
    safe = max(loop["safe_stretch"], float(stretch[-1])) if band.force_table is not None else loop["safe_stretch"]
    law = BandLaw(stretch, force, band.slack_length_m, 0.0, anchor_world_m(band), safe)
    around_m = band.slack_length_m * (REFERENCE_STRETCH + np.array([-0.05, 0.05]))
    stiffness_n_m = float(np.diff(law.elastic_n(around_m))[0] / np.diff(around_m)[0])
    return dataclasses.replace(law, damping_n_s_m=loop["loss_factor"] * stiffness_n_m / REFERENCE_RATE_RAD_S)
