"""What the trainee stands on: one foot, or two and how they share the load.

Places are ahead of the stance ankle and medial of it (toward the other foot), on the ground. The ground pushes up under each foot; the mean
of the two pressures, weighted by the loads, is the pressure of the whole. Two legs close a loop, so that mechanics alone leaves open how
they share a load: what each footing says of it is an intention, and what comes of it is measured under each foot.
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple, Protocol

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


class Footing(Protocol):
    """What an exercise stands on."""

    feet: ClassVar[tuple[str, ...]]
    """Links that bear weight; no other part touches the ground while it goes well."""
    rolls: ClassVar[bool]
    """Whether the plan balances sideways with the roll of the stance ankle; else the shares of the feet do it."""
    alike: ClassVar[bool]
    """Whether both feet carry her the same way, so that their pressures are read as one."""
    springs: ClassVar[tuple[float, float] | None]
    """Of the stiffness of a leg that carries her alone: the stance leg's and the free leg's; None where the free leg carries nothing."""

    def __init__(self, humanoid: Humanoid) -> None: ...

    def target_m(self, x_m: np.ndarray) -> np.ndarray:
        """shape (K, 2): pressure of the whole, ahead and left, when that of the stance foot is x (K,) ahead."""
        ...

    def under_m(self, cop_x_m: np.ndarray) -> np.ndarray:
        """shape (K,): how far ahead the pressure of the stance foot is when that of the whole is (K,) ahead."""
        ...

    def base_m(self) -> np.ndarray:
        """shape (k, 2): where the pressure of the whole can be, ahead and left of the stance ankle, counter-clockwise."""
        ...

    def commanded_m(self) -> np.ndarray:
        """shape (k, 2): the part of it to which she brings the pressure at will."""
        ...

    def split(self, ahead_m: float, medial_m: float) -> Split | None:
        """Pressures under both feet that make one; None on one foot. Plain floats: this is asked at every tick."""
        ...


class OneFoot(Footing):
    """All weight on the stance foot; sideways its pressure is meant to be on the middle line of the functional base."""

    feet, rolls, alike, springs = ("stance_foot",), True, False, None

    def __init__(self, humanoid: Humanoid) -> None:
        self._humanoid = humanoid

    def target_m(self, x_m: np.ndarray) -> np.ndarray:
        """On the middle line."""
        return np.column_stack([x_m, midline_m(self._humanoid, x_m)])

    def under_m(self, cop_x_m: np.ndarray) -> np.ndarray:
        """The same."""
        return cop_x_m

    def base_m(self) -> np.ndarray:
        """The functional base of the foot."""
        return functional_base(self._humanoid)

    def commanded_m(self) -> np.ndarray:
        """All of it."""
        return self.base_m()

    def split(self, ahead_m: float, medial_m: float) -> Split | None:
        """There is no other foot."""
        return None


class Beside(Footing):
    """Both feet flat, side by side under the hips.

    Under both the pressure is as far ahead, each on the middle line of its foot; so sideways the shares of the load follow from where the
    pressure of the whole is to be. That is how people balance on two feet: fore-aft by both ankles, sideways by loading one leg and
    unloading the other at the hips (Winter 1996).
    """

    feet, rolls, alike, springs = ("stance_foot", "free_foot"), False, True, (0.5, 0.5)

    def __init__(self, humanoid: Humanoid) -> None:
        self._humanoid = humanoid
        self._apart_m = apart_m(humanoid)
        x_m = functional_base(humanoid, feet=2)[:, 0]
        self._x_m = np.linspace(float(x_m.min()), float(x_m.max()), 41)
        self._middle_m = humanoid.side * midline_m(humanoid, self._x_m)

    def target_m(self, x_m: np.ndarray) -> np.ndarray:
        """Half-way between the feet, where nothing pulls her to one side."""
        return np.column_stack([x_m, np.full(len(x_m), self._humanoid.side * self._apart_m / 2)])

    def under_m(self, cop_x_m: np.ndarray) -> np.ndarray:
        """The same: both pressures are as far ahead."""
        return cop_x_m

    def base_m(self) -> np.ndarray:
        """The hull of the functional bases of both feet, as they are in double stance."""
        one = functional_base(self._humanoid, feet=2)
        other = one * [1, -1] + [0, self._humanoid.side * self._apart_m]
        return convex_hull(np.vstack([one, other]))

    def commanded_m(self) -> np.ndarray:
        """All of it."""
        return self.base_m()

    def split(self, ahead_m: float, medial_m: float) -> Split:
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

    def __init__(self, humanoid: Humanoid) -> None:
        self._humanoid = humanoid
        self.toes_m = toes_m(humanoid)

    @property
    def _toes(self) -> np.ndarray:
        x, medial = self.toes_m
        return np.array([x, self._humanoid.side * medial])

    def target_m(self, x_m: np.ndarray) -> np.ndarray:
        """The toes draw the whole back and toward them, by their share."""
        under = np.column_stack([x_m, midline_m(self._humanoid, x_m)])
        return (1 - self.share) * under + self.share * self._toes

    def under_m(self, cop_x_m: np.ndarray) -> np.ndarray:
        """By the lever rule."""
        return (cop_x_m - self.share * self.toes_m[0]) / (1 - self.share)

    def base_m(self) -> np.ndarray:
        """The hull of the functional base of the stance foot and the toes."""
        return convex_hull(np.vstack([functional_base(self._humanoid), self._toes]))

    def commanded_m(self) -> np.ndarray:
        """The functional base of the stance foot, drawn toward the toes by their share."""
        return (1 - self.share) * functional_base(self._humanoid) + self.share * self._toes

    def split(self, ahead_m: float, medial_m: float) -> Split:
        """The share that is meant."""
        (x, y), left = self.toes_m, 1 - self.share
        return Split(self.share, ((ahead_m - self.share * x) / left, (medial_m - self.share * y) / left), self.toes_m)


BEHIND_FL = 0.5
"""How far the toes of the kickstand are behind the stance ankle, foot lengths: just behind the heel, as coaches place them (judgement)."""


def toes_m(humanoid: Humanoid) -> tuple[float, float]:
    """Where the tip of the big toe stands in a kickstand: ahead of the stance ankle, medial of it."""
    return -BEHIND_FL * humanoid.proportions.segments["foot"].length_m, apart_m(humanoid)
