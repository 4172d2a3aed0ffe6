"""What the trainee stands on: one foot, or two and how they share the load.

Places are ahead of the stance ankle and medial of it (toward the other foot), on the ground. The ground pushes up under each foot; the mean
of the two pressures, weighted by the loads, is the pressure of the whole. Two legs close a loop, so that mechanics alone leaves open how
they share a load: what each footing says of it is an intention, and what comes of it is measured under each foot.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

import numpy as np

from hingesim.body.humanoid import Humanoid
from hingesim.body.support import convex_hull, functional_base, midline_m


class Split(NamedTuple):
    """Pressures under two feet that make one of the whole."""

    share: float
    """Of the load on the free foot."""
    stance_m: tuple[float, float]
    """Pressure under the stance foot: ahead, medial."""
    free_m: tuple[float, float]
    """Pressure under the free foot."""


class Footing:
    """What an exercise stands on."""

    feet: ClassVar[tuple[str, ...]]
    """Links that bear weight; no other part touches the ground while it goes well."""
    rolls: ClassVar[bool]
    """Whether the plan balances sideways with the roll of the stance ankle; else the shares of the feet do it."""
    alike: ClassVar[bool]
    """Whether both feet carry her the same way, so that their pressures are read as one."""
    springs: ClassVar[tuple[float, float] | None]
    """Of the stiffness of a leg that carries her alone: the stance leg's and the free leg's; None where the free leg carries nothing."""
    holding_nm: ClassVar[Mapping[str, float]] = {}
    """Least stiffness, N m/rad, of joints of the free leg that hold it up."""

    def __init__(self, humanoid: Humanoid) -> None:
        self._humanoid = humanoid

    @property
    def read_as_one(self) -> tuple[str, ...]:
        """Feet whose pressure is what is told of heel and toes."""
        return self.feet if self.alike else self.feet[:1]

    def target_m(self, x_m: np.ndarray, s: np.ndarray) -> np.ndarray:
        """shape (K, 2): pressure of the whole, ahead and left, when that of the stance foot is x (K,) ahead, at places s (K,)."""
        raise NotImplementedError

    def under_m(self, cop_x_m: np.ndarray, s: np.ndarray) -> np.ndarray:
        """shape (K,): how far ahead the pressure of the stance foot is when that of the whole is (K,) ahead."""
        return cop_x_m

    def foot_m(self) -> np.ndarray:
        """shape (k, 2): functional base of the stance foot, where it is larger on one foot than on two."""
        return functional_base(self._humanoid, 2 if self.alike else 1)

    def base_m(self) -> np.ndarray:
        """shape (k, 2): where the pressure of the whole can be, ahead and left of the stance ankle, counter-clockwise."""
        return self.foot_m()

    def commanded_m(self) -> np.ndarray:
        """shape (k, 2): the part of it to which she brings the pressure at will, at the start."""
        return self.base_m()

    def moved_m(self, s: float) -> float:
        """How far ahead of its place at the start that part is."""
        return 0.0

    def slides_m(self, s: float) -> float:
        """How far ahead the free foot is meant to slide per unit of the way."""
        return 0.0

    def split(self, ahead_m: float, medial_m: float, s: float) -> Split | None:
        """Pressures under both feet that make one; None on one foot. Plain floats: this is asked at every tick."""
        return None


class OneFoot(Footing):
    """All weight on the stance foot; sideways its pressure is meant to be on the middle line of the functional base."""

    feet, rolls, alike, springs = ("stance_foot",), True, False, None

    def target_m(self, x_m: np.ndarray, s: np.ndarray) -> np.ndarray:
        """On the middle line."""
        return np.column_stack([x_m, midline_m(self._humanoid, x_m)])


class Beside(Footing):
    """Both feet flat, side by side under the hips.

    Under both the pressure is as far ahead, each on the middle line of its foot; so sideways the shares of the load follow from where the
    pressure of the whole is to be. That is how people balance on two feet: fore-aft by both ankles, sideways by loading one leg and
    unloading the other at the hips (Winter 1996).
    """

    feet, rolls, alike, springs = ("stance_foot", "free_foot"), False, True, (0.5, 0.5)

    def __init__(self, humanoid: Humanoid) -> None:
        super().__init__(humanoid)
        self._apart_m = apart_m(humanoid)
        x_m = self.foot_m()[:, 0]
        self._x_m = np.linspace(float(x_m.min()), float(x_m.max()), 41)
        self._middle_m = humanoid.side * midline_m(humanoid, self._x_m)

    def target_m(self, x_m: np.ndarray, s: np.ndarray) -> np.ndarray:
        """Half-way between the feet, where nothing pulls her to one side."""
        return np.column_stack([x_m, np.full(len(x_m), self._humanoid.side * self._apart_m / 2)])

    def base_m(self) -> np.ndarray:
        """The hull of the functional bases of both feet, as they are in double stance."""
        one = self.foot_m()
        other = one * [1, -1] + [0, self._humanoid.side * self._apart_m]
        return convex_hull(np.vstack([one, other]))

    def split(self, ahead_m: float, medial_m: float, s: float) -> Split:
        """Shares by the lever rule."""
        middle = float(np.interp(ahead_m, self._x_m, self._middle_m))
        share = (medial_m - middle) / (self._apart_m - 2 * middle)
        return Split(min(max(share, 0.0), 1.0), (ahead_m, middle), (ahead_m, self._apart_m - middle))


def apart_m(humanoid: Humanoid) -> float:
    """Distance of the ankles when both feet stand under their hips."""
    return 2 * humanoid.proportions.hip_half_width_m


class Prop(Footing):
    """The stance foot flat and the toes of the other on the ground behind it, with a small share of the weight.

    The share is meant to stay the same, so the stance foot does the balancing; what the prop really carries is up to mechanics, as the free
    leg is a spring. A body that tips back loads it more: the base reaches to the toes.
    """

    feet, rolls, alike = ("stance_foot", "free_foot"), True, False
    share = 0.15
    """Of the weight on the toes behind: coaches of the kickstand ask for 10 to 20 % (judgement)."""
    springs = (1.0, share)
    holding_nm: ClassVar[Mapping[str, float]] = {"free_ankle_dorsiflexion": 80.0}
    """A calf that holds the heel up: the share of the ankle's stiffness in quiet stance, 1.3 m g h (judgement)."""
    behind_fl: ClassVar[tuple[float, float]] = (0.5, 0.5)
    """How far the toes are behind the stance ankle at the start and at the far end, foot lengths: just behind the heel (judgement)."""

    def __init__(self, humanoid: Humanoid) -> None:
        super().__init__(humanoid)
        foot_m = humanoid.proportions.segments["foot"].length_m
        self._start_m, self._end_m = (-foot_lengths * foot_m for foot_lengths in self.behind_fl)
        self._aside_m = apart_m(humanoid)

    def toes_x_m(self, s: np.ndarray) -> np.ndarray:
        """shape (K,): where the tip of the big toe stands, ahead of the stance ankle."""
        return self._start_m + s * (self._end_m - self._start_m)

    def _toes(self, s: np.ndarray) -> np.ndarray:
        return np.column_stack([self.toes_x_m(s), np.full(len(s), self._humanoid.side * self._aside_m)])

    def target_m(self, x_m: np.ndarray, s: np.ndarray) -> np.ndarray:
        """The toes draw the whole back and toward them, by their share."""
        under = np.column_stack([x_m, midline_m(self._humanoid, x_m)])
        return (1 - self.share) * under + self.share * self._toes(s)

    def under_m(self, cop_x_m: np.ndarray, s: np.ndarray) -> np.ndarray:
        """By the lever rule."""
        return (cop_x_m - self.share * self.toes_x_m(s)) / (1 - self.share)

    def base_m(self) -> np.ndarray:
        """The hull of the functional base of the stance foot and the toes at the start."""
        return convex_hull(np.vstack([self.foot_m(), self._toes(np.zeros(1))]))

    def commanded_m(self) -> np.ndarray:
        """The functional base of the stance foot, drawn toward the toes by their share."""
        return (1 - self.share) * self.foot_m() + self.share * self._toes(np.zeros(1))

    def moved_m(self, s: float) -> float:
        """With the toes, by their share."""
        return self.share * s * self.slides_m(s)

    def slides_m(self, s: float) -> float:
        """Evenly, from its place at the start to that at the far end."""
        return self._end_m - self._start_m

    def split(self, ahead_m: float, medial_m: float, s: float) -> Split:
        """The share that is meant."""
        x, left = self._start_m + s * (self._end_m - self._start_m), 1 - self.share
        under = (ahead_m - self.share * x) / left, (medial_m - self.share * self._aside_m) / left
        return Split(self.share, under, (x, self._aside_m))


class Slide(Prop):
    """The toes slide back along the ground as she goes down, and forward again."""

    share = 0.10
    """Less than on a kickstand: what is dragged must be light (judgement)."""
    springs = (1.0, share)
    behind_fl = (0.5, 2.0)
    """At the far end the leg is nearly straight (judgement)."""
