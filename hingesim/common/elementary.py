"""Sine and its like with the same bits on every processor.

NumPy has several of each and takes the one that suits the processor; those for AVX-512 differ from the others in the last bit. A body that
loses its balance makes such a bit visible within seconds, and a cluster of old and new processors is to give one table. What plans and runs
rest on comes from here; what is read from a finished recording need not. Powers above the square belong here too: write products.

Both for thousands of angles of a plan are sums and products, which no processor does differently; the others ask the C library for one
number after the other, which is quicker for few.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

_HALF_PI = (1.57079632673412561417e00, 6.07710050650619224932e-11)
"""Half a turn's half in two parts, the first with 33 bits, so that a small multiple of it is exact (fdlibm, Sun Microsystems 1993)."""
_SINE = (
    -1.66666666666666324348e-01,
    8.33333333332248946124e-03,
    -1.98412698298579493134e-04,
    2.75573137070700676789e-06,
    -2.50507602534068634195e-08,
    1.58969099521155010221e-10,
)
_COSINE = (
    4.16666666666666019037e-02,
    -1.38888888888741095749e-03,
    2.48015872894767294178e-05,
    -2.75573143513906633035e-07,
    2.08757232129817482790e-09,
    -1.13596475577881948265e-11,
)
"""Coefficients of both series up to an eighth of a turn, the same source."""


def sincos(angle_rad: np.ndarray | float) -> tuple[np.ndarray, np.ndarray]:
    """Sine and cosine of many angles, any shape, each within one unit in the last place of what it rounds to, up to ten turns."""
    angle = np.asarray(angle_rad, dtype=float)
    quarter = np.rint(angle * (2 / math.pi))
    x = (angle - quarter * _HALF_PI[0]) - quarter * _HALF_PI[1]
    z = x * x
    sine, cosine = np.full_like(z, _SINE[-1]), np.full_like(z, _COSINE[-1])
    for of_sine, of_cosine in zip(_SINE[-2::-1], _COSINE[-2::-1], strict=True):
        sine, cosine = of_sine + z * sine, of_cosine + z * cosine
    sine, cosine = x + x * z * sine, 1.0 - (0.5 * z - z * z * cosine)
    turned = quarter % 4
    odd, first, second = turned % 2 == 1, np.where(turned >= 2, -1.0, 1.0), np.where((turned == 1) | (turned == 2), -1.0, 1.0)
    return first * np.where(odd, cosine, sine), second * np.where(odd, sine, cosine)


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
    return np.array(list(map(math.atan2, y.ravel().tolist(), x.ravel().tolist()))).reshape(y.shape)


def _each(function: Callable[[float], float], array: np.ndarray | float) -> np.ndarray:
    """A function of floats, entry by entry; what is not a number stays none."""
    given = np.asarray(array, dtype=float)
    return np.array(list(map(function, given.ravel().tolist()))).reshape(given.shape)
