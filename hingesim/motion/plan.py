"""The plan of a hinge: a quasi-static path of postures, followed smoothly in time.

The path runs from the top (s = 0, standing on one leg in static equilibrium, with the band if there is one) to the
bottom (s = 1). The time law moves s up and down with minimum jerk. The plan knows nothing of outcomes: it is what the
trainee means to do, and nothing in it keeps the CoP inside the foot unless `hip_shift` says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hingesim.body.band import BandLaw
from hingesim.body.contacts import STUD_RADIUS_M, studs_m
from hingesim.body.humanoid import JOINT_NAMES, Humanoid
from hingesim.body.kinematics import LinkPoses
from hingesim.body.support import stance_cop_m, static_cop_m
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.common.errors import InfeasibleError, UnsolvedPlanError
from hingesim.motion.aid import Aid
from hingesim.motion.equilibrium import Equilibrium
from hingesim.motion.footing import Footing
from hingesim.motion.hands import refuse_full_hands
from hingesim.scenario.parameters import Scenario

KNOTS = 101
HEELWARD_M = 0.03
"""How far behind mid-foot a full `hip_shift` sends the CoP at the bottom: chosen, for a heel share near two thirds there."""
LEAST_SHARE = 0.05
"""Of the weight, on each of two feet: with less it would leave the ground as she sways (judgement)."""
TOUCHES_M = 0.001
"""A foot that is planned this near to the ground stands on it."""
OFF_M = 1e-7
"""The static CoP of every planned posture is where it should be within this, or the plan is not solved."""


@dataclass(frozen=True)
class HingePath:
    """Postures along s in [0, 1]; stance ankle at the origin of x and y. Shapes: K knots, n joints."""

    s: np.ndarray
    joint_rad: np.ndarray
    """shape (K, n)."""
    link_poses: LinkPoses
    com_m: np.ndarray
    """shape (K, 3)."""
    grip_m: np.ndarray
    """shape (K, 3): point where the band is held (mean of the hands on it)."""
    band_force_n: np.ndarray
    """shape (K, 3): expected static pull of the band on the grip; zero without a band."""
    static_cop_m: np.ndarray
    """shape (K, 2)."""
    footing: Footing
    """What she stands on."""
    aid: Aid | None
    """What else holds her."""
    aid_m: np.ndarray
    """shape (K, 3): where it acts; the grip where there is none."""
    aid_n: np.ndarray
    """shape (K, 3): its expected static force."""

    @property
    def band_tension_n(self) -> np.ndarray:
        """shape (K,)."""
        return np.linalg.norm(self.band_force_n, axis=1)


def hinge_path(humanoid: Humanoid, scenario: Scenario, law: BandLaw | None) -> HingePath:
    """Solve the posture at every knot.

    `hip_shift` 0 keeps the shank at its starting angle; 0.5 leans it so that the static CoP stays at mid-foot, 1 so that it goes
    `HEELWARD_M` behind that by the bottom; below 0.5 the shank angle is blended, above it the CoP. Sideways the CoP follows the middle of
    the functional base, toward the big toe as it runs forward.

    Raises:
        InfeasibleError: no posture satisfies the combination; says which joint or force stands in the way.
        UnsolvedPlanError: the solver did not find its way.
    """
    refuse_full_hands(scenario)
    shift, s = scenario.hinge.hip_shift, np.linspace(0.0, 1.0, KNOTS)
    equilibrium, mid_m = Equilibrium(humanoid, scenario, law), float(stance_cop_m(humanoid)[0])
    start = equilibrium.stance(mid_m)
    if not np.isfinite(start).all():
        _refuse_stance(equilibrium)
    ankle = np.tile(start, (KNOTS, 1))
    x = mid_m - max(2 * shift - 1, 0.0) * HEELWARD_M * s
    if shift > 0:
        balanced = equilibrium.followed(s, x, start)
        if not np.isfinite(balanced).all():
            _refuse_shift(s[np.isnan(balanced).any(axis=1)][0])
        ankle[:, 0] += min(2 * shift, 1.0) * (balanced[:, 0] - ankle[:, 0])
        ankle[:, 1] = balanced[:, 1]
    if shift < 0.5:
        ankle[:, 1] = equilibrium.level(s, ankle[:, 0], ankle[:, 1])
    posed = equilibrium.posed(s, ankle)
    cop = static_cop_m(humanoid.mass_kg.sum() * GRAVITY_M_S2, posed.com_m, *posed.pulls())
    footing, held = equilibrium.footing, (equilibrium.aid, posed.aid_m, posed.aid_n)
    path = HingePath(s, posed.joint_rad, posed.link_poses, posed.com_m, posed.grip_m, posed.force_n, cop, footing, *held)
    _refuse_unsolved(path, np.where((s == 0) | (shift >= 0.5), x, footing.under_m(cop[:, 0], s)))
    if len(footing.feet) > 1:
        _refuse_one_sided(path, humanoid)
        _refuse_off_the_ground(path, humanoid, scenario)
    _refuse_out_of_reach(path)
    _refuse_impossible(humanoid, scenario, path, law)
    return path


def _refuse_unsolved(path: HingePath, x_m: np.ndarray) -> None:
    """A plan off its own static CoP is told as what it is, not simulated. `x_m` (K,) is where that of the stance foot was asked to be."""
    off = np.abs(path.static_cop_m - path.footing.target_m(x_m, path.s))[:, : 2 if path.footing.rolls else 1].max(axis=1)
    knot = int(np.argmax(np.where(np.isnan(off), np.inf, off)))
    if not off[knot] <= OFF_M:
        raise UnsolvedPlanError(
            f"the plan of this hinge could not be solved: {100 * path.s[knot]:.0f} % of the way down its pressure is "
            f"{1000 * off[knot]:.3g} mm off; a slightly different distance or knee bend may do"
        )


def _refuse_one_sided(path: HingePath, humanoid: Humanoid) -> None:
    """A plan for two feet needs weight on both."""
    for s, (x, y) in zip(path.s.tolist(), path.static_cop_m.tolist(), strict=True):
        split = path.footing.split(x, humanoid.side * y, s)
        if split is not None and not LEAST_SHARE <= split.share <= 1 - LEAST_SHARE:
            raise InfeasibleError(
                f"on two feet all weight would come onto one of them {100 * s:.0f} % of the way down: "
                "use a lighter weight or band, or both hands for it"
            )


def _refuse_off_the_ground(path: HingePath, humanoid: Humanoid, scenario: Scenario) -> None:
    """A foot that is to carry must reach the ground, and one beside the other must be flat on it."""
    studs = np.stack([path.link_poses.point_world_m("free_foot", stud)[:, 2] for stud in studs_m(humanoid, "free_foot")]) - STUD_RADIUS_M
    off = np.abs(studs).max(axis=0) if path.footing.alike else np.abs(studs.min(axis=0))
    knot = int(np.argmax(off))
    if off[knot] > TOUCHES_M:
        hinge, way = scenario.hinge, f"{100 * path.s[knot]:.0f} % of the way down"
        if hinge.pelvis_open_deg or hinge.pelvis_drop_deg:
            said = "keep the pelvis level and square (hinge.pelvis_open_deg and hinge.pelvis_drop_deg at 0)"
            raise InfeasibleError(f"the other foot would not stay on the ground {way}: {said}")
        raise InfeasibleError(
            f"the leg behind does not reach the ground {way}: send the hips farther back (hinge.hip_shift), or change depth or knee bend"
        )


def _refuse_out_of_reach(path: HingePath) -> None:
    """What is held against an aid must be at it all the way."""
    if path.aid is None:
        return
    missed = path.aid.missed_m(path.aid_m)
    knot = int(np.argmax(missed))
    if missed[knot] > TOUCHES_M:
        raise InfeasibleError(
            f"no posture keeps to the {path.aid.kind}: {100 * path.s[knot]:.0f} % of the way down it would be "
            f"{100 * missed[knot]:.1f} cm out of reach; change depth, knee bend or hip shift"
        )


def _refuse_stance(equilibrium: Equilibrium) -> None:
    if not equilibrium.banded:
        raise InfeasibleError("no upright stance holds this weight: use a lighter one")
    upright_n = float(np.linalg.norm(equilibrium.posed(np.zeros(1), np.zeros((1, 2))).force_n))
    raise InfeasibleError(
        f"no upright stance balances a band pull of {upright_n:.0f} N: stand closer, lower the anchor or use a lighter band"
    )


def _refuse_shift(s: float) -> None:
    raise InfeasibleError(
        f"no posture keeps the weight over the foot from {100 * s:.0f} % of the way down: "
        "use less hip shift, another distance or a lighter band"
    )


def _refuse_impossible(humanoid: Humanoid, scenario: Scenario, path: HingePath, law: BandLaw | None) -> None:
    """Say in words why a plan cannot be followed, before anything is simulated."""
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
