"""Angle between the arms and the band at the bottom, in degrees: arms that go along with the band lie in its line."""

from __future__ import annotations

import numpy as np

from hingesim.body.band import anchor_world_m
from hingesim.body.humanoid import LINK
from hingesim.coaching.rep import Rep
from hingesim.motion.hands import band_arms


def measure(rep: Rep) -> float | None:
    """Degrees, the mean of the arms that hold it; None without a band, or with a weight, which makes the arms hang."""
    r = rep.recording
    if r.scenario.band is None or r.scenario.load.mass_kg > 0 or not len(rep.lowest):
        return None
    angles = []
    for arm in band_arms(r.scenario):
        hand = r.link_poses.hand_world_m(arm)[rep.lowest]
        along = hand - r.link_poses.position_world_m[rep.lowest, LINK[f"{arm}_shoulder_carrier"]]
        line = anchor_world_m(r.scenario.band) - hand
        cosine = (along * line).sum(axis=1) / np.linalg.norm(along, axis=1) / np.linalg.norm(line, axis=1)
        angles.append(np.degrees(np.arccos(np.clip(cosine, -1, 1))).mean())
    return float(np.mean(angles))
