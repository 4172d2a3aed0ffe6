"""What a cell of a grid stands for where few runs were made: its own count fully, those of cells around it the less the farther they are.

Shares that vary little from cell to cell are known better together than alone (a kernel estimate of class shares: Nadaraya 1964, Watson
1964). Only along axes with something between their values; every value of another axis is a grid of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

NEAR = 0.9
"""Standard deviation of the weight over the distance, in steps of the grid: a run in the next cell counts 0.54, at a corner 0.29. Chosen on
one map of knee bend by distance, with `boundary.LEAD` (docs/maps.md)."""
FAR, FAINT = 2.5, 0.01
"""The same between the first points, and how little that counts: it tells only where nothing stands near."""
SHARP = 0.55
"""Standard deviation of the weight where shares are told rather than names: a wider one takes a sharp change for a doubtful one. Chosen on
the same map as `NEAR`."""
DRAWS = 400
"""Maps of other seeds that are imagined to tell how many cells they would name otherwise."""


def weighted(counts: np.ndarray, ordered: Sequence[bool], width: float = NEAR) -> np.ndarray:
    """Weight of every outcome in every cell; the first of those that weigh most names it.

    Args:
        counts: shape (cells along each axis ..., outcomes): runs.
        ordered: for each axis whether its cells tell about one another.
        width: standard deviation of the weight over the distance, in steps.
    """
    near, far = counts.astype(float), counts.astype(float)
    for axis, along in enumerate(ordered):
        if along:
            near, far = _spread(near, axis, width), _spread(far, axis, FAR)
    return np.round(near + FAINT * far, 9)  # a name must not hang on a last bit


def unlike(counts: np.ndarray, ordered: Sequence[bool], seeds: int) -> float:
    """Share of the cells that a map of other seeds, all run in every cell, is expected to name otherwise.

    Args:
        counts, ordered: as of `weighted`.
        seeds: runs of a cell in that map.
    """
    names, weights = weighted(counts, ordered).argmax(axis=-1), weighted(counts, ordered, SHARP)
    total = weights.sum(axis=-1, keepdims=True)
    shares = np.where(total > 0, weights, 1.0) / np.where(total > 0, total, weights.shape[-1])
    told = np.random.default_rng(0).multinomial(seeds, shares, size=(DRAWS, *names.shape))  # the same map says the same
    return float((told.argmax(axis=-1) != names).mean())


def _spread(weight: np.ndarray, axis: int, width: float) -> np.ndarray:
    """Weights along an axis, each over its neighbours."""
    place = np.arange(weight.shape[axis])
    kernel = np.exp(-((place[:, None] - place) ** 2) / (2 * width**2))
    return np.moveaxis(np.tensordot(kernel, weight, axes=(1, axis)), 0, axis)
