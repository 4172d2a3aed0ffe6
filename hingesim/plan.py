"""The plan of a hinge: a quasi-static path of postures, followed smoothly in time.

The path runs from the top (s = 0, standing on one leg in static equilibrium, with the band if there is one) to the
bottom (s = 1). The time law moves s up and down with minimum jerk. The plan knows nothing of outcomes: it is what the
trainee means to do, and nothing in it keeps the CoP inside the foot unless `hip_shift` says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from hingesim.band import BandLaw
from hingesim.body import band_hands
from hingesim.constants import GRAVITY_M_S2
from hingesim.errors import InfeasibleError
from hingesim.humanoid import JOINT, JOINT_NAMES, Humanoid
from hingesim.kinematics import Frames, forward
from hingesim.parameters import Hinge, Scenario
from hingesim.support import midline_m, stance_cop_m, static_cop_m

KNOTS = 101
TOP_KNEE_DEG = 5.0
"""Soft stance knee at the top (goodmorning knee flexion 5.3 deg, Schellenberg 2013)."""
TOP_HIP_DEG = 30.0
"""Trunk inclination left at the top when `lockout` is 0."""
ARM_FORWARD_DEG, ELBOW_DEG = 12.0, 8.0
"""Empty arms hang a little forward of vertical throughout, elbows soft. A weight in the hands pulls them straight down."""
FREE_KNEE_TOP_DEG, FREE_KNEE_REACH_DEG = 55.0, 8.0
"""Free knee: bent enough at the top that the foot clears the ground, nearly straight in full reach (SLRDL coaching form)."""
FREE_FOOT_CLEARANCE_M = 0.05
NECK_SHARE = -0.25
"""The head looks ahead: the neck extends by this share of the trunk inclination."""
READY_S, FINISH_S = 0.5, 1.0
"""Quiet stance before the first and after the last rep."""

PHASES = ("ready", "lower", "pause", "raise", "finish")


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


@dataclass(frozen=True)
class Schedule:
    """When the hinge goes where along its path."""

    starts_s: np.ndarray
    """shape (segments + 1,): boundaries of the segments, the last is the end of the run."""
    phase: np.ndarray
    """shape (segments,): index into PHASES."""
    ends: np.ndarray
    """shape (segments, 2): s at the begin and the end of each segment."""

    @property
    def duration_s(self) -> float:
        """End of the run."""
        return float(self.starts_s[-1])

    def phase_at(self, time_s: np.ndarray) -> np.ndarray:
        """shape (T,): index into PHASES."""
        return self.phase[self._segment(time_s)]

    def _segment(self, time_s: np.ndarray) -> np.ndarray:
        return np.clip(np.searchsorted(self.starts_s, time_s, side="right") - 1, 0, len(self.phase) - 1)

    def progress(self, time_s: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """s, its rate (1/s) and acceleration (1/s^2) at times of shape (T,): minimum jerk within a segment."""
        i = self._segment(time_s)
        length = np.diff(self.starts_s)[i]
        length = np.where(length > 0, length, 1.0)
        begin, way = self.ends[i, 0], self.ends[i, 1] - self.ends[i, 0]
        place, rate, acceleration = minimum_jerk((time_s - self.starts_s[i]) / length)
        return np.clip(begin + way * place, 0.0, 1.0), way * rate / length, way * acceleration / length**2


def minimum_jerk(u: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Place, rate and acceleration of the minimum-jerk move from 0 to 1 while u goes from 0 to 1; at rest beyond (Flash & Hogan 1985)."""
    u = np.clip(u, 0.0, 1.0)
    return u**3 * (10 - 15 * u + 6 * u**2), 30 * u**2 * (1 - u) ** 2, 60 * u * (1 - u) * (1 - 2 * u)


