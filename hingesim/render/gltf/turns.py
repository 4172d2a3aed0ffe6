"""Rotations over time as quaternions."""

from __future__ import annotations

import numpy as np


def quaternions(rotation: np.ndarray) -> np.ndarray:
    """shape (T, 4), x y z w: unit quaternions of rotation matrices of shape (T, 3, 3), without jumps of sign.

    The eigenvector of the largest eigenvalue of the matrix of Bar-Itzhack (2000), J Guid Control Dyn 23:1085, also where interpolation
    has left a matrix a little off a rotation.
    """
    r = np.asarray(rotation)
    k = np.zeros((len(r), 4, 4))
    trace = np.trace(r, axis1=1, axis2=2)
    k[:, :3, :3] = r + np.swapaxes(r, 1, 2) - trace[:, None, None] * np.eye(3)
    k[:, :3, 3] = np.stack([r[:, 2, 1] - r[:, 1, 2], r[:, 0, 2] - r[:, 2, 0], r[:, 1, 0] - r[:, 0, 1]], axis=1)
    k[:, 3, :3] = k[:, :3, 3]
    k[:, 3, 3] = trace
    quat = np.linalg.eigh(k)[1][:, :, -1]
    quat[0] *= 1 if quat[0, 3] >= 0 else -1
    turned = np.where((quat[1:] * quat[:-1]).sum(axis=1) < 0, -1, 1)
    quat[1:] *= np.cumprod(turned)[:, None]
    return quat


def pointing(direction: np.ndarray, lean: np.ndarray) -> np.ndarray:
    """shape (T, 4), x y z w: rotations that bring z along `direction` and x as close to `lean` as that allows.

    Args:
        direction: shape (T, 3), not zero and not along `lean`.
        lean: shape (3,).
    """
    z = direction / np.linalg.norm(direction, axis=1, keepdims=True)
    x = lean - (z @ lean)[:, None] * z
    x = x / np.linalg.norm(x, axis=1, keepdims=True)
    return quaternions(np.stack([x, np.cross(z, x), z], axis=2))
