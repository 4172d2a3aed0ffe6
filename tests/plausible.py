"""Random trials of plausibility: `python -m tests.plausible 300 mujoco [first seed]` simulates scenarios drawn from the ranges people
would ask for, sampled at every step, and prints the extremes of each."""

from __future__ import annotations

import sys
import time
from collections import Counter

import numpy as np

from hingesim import HingesimError, InfeasibleError, Scenario, simulate
from hingesim.body.contacts import PARTS, lowest_m
from hingesim.body.humanoid import JOINT_NAMES
from hingesim.recording.recording import Recording

BANDS = ("light", "medium", "strong")


def drawn(seed: int) -> Scenario:
    """A scenario of one seed; half of them in the exercise, a quarter standing, with pushes, launches, loads and bands now and then."""
    rng = np.random.default_rng(seed)

    def often(share: float) -> bool:
        return bool(rng.random() < share)

    height_m = float(rng.uniform(1.45, 2.0))
    athlete = {
        "sex": str(rng.choice(["female", "male"])),
        "height_m": height_m,
        "mass_kg": float(np.clip(rng.uniform(18.5, 32.0) * height_m**2, 36, 130)),
        "strength": float(rng.uniform(0.5, 1.6)),
        "sway": float(rng.uniform(0, 2)),
        "step": often(0.5),
    }
    hinge = {
        "depth_deg": float(rng.uniform(30, 90)),
        "knee_bend_deg": float(rng.uniform(0, 50)),
        "hip_shift": float(rng.uniform(0, 1)),
        "arm_reach_deg": float(rng.uniform(0, 110)),
        "lower_s": float(rng.uniform(0.3, 4)),
        "pause_s": float(rng.uniform(0, 1)),
        "raise_s": float(rng.uniform(0.3, 3)),
        "free_leg_reach": float(rng.uniform(0, 1)),
        "stance": str(rng.choice(["left", "right"])),
    }
    fields: dict = {"athlete": athlete, "hinge": hinge, "world": {"seed": seed}}
    if often(0.4):
        fields["band"] = {
            "name": str(rng.choice(BANDS)),
            "distance_m": float(rng.uniform(1.3, 2.6)),
            "anchor_height_m": float(rng.uniform(0.3, 1.8)),
        }
    if often(0.15):
        fields["load"] = {"mass_kg": float(rng.uniform(1, 16)), "hand": str(rng.choice(["both", "same", "opposite"]))}
        fields["hinge"]["arm_reach_deg"] = 0.0
        if "band" in fields and fields["load"]["hand"] == "both":  # no hand would be left
            fields["load"]["hand"] = "opposite"
    if often(0.25):
        fields["exercise"] = {"name": "quiet-stance", "duration_s": 4.0}
    if often(0.35):
        fields["world"] |= {"push_ns": float(rng.uniform(2, 40)), "push_direction_deg": float(rng.uniform(-180, 180))}
    if often(0.2):
        fields["experiment"] = {"initial_velocity_m_s": float(rng.uniform(-0.5, 0.5))}
    if often(0.2):
        fields["world"]["friction"] = float(rng.uniform(0.2, 1.2))
    return Scenario().replace(**fields)


def extremes(r: Recording) -> dict[str, float]:
    """What the limits of plausibility are about, over a recording."""
    rates = np.abs(r.joint_velocity_rad_s)
    return {
        "rate_rad_s": float(rates.max()),
        "speed_m_s": float(np.linalg.norm(r.com_velocity_world_m_s, axis=1).max()),
        "sunk_mm": -1000 * float(lowest_m(r.humanoid, r.link_poses.position_world_m, r.link_poses.rotation_world).min()),
        "ground_weights": float(r.grf_world_n[:, 2].max()) / r.weight_n,
    } | {part: float(r.load_n(part).max()) / 1000 for part in PARTS}


def main(count: int, engine: str, first: int = 0) -> None:
    told: Counter[str] = Counter()
    seen: list[dict[str, float]] = []
    began = time.perf_counter()
    for seed in range(first, first + count):
        try:
            r = simulate(drawn(seed).replace(world={"engine": engine}), sample_s=0.002)
        except HingesimError as error:
            told[type(error).__name__] += 1
            if not isinstance(error, InfeasibleError):
                print(seed, error, flush=True)
            continue
        told["ran"] += 1
        told["lost balance"] += bool(r.outcome.lost)
        most = extremes(r)
        seen.append(most)
        fastest = JOINT_NAMES[int(np.abs(r.joint_velocity_rad_s).max(axis=0).argmax())]
        print(seed, r.outcome.name, r.ended, fastest, *(f"{name} {value:.3g}" for name, value in most.items()), flush=True)
    print(dict(told), f"{time.perf_counter() - began:.0f} s")
    for name in seen[0]:
        values = [most[name] for most in seen]
        print(f"{name:16} median {np.median(values):8.3f}  95 % {np.quantile(values, 0.95):8.3f}  most {max(values):8.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 0)
