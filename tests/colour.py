"""Colour as eyes see it: relative luminance and contrast, CIELAB distance, and the three colour-vision deficiencies.

Luminance and contrast: WCAG 2.2. CIELAB: CIE 15, D65. Deficiencies: Machado, Oliveira & Fernandes 2009, "A Physiologically-based
Model for Simulation of Color Vision Deficiency", table of matrices for severity 1, applied to linear RGB.
"""

from __future__ import annotations

import numpy as np

DEFICIENCIES = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
WHITE = TO_XYZ.sum(axis=1)


def rgb(colour: str) -> np.ndarray:
    """shape (3,), 0 to 255: of #rrggbb."""
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], float)


def over(colour: str, under: str, opacity: float) -> str:
    """What `colour` of this opacity looks like over `under`."""
    return "#" + "".join(f"{round(v):02x}" for v in opacity * rgb(colour) + (1 - opacity) * rgb(under))


def linear(srgb: np.ndarray) -> np.ndarray:
    """shape (..., 3), 0 to 1: linear light of sRGB values from 0 to 255."""
    if np.asarray(srgb).dtype == np.uint8:
        return LINEAR[srgb]
    v = np.asarray(srgb, float) / 255
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


def luminance(srgb: np.ndarray) -> np.ndarray:
    """shape (...): relative luminance, 0 black to 1 white."""
    return linear(srgb) @ TO_XYZ[1]


def contrast(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """shape (...): contrast ratio, 1 to 21."""
    a, b = luminance(one), luminance(two)
    return (np.maximum(a, b) + 0.05) / (np.minimum(a, b) + 0.05)


def lab(colour: str, deficiency: str | None = None) -> np.ndarray:
    """shape (3,): CIELAB, as seen with a deficiency when one is named."""
    light = linear(rgb(colour))
    if deficiency:
        light = np.clip(np.array(DEFICIENCIES[deficiency]) @ light, 0, 1)
    return _lab(light)


def lab_of(srgb: np.ndarray) -> np.ndarray:
    """shape (..., 3): CIELAB of sRGB values from 0 to 255."""
    return _lab(linear(srgb))


def _lab(light: np.ndarray) -> np.ndarray:
    ratio = light @ TO_XYZ.T / WHITE
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1)


def distance(one: str, two: str, deficiency: str | None = None) -> float:
    """CIELAB distance (CIE 1976); about 2 is just noticeable side by side."""
    return float(np.linalg.norm(lab(one, deficiency) - lab(two, deficiency)))


LINEAR = linear(np.arange(256.0))
"""Linear light of whole sRGB values: pictures are looked up."""
