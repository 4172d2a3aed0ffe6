"""What the world does to the trainee: a push, and a ground that moves."""

from __future__ import annotations

import math

import numpy as np

from hingesim.body.humanoid import LINK_NAMES, Humanoid
from hingesim.engine.protocol import Vector
from hingesim.motion.schedule import minimum_jerk
from hingesim.scenario.parameters import Scenario, World

PUSH_S = 0.1
"""Duration of a push."""
Force = tuple[str, Vector, Vector]
"""Link, world point and force."""


class Push:
    """The push of a scenario on the trunk: a half sine over `PUSH_S`."""

    def __init__(self, world: World, step_s: float) -> None:
        angle, count = math.radians(world.push_direction_deg), round(PUSH_S / step_s)
        self._direction = math.cos(angle), math.sin(angle)
        self._first = round(world.push_time_s / step_s)
        # Forces at the middle of each step, whose sum times the step is the impulse.
        peak = world.push_ns / step_s * math.sin(math.pi / (2 * count))
        self._profile = [peak * math.sin(math.pi * (k + 0.5) / count) for k in range(count)] if world.push_ns else []
        self.force_n: Vector = (0.0, 0.0, 0.0)

    def at(self, step: int, trunk_m: Vector) -> list[Force]:
        """The force of one step, and remembers it."""
        if not 0 <= step - self._first < len(self._profile):
            self.force_n = (0.0, 0.0, 0.0)
            return []
        size = self._profile[step - self._first]
        self.force_n = (size * self._direction[0], size * self._direction[1], 0.0)
        return [("trunk", trunk_m, self.force_n)]


class Platform:
    """A ground that translates fore-aft, seen from the ground: every link feels minus its mass times the ground's acceleration.

    Between two points of the profile the ground moves with minimum jerk; before the first and after the last it stands.
    """

    def __init__(self, scenario: Scenario, humanoid: Humanoid, step_s: float) -> None:
        self._points = np.array(scenario.experiment.platform) if scenario.experiment.platform else None
        self._links = [(row, LINK_NAMES[link], float(humanoid.mass_kg[link])) for row, link in enumerate(humanoid.massive)]
        self._step_s = step_s

    @property
    def moves(self) -> bool:
        """Whether the scenario has a profile."""
        return self._points is not None

    def motion(self, time_s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Position (m) and acceleration (m/s^2) of the ground along x at times of shape (T,)."""
        if self._points is None:
            return np.zeros_like(time_s), np.zeros_like(time_s)
        at, x = self._points.T
        i = np.clip(np.searchsorted(at, time_s, side="right") - 1, 0, len(at) - 2)
        length, way = np.diff(at)[i], np.diff(x)[i]
        place, _, acceleration = minimum_jerk((time_s - at[i]) / length)
        return x[i] + way * place, way * acceleration / length**2

    def at(self, step: int, table: np.ndarray) -> list[Force]:
        """Inertial forces of one step on all links, given the engine's `State.table`."""
        acceleration = float(self.motion(np.array([max(step, 0) * self._step_s]))[1][0])
        if step < 0 or acceleration == 0.0:
            return []
        return [(name, tuple(table[row, :3].tolist()), (-mass * acceleration, 0.0, 0.0)) for row, name, mass in self._links]