def schedule(scenario: Scenario) -> Schedule:
    """Ready, then lower, pause and raise for every rep, then a finish in quiet stance; or standing only."""
    hinge, experiment = scenario.hinge, scenario.experiment
    rep = [("lower", hinge.lower_s, 0.0, 1.0), ("pause", hinge.pause_s, 1.0, 1.0), ("raise", hinge.raise_s, 1.0, 0.0)]
    segments = [("ready", READY_S, 0.0, 0.0), *rep * hinge.reps, ("finish", FINISH_S, 0.0, 0.0)]
    if experiment.stance_only:
        at = experiment.hold
        segments = [("ready" if at < 0.5 else "pause", experiment.duration_s, at, at)]
    names, durations, begins, ends = zip(*segments, strict=True)
    phase = np.array([PHASES.index(name) for name in names])
    return Schedule(np.concatenate([[0.0], np.cumsum(durations)]), phase, np.column_stack([begins, ends]))


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
        joint_rad = _posture(humanoid, hinge, s, shank_rad, roll_rad, straight_arms=scenario.load.mass_kg > 0)
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

    start, _ = balanced(s[:1])
    shank = np.repeat(start, KNOTS)
    if hinge.hip_shift > 0:
        shank = (1 - hinge.hip_shift) * shank + hinge.hip_shift * balanced(s)[0]

    def side_error(roll: np.ndarray) -> np.ndarray:
        cop = evaluate(s, shank, roll[:, 0]).static_cop_m
        return cop[:, 1:] - midline_m(humanoid, cop[:, 0])[:, None]

    path = evaluate(s, shank, _newton(side_error, np.zeros((KNOTS, 1)))[:, 0])
    _refuse_impossible(humanoid, scenario, path, law)
    return path


def _posture(
    humanoid: Humanoid, hinge: Hinge, s: np.ndarray, shank_rad: np.ndarray, roll_rad: np.ndarray, *, straight_arms: bool
) -> np.ndarray:
    """shape (K, n): joint angles of the hinge at s for a given shank lean (forward) and roll (lateral) of the stance ankle."""

    def along(top_deg: float, bottom_deg: float) -> np.ndarray:
        return np.radians(top_deg + s * (bottom_deg - top_deg))

    trunk = along((1 - hinge.lockout) * min(TOP_HIP_DEG, hinge.depth_deg), hinge.depth_deg)
    lumbar = along(0.0, hinge.lumbar_round_deg)
    knee = along(min(TOP_KNEE_DEG, hinge.knee_bend_deg), hinge.knee_bend_deg)
    opening = along(0.0, hinge.pelvis_open_deg)
    pelvis = trunk - lumbar

    # The pelvis stays level sideways whatever the ankle does, and turns open about the long axis of the trunk.
    thigh_world = _turn_y(shank_rad) @ _turn_x(roll_rad) @ _turn_y(-knee)
    pelvis_world = _turn_y(pelvis) @ _turn_z(opening)
    hip_flexion, hip_abduction, hip_rotation = _angles_yxz(np.swapaxes(thigh_world, 1, 2) @ pelvis_world)

    free_thigh, free_knee = _free_leg(humanoid, hinge, s, trunk, shank_rad, knee)
    free_relative = np.swapaxes(pelvis_world, 1, 2) @ _turn_y(free_thigh)
    free_flexion, free_abduction, free_rotation = _angles_yxz(free_relative)

    q = np.zeros((len(s), len(JOINT_NAMES)))

    def put(name: str, value: np.ndarray | float) -> None:
        q[:, JOINT[name]] = value

    put("ankle_dorsiflexion", shank_rad)
    put("ankle_inversion", roll_rad)
    put("knee_flexion", knee)
    put("hip_flexion", hip_flexion)
    put("hip_abduction", hip_abduction)
    put("hip_rotation", hip_rotation)
    put("lumbar_flexion", lumbar)
    put("neck_flexion", NECK_SHARE * trunk)
    for arm in ("stance", "free"):
        put(f"{arm}_shoulder_flexion", trunk + (0.0 if straight_arms else np.radians(ARM_FORWARD_DEG)))
        put(f"{arm}_elbow_flexion", 0.0 if straight_arms else np.radians(ELBOW_DEG))
    put("free_hip_flexion", -free_flexion)
    put("free_hip_abduction", free_abduction)
    put("free_hip_rotation", free_rotation)
    put("free_knee_flexion", free_knee)
    return q


