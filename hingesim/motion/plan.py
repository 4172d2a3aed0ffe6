"""The plan of a hinge: a quasi-static path of postures, followed smoothly in time.

The path runs from the top (s = 0, standing on one leg in static equilibrium, with the band if there is one) to the
bottom (s = 1). The time law moves s up and down with minimum jerk. The plan knows nothing of outcomes: it is what the
trainee means to do, and nothing in it keeps the CoP inside the foot unless `hip_shift` says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from hingesim.body.band import BandLaw
from hingesim.body.humanoid import JOINT, JOINT_NAMES, Humanoid
from hingesim.body.kinematics import Frames, forward
from hingesim.body.support import midline_m, stance_cop_m, static_cop_m
from hingesim.body.whole import band_hands
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.common.errors import InfeasibleError
from hingesim.motion.posture import posture
from hingesim.scenario.parameters import Scenario

KNOTS = 101
EXACT_M = 1e-7
"""The static CoP of a planned posture is where it should be within this."""


@dataclass(frozen=True)
class HingePath:
    """Postures along s in [0, 1]; stance ankle at the origin of x and y. Shapes: K knots, n joints."""

    s: np.ndarray
    joint_rad: np.ndarray
    """shape (K, n)."""
    frames: Frames
    com_m: np.ndarray
    """shape (K, 3)."""
    grip_m: np.ndarray
    """shape (K, 3): point where the band is held (mean of the hands on it)."""
    band_force_n: np.ndarray
    """shape (K, 3): expected static pull of the band on the grip; zero without a band."""
    static_cop_m: np.ndarray
    """shape (K, 2)."""

    @property
    def band_tension_n(self) -> np.ndarray:
        """shape (K,)."""
        return np.linalg.norm(self.band_force_n, axis=1)


def hinge_path(humanoid: Humanoid, scenario: Scenario, law: BandLaw | None) -> HingePath:
    """Solve the posture at every knot.

    `hip_shift` 0 keeps the shank at its starting angle; 1 leans it so that the static CoP stays at mid-foot; between, the shank
    angle is blended. Sideways the CoP follows the middle of the functional base, toward the big toe as it runs forward.

    Raises:
        InfeasibleError: no posture satisfies the combination; says which joint or force stands in the way.
    """
    hinge = scenario.hinge
    s = np.linspace(0.0, 1.0, KNOTS)
    hands = band_hands(scenario)
    target = stance_cop_m(humanoid)

    def evaluate(s: np.ndarray, shank_rad: np.ndarray, roll_rad: np.ndarray) -> HingePath:
        joint_rad = posture(humanoid, hinge, s, shank_rad, roll_rad, hanging_arms=scenario.load.mass_kg > 0)
        frames = forward(humanoid, joint_rad)
        hand = np.stack([frames.hand_world_m(arm) for arm in hands], axis=1)
        grip = hand.mean(axis=1)
        force = law.force_on_hand_n(grip) if law else np.zeros_like(grip)
        com = frames.com_world_m
        weight = humanoid.mass_kg.sum() * GRAVITY_M_S2
        cop = static_cop_m(weight, com, grip[:, None], force[:, None])
        return HingePath(s, joint_rad, frames, com, grip, force, cop)

    def balanced(s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        def cop_error(lean: np.ndarray) -> np.ndarray:
            return evaluate(s, lean[:, 0], lean[:, 1]).static_cop_m - target

        lean = _newton(cop_error, np.zeros((len(s), 2)))
        return lean[:, 0], lean[:, 1]

    start, roll = balanced(s[:1])
    shank = np.repeat(start, KNOTS)
    if hinge.hip_shift > 0:
        shank = (1 - hinge.hip_shift) * shank + hinge.hip_shift * balanced(s)[0]

    def side_error(roll: np.ndarray) -> np.ndarray:
        cop = evaluate(s, shank, roll[:, 0]).static_cop_m
        return cop[:, 1:] - midline_m(humanoid, cop[:, 0])[:, None]

    path = evaluate(s, shank, _newton(side_error, np.full((KNOTS, 1), roll[0]))[:, 0])
    upright = evaluate(s[:1], np.zeros(1), np.zeros(1))
    _refuse_impossible(humanoid, scenario, path, law, float(upright.band_tension_n[0]))
    return path


def _newton(error: Callable[[np.ndarray], np.ndarray], start: np.ndarray) -> np.ndarray:
    """Root of `error` at every knot: shapes (K, d) to (K, d).

    Chord method: the Jacobian hardly changes over these small angles, so it is taken afresh only every fourth time.
    """
    x, width = start, start.shape[1]
    jacobian = np.empty((len(x), width, width))
    for turn in range(24):
        value = error(x)
        if np.abs(value).max() < EXACT_M:
            break
        if turn % 4 == 0:
            jacobian = np.stack([(error(x + 1e-6 * np.eye(width)[k]) - value) / 1e-6 for k in range(width)], axis=-1)
        x = x - np.clip(np.linalg.solve(jacobian, value[..., None])[..., 0], -0.2, 0.2)
    return x


def _refuse_impossible(humanoid: Humanoid, scenario: Scenario, path: HingePath, law: BandLaw | None, upright_pull_n: float) -> None:
    """Say in words why a plan cannot be followed, before anything is simulated."""
    ankle = JOINT["ankle_dorsiflexion"]
    leans = humanoid.lower_rad[ankle] <= path.joint_rad[0, ankle] <= humanoid.upper_rad[ankle]
    if not leans or not np.isfinite(path.joint_rad).all() or abs(path.static_cop_m[0] - stance_cop_m(humanoid)).max() > 1e-3:
        raise InfeasibleError(
            f"no upright stance balances a band pull of {upright_pull_n:.0f} N: stand closer, lower the anchor or use a lighter band"
        )
    if law is not None:
        stretch = np.linalg.norm(law.anchor_world_m - path.grip_m, axis=1).max() / law.rest_length_m
        if stretch > law.safe_stretch:
            raise InfeasibleError(
                f"band.distance_m: {scenario.band.distance_m:g} m would stretch the band to {stretch:.2f} times its rest length; "  # type: ignore[union-attr]
                f"{law.safe_stretch:g} times is the most a band is safe at: stand closer or use a longer band"
            )
    over = np.maximum(path.joint_rad - humanoid.upper_rad, humanoid.lower_rad - path.joint_rad)
    knot, joint = np.unravel_index(np.argmax(over), over.shape)
    if over[knot, joint] > 0:
        low, high = np.degrees([humanoid.lower_rad[joint], humanoid.upper_rad[joint]])
        raise InfeasibleError(
            f"no posture satisfies this hinge: {JOINT_NAMES[joint].replace('_', ' ')} would have to reach "
            f"{np.degrees(path.joint_rad[knot, joint]):.0f} deg, the joint allows {low:.0f} to {high:.0f}; "
            "change depth, knee bend, hip shift or band distance"
        )
