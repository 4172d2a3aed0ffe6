"""What the foot beside the stance foot takes of the load, as torques on the joints between the two.

Seen from the stance foot, which is the root of the tree, the ground pushes on the free foot like an outer force: where it pushes with a
force F, the joints between both feet have J^T F less to do. The force is vertical, its place and size are those of `footing.Split`: they
do not push each other apart; a foot that is meant to slide is held back by friction as well.
"""

from __future__ import annotations

import math

import numpy as np

from hingesim.body.humanoid import Humanoid
from hingesim.body.kinematics import LinkPoses
from hingesim.motion.footing import Footing

STARTS_M_S = 0.02
"""Speed at which the foot is taken to slide rather than to stand: friction comes without a jump."""


class OtherFoot:
    """The load on the free foot along the plan. Its state is what it was last asked to carry.

    Args:
        humanoid: the body.
        footing: how the feet share the load.
        poses: of the postures at `s` along the plan.
        weight_n: body weight.
        friction: coefficient under the foot where it is meant to slide.
    """

    def __init__(self, humanoid: Humanoid, footing: Footing, poses: LinkPoses, weight_n: float, friction: float | None) -> None:
        self._footing, self._weight_n, self._friction = footing, weight_n, friction
        side, under = humanoid.side, np.zeros((len(poses.position_world_m), 3))
        self.commanded_m, self.moved_m = footing.commanded_m(), footing.moved_m

        def moves(x_m: float, medial_m: float) -> np.ndarray:
            """shape (K, 3, n): velocity of a point of the ground fixed to the free foot, per joint rate."""
            return poses.point_jacobian("free_foot", under + np.array([x_m, side * medial_m, 0.0]))

        middle = moves(0.0, 0.0)
        self._table = np.stack([middle, moves(1.0, 0.0) - middle, moves(0.0, 1.0) - middle], axis=1)
        self.torque_nm = np.zeros(middle.shape[-1])
        """shape (n,): what is added to the joints for it."""

    def carries(self, ahead_m: float, medial_m: float, load: float, place: float, rate_1_s: float) -> np.ndarray:
        """`torque_nm` when the pressure of the whole is to be here.

        Args:
            ahead_m: of the stance ankle.
            medial_m: of it.
            load: of both feet, in body weights.
            place: along the exercise, 0 to 1.
            rate_1_s: its rate.
        """
        split = self._footing.split(ahead_m, medial_m, place)
        if split is None:
            return self.torque_nm
        at = place * (len(self._table) - 1)
        i = min(int(at), len(self._table) - 2)
        x, y = split.free_m
        now = self._table[i] + (at - i) * (self._table[i + 1] - self._table[i])
        per_n = now[0] + x * now[1] + y * now[2]
        up = split.share * load * self._weight_n
        self.torque_nm = -up * per_n[2]
        if self._friction is not None:
            # What slides is held back: the leg pushes against it.
            back = self._friction * up * math.tanh(self._footing.slides_m(place) * rate_1_s / STARTS_M_S)
            self.torque_nm += back * per_n[0]
        return self.torque_nm
