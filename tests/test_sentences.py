"""Every sentence, caption and label is a function of measured numbers: none says what the numbers beside it contradict."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hingesim import HingesimError, Recording, Scenario, simulate
from hingesim.gallery.collection import read_gallery
from tests.claims import contradictions
from tests.synthetic import examples

GALLERY = Path(__file__).parents[1] / "gallery"
RANDOM, SEED = 200, 20261126
"""How many random scenarios are told, and where they come from."""


def check(r: Recording, what: str) -> int:
    """Number of texts read."""
    read, wrong = contradictions(r)
    assert not wrong, f"{what}: {wrong}"
    return read


@pytest.mark.parametrize("name", examples())
def test_examples_by_hand(name: str) -> None:
    assert check(examples()[name], name) >= 8


def test_the_pair(banded: Recording, fallen: Recording) -> None:
    assert check(banded, "with the band") > 20
    assert check(fallen, "without") > 12


@pytest.mark.slow
def test_the_gallery() -> None:
    for entry in read_gallery(GALLERY).entries:
        for run in entry.runs:
            check(simulate(run.scenario.replace(world={"engine": "mujoco"})), f"{entry.name}, {run.title}")


def drawn(rng: np.random.Generator) -> Scenario:
    """A valid scenario from anywhere in what coaches try."""
    hinge = {
        "knee_bend_deg": rng.uniform(5, 45),
        "depth_deg": rng.uniform(30, 90),
        "hip_shift": rng.choice([0.0, rng.uniform()]),
        "arm_reach_deg": rng.choice([80.0, rng.uniform(0, 100)]),
        "lower_s": rng.uniform(0.8, 3.5),
        "raise_s": rng.uniform(0.8, 3.5),
        "pause_s": rng.choice([0.0, 0.5, 1.0]),
        "stance": rng.choice(["left", "right"]),
    }
    athlete = {
        "sex": rng.choice(["female", "male"]),
        "mass_kg": rng.uniform(50, 100),
        "height_m": rng.uniform(1.5, 1.95),
        "sway": rng.choice([0, 1, 2]),
        "strength": rng.uniform(0.6, 1.3),
    }
    band = {"distance_m": rng.uniform(1.2, 2.4), "name": rng.choice(["light", "medium"])} if rng.uniform() < 0.6 else None
    world = {
        "seed": int(rng.integers(1000)),
        "engine": "mujoco",
        "push_ns": rng.choice([0.0, 0.0, 0.0, 6.0]),
        "push_direction_deg": rng.uniform(-180, 180),
    }
    fields = {"athlete": athlete, "hinge": hinge, "world": world}
    plain = {group: {key: v.item() if hasattr(v, "item") else v for key, v in values.items()} for group, values in fields.items()}
    scenario = Scenario().replace(**plain)
    return scenario.replace(band={k: v.item() if hasattr(v, "item") else v for k, v in band.items()}) if band else scenario


@pytest.mark.slow
def test_random_runs() -> None:
    rng, told = np.random.default_rng(SEED), 0
    for number in range(RANDOM):
        try:
            r = simulate(drawn(rng))
        except HingesimError:
            continue
        check(r, f"random {number}")
        told += 1
    assert told > RANDOM / 2
