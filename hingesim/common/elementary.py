"""Sine and its like with the same bits on every processor.

NumPy has several of each and takes the one that suits the processor; those for AVX-512 differ from the others in the last bit. A body that
loses its balance makes such a bit visible within seconds, and a cluster of old and new processors is to give one table. What plans and runs
rest on comes from here; what is read from a finished recording need not. Powers above the square are written as products.
These ask the C library for one number after the other, which for the twenty joints of a posture is as quick.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np


def sin(angle_rad: np.ndarray | float) -> np.ndarray:
    """Sine."""
    return _each(math.sin, angle_rad)


def cos(angle_rad: np.ndarray | float) -> np.ndarray:
    """Cosine."""
    return _each(math.cos, angle_rad)


def arcsin(ratio: np.ndarray | float) -> np.ndarray:
    """Angle in rad of a sine from -1 to 1."""
    return _each(math.asin, ratio)


def arccos(ratio: np.ndarray | float) -> np.ndarray:
    """Angle in rad of a cosine from -1 to 1."""
    return _each(math.acos, ratio)


def arctan2(y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Angle in rad of the points (x, y), arrays of one shape."""
    return _each(math.atan2, y, x)


def _each(function: Callable[..., float], *arrays: np.ndarray | float) -> np.ndarray:
    """A function of floats, entry by entry; what is not a number stays none."""
    given = [np.asarray(array, dtype=float) for array in arrays]
    return np.array(list(map(function, *(array.ravel().tolist() for array in given)))).reshape(given[0].shape)
