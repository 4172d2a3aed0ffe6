"""The energy ledger of a run: what muscles, tissue and the outside did, step by step, against what the body gained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import numpy as np

import hingesim.simulation.simulate as module
from hingesim import Recording, Scenario, simulate
from hingesim.body.contacts import PART_OF, spheres, surface
from hingesim.body.humanoid import JOINT_NAMES, LINK, Humanoid
from hingesim.body.kinematics import quaternion_rotations
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.engine import open_engine

N = len(JOINT_NAMES)


@dataclass
class Ledger:
    """Of every step of a run, in J: shapes (T,)."""

    mechanical: list[float] = field(default_factory=list)
    """Kinetic energy and energy of height after the step."""
    pressed: list[float] = field(default_factory=list)
    """Energy in the springs of the contacts, from how deep they are pressed."""
    work: list[float] = field(default_factory=list)
    """Done in the step by the torques of the joints and by outer forces."""

    @property
    def lost(self) -> np.ndarray:
        """shape (T,): what contacts and brakes have taken since the start: work done less energy gained."""
        energy = np.array(self.mechanical) + np.array(self.pressed)
        return np.cumsum(self.work) - (energy - energy[0])

    @property
    def made(self) -> float:
        """Most energy that came from nowhere between any two steps: the deepest fall of what was lost."""
        return float((np.maximum.accumulate(self.lost) - self.lost).max())


class Booked:
    """An engine whose every step is entered in a ledger."""

    def __init__(self, engine: Any, humanoid: Humanoid, ledger: Ledger, step_s: float) -> None:
        self._engine, self._ledger, self._step_s = engine, ledger, step_s
        links = list(humanoid.massive)
        self._rows = {link: row for row, link in enumerate(links)}
        self._mass, self._inertia = humanoid.mass_kg[links], humanoid.inertia_kg_m2[links]
        self._springs = [
            (
                self._rows[LINK[link]],
                sphere.centre_m - humanoid.com_m[LINK[link]],
                sphere.radius_m,
                surface(humanoid, link, 0).stiffness_n_m,
            )
            for link in PART_OF
            for sphere in spheres(humanoid, link)
        ]

    def __enter__(self) -> Booked:
        self._engine.__enter__()
        return self

    def __exit__(self, *what: Any) -> None:
        self._engine.__exit__(*what)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def step(self, torque: np.ndarray, forces: Sequence[tuple]) -> None:
        before, rates = self._engine.state().table, self._engine.joints()[N:]
        self._engine.step(torque, forces)
        after = self._engine.state().table
        work = torque @ (rates + self._engine.joints()[N:]) / 2
        for link, point, force in forces:
            row = self._rows[LINK[link]]
            work += np.mean([force @ (t[row, 3:6] + np.cross(t[row, 6:9], np.array(point) - t[row, :3])) for t in (before, after)])
        self._ledger.work.append(float(work) * self._step_s)
        turn = quaternion_rotations(after[:, 9:])
        spin = np.einsum("lji,lj->li", turn, after[:, 6:9])
        kinetic = (self._mass @ (after[:, 3:6] ** 2).sum(axis=1) + (self._inertia * spin**2).sum()) / 2
        self._ledger.mechanical.append(float(kinetic + self._mass @ after[:, 2] * GRAVITY_M_S2))
        depth = [(max(radius - (after[row, 2] + turn[row, 2] @ at), 0.0), n_m) for row, at, radius, n_m in self._springs]
        self._ledger.pressed.append(sum(n_m * d * d / 2 for d, n_m in depth))


def booked(scenario: Scenario, **options: float) -> tuple[Recording, Ledger]:
    """Simulate a scenario and keep its ledger from the first step on, the quiet stance before t = 0 included."""
    ledger = Ledger()

    def opened(humanoid: Humanoid, **settings: Any) -> Booked:
        return Booked(open_engine(humanoid, **settings), humanoid, ledger, settings["step_s"])

    with patch.object(module, "open_engine", opened):
        return simulate(scenario, **options), ledger