def _free_leg(
    humanoid: Humanoid, hinge: Hinge, s: np.ndarray, trunk: np.ndarray, shank: np.ndarray, knee: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Backward inclination of the free thigh and flexion of the free knee, shapes (K,), so that the foot clears the ground."""
    seg = humanoid.proportions.segments
    thigh = hinge.free_leg_reach * trunk
    wanted = np.radians(FREE_KNEE_TOP_DEG + s * hinge.free_leg_reach * (FREE_KNEE_REACH_DEG - FREE_KNEE_TOP_DEG))
    hip_height = humanoid.proportions.ankle_height_m + seg["shank"].length_m * np.cos(shank) + seg["thigh"].length_m * np.cos(shank - knee)
    knee_height = hip_height - seg["thigh"].length_m * np.cos(thigh)

    def lowest(flexion: np.ndarray) -> np.ndarray:
        tilt = thigh + flexion
        ankle = knee_height - seg["shank"].length_m * np.cos(tilt)
        heel, toe = (ankle - p[0] * np.sin(tilt) + p[2] * np.cos(tilt) for p in (humanoid.heel_m, humanoid.toe_m))
        return np.minimum(heel, toe)

    low, high = np.zeros_like(wanted), np.full_like(wanted, np.radians(135.0))
    for _ in range(20):
        middle = (low + high) / 2
        clear = lowest(middle) >= FREE_FOOT_CLEARANCE_M
        low, high = np.where(clear, low, middle), np.where(clear, middle, high)
    soft = np.radians(4.0)  # blends the two demands, so that the path has no kink
    return thigh, soft * np.logaddexp(wanted / soft, high / soft)


def _newton(error: Callable[[np.ndarray], np.ndarray], start: np.ndarray) -> np.ndarray:
    """Root of `error` at every knot: shapes (K, d) to (K, d).

    Chord method: the Jacobian hardly changes over these small angles, so it is taken afresh only every fourth time.
    """
    x, width = start, start.shape[1]
    jacobian = np.empty((len(x), width, width))
    for turn in range(24):
        value = error(x)
        if np.abs(value).max() < 1e-10:
            break
        if turn % 4 == 0:
            jacobian = np.stack([(error(x + 1e-6 * np.eye(width)[k]) - value) / 1e-6 for k in range(width)], axis=-1)
        x = x - np.clip(np.linalg.solve(jacobian, value[..., None])[..., 0], -0.2, 0.2)
    return x


def _refuse_impossible(humanoid: Humanoid, scenario: Scenario, path: HingePath, law: BandLaw | None) -> None:
    """Say in words why a plan cannot be followed, before anything is simulated."""
    if law is not None:
        stretch = np.linalg.norm(law.anchor_world_m - path.grip_m, axis=1).max() / law.rest_length_m
        if stretch > law.safe_stretch:
            raise InfeasibleError(
                f"band.distance_m: {scenario.band.distance_m:g} m would stretch the band to {stretch:.2f} times its rest length; "  # type: ignore[union-attr]
                f"{law.safe_stretch:g} times is the most a band is safe at: stand closer or use a longer band"
            )
    if not np.isfinite(path.joint_rad).all() or abs(path.static_cop_m[0] - stance_cop_m(humanoid)).max() > 1e-3:
        raise InfeasibleError(
            f"no upright stance balances a band pull of {path.band_tension_n[0]:.0f} N: "
            "stand closer, lower the anchor or use a lighter band"
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


def _turn(i: int, j: int, angle: np.ndarray) -> np.ndarray:
    out = np.zeros((len(angle), 3, 3)) + np.eye(3)
    out[:, i, i] = out[:, j, j] = np.cos(angle)
    out[:, j, i] = np.sin(angle)
    out[:, i, j] = -np.sin(angle)
    return out


def _turn_x(angle: np.ndarray) -> np.ndarray:
    return _turn(1, 2, angle)


def _turn_y(angle: np.ndarray) -> np.ndarray:
    return _turn(2, 0, angle)


def _turn_z(angle: np.ndarray) -> np.ndarray:
    return _turn(0, 1, angle)


def _angles_yxz(rotation: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Angles a, b, c with rotation = Ry(a) Rx(b) Rz(c), for rotations of shape (K, 3, 3)."""
    a = np.arctan2(rotation[:, 0, 2], rotation[:, 2, 2])
    b = -np.arcsin(np.clip(rotation[:, 1, 2], -1.0, 1.0))
    c = np.arctan2(rotation[:, 1, 0], rotation[:, 1, 1])
    return a, b, c
