"""Roots of many small systems of equations at once: a damped Newton method with a fresh Jacobian at every step."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from hingesim.common.linear import solve

Errors = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""Which system each row belongs to, shape (R,), and its unknowns, shape (R, d); returns what is left over, shape (R, d)."""

DIFFERENCE = 1e-6
"""Step of the difference quotients; the unknowns are angles of order 0.1."""
LONGEST_STEP = 0.2
"""No unknown moves farther than this at once."""
LEAST_SHARE = 2.0**-12
"""A step that still makes things worse at this share of its length points nowhere."""
TURNS = 60


def newton_roots(errors: Errors, start: np.ndarray, within: float) -> np.ndarray:
    """Root of every system, shape (K, d), from a start of that shape; NaN where the method does not arrive.

    A step is halved until it brings its system closer, so a kink or a fold in the way cannot throw it about. Each turn asks for errors
    once, at the trial and beside it together, so that a Jacobian is at hand when the trial is taken.
    """
    x = start.copy()
    systems = np.arange(len(x))
    value, jacobian = _linearised(errors, systems, x)
    share = np.ones(len(x))
    for _ in range(TURNS):
        systems = np.flatnonzero((np.abs(value).max(axis=1) > within) & (share >= LEAST_SHARE))
        if not len(systems):
            break
        step = np.clip(_solved(jacobian[systems], value[systems]), -LONGEST_STEP, LONGEST_STEP)
        trial = x[systems] - share[systems, None] * step
        trial_value, trial_jacobian = _linearised(errors, systems, trial)
        closer = np.linalg.norm(trial_value, axis=1) < (1 - 0.1 * share[systems]) * np.linalg.norm(value[systems], axis=1)
        taken, refused = systems[closer], systems[~closer]
        x[taken], value[taken], jacobian[taken] = trial[closer], trial_value[closer], trial_jacobian[closer]
        share[taken] = np.minimum(1.0, 4 * share[taken])
        share[refused] /= 2
    return np.where(np.abs(value).max(axis=1, keepdims=True) <= within, x, np.nan)


def _linearised(errors: Errors, systems: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Errors (k, d) and Jacobians (k, d, d) at unknowns of shape (k, d), in one call."""
    count, width = x.shape
    beside = x[:, None] + DIFFERENCE * np.vstack([np.zeros(width), np.eye(width)])
    value = errors(np.repeat(systems, width + 1), beside.reshape(-1, width)).reshape(count, width + 1, width)
    return value[:, 0], np.swapaxes(value[:, 1:] - value[:, :1], 1, 2) / DIFFERENCE


def _solved(jacobian: np.ndarray, value: np.ndarray) -> np.ndarray:
    """shape (k, d): Newton steps; where a Jacobian is singular, the shortest step that does the most."""
    try:
        return solve(jacobian, value[..., None])[..., 0]
    except np.linalg.LinAlgError:
        return (np.linalg.pinv(jacobian) @ value[..., None])[..., 0]
