"""What the foot beside the stance foot takes of the load, as torques on the joints between the two.

Seen from the stance foot, which is the root of the tree, the ground pushes on the free foot like an outer force: where it pushes with a
force F, the joints between both feet have J^T F less to do. The force is vertical, its place and size are those of `footing.Split`: they
do not push each other apart.
"""

from __future__ import annotations

import numpy as np

from hingesim.body.humanoid import Humanoid
from hingesim.body.kinematics import Frames
from hingesim.motion.footing import Footing


class OtherFoot:
    """The load on the free foot along the plan. Its state is what it was last asked to carry.

    Args:
        humanoid: the body.
        footing: how the feet share the load.
        frames: of the postures at `s` along the plan.
        weight_n: body weight.
    """

    def __init__(self, humanoid: Humanoid, footing: Footing, frames: Frames, weight_n: float) -> None:
        self._footing, self._weight_n = footing, weight_n
        side = humanoid.side
        self.commanded_m = footing.commanded_m()
        under = np.zeros((len(frames.position_world_m), 3))

        def lifted(x_m: float, medial_m: float) -> np.ndarray:
            """shape (K, n): upward velocity of a point of the ground fixed to the free foot, per joint rate."""
            return frames.point_jacobian("free_foot", under + np.array([x_m, side * medial_m, 0.0]))[:, 2]

        middle = lifted(0.0, 0.0)
        self._table = np.stack([middle, lifted(1.0, 0.0) - middle, lifted(0.0, 1.0) - middle], axis=1)
        self.torque_nm = np.zeros(middle.shape[1])
        """shape (n,): what is added to the joints for it."""

    def carries(self, ahead_m: float, medial_m: float, load: float, place: float) -> np.ndarray:
        """`torque_nm` when the pressure of the whole is to be here.

        Args:
            ahead_m: of the stance ankle.
            medial_m: of it.
            load: of both feet, in body weights.
            place: along the exercise, 0 to 1.
        """
        split = self._footing.split(ahead_m, medial_m)
        if split is None:
            return self.torque_nm
        at = place * (len(self._table) - 1)
        i = min(int(at), len(self._table) - 2)
        x, y = split.free_m
        now = self._table[i] + (at - i) * (self._table[i + 1] - self._table[i])
        self.torque_nm = -split.share * load * self._weight_n * (now[0] + x * now[1] + y * now[2])
        return self.torque_nm
