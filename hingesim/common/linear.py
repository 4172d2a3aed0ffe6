"""Linear algebra of small matrices without BLAS.

The kernels of a BLAS add in an order that differs between processors, so that one run would not be the same bits on all machines of a
cluster. Here every sum has one order, and many small systems are treated at once.
"""

from __future__ import annotations

import numpy as np


def solve(matrix: np.ndarray, right: np.ndarray) -> np.ndarray:
    """shape (..., n, m): x in `matrix` x = `right`, by Gauss-Jordan elimination with row pivoting.

    Args:
        matrix: shape (..., n, n).
        right: shape (..., n, m), or one that broadcasts to it.

    Raises:
        np.linalg.LinAlgError: a matrix is singular.
    """
    n = matrix.shape[-1]
    right = np.broadcast_to(right, (*matrix.shape[:-1], right.shape[-1]))
    rows = np.concatenate([matrix, right], axis=-1, dtype=float).reshape(-1, n, n + right.shape[-1])
    each = np.arange(len(rows))
    for k in range(n):
        best = k + np.argmax(np.abs(rows[:, k:, k]), axis=1)
        pivot = rows[each, best]
        rows[each, best] = rows[:, k]
        if not pivot[:, k].all():
            raise np.linalg.LinAlgError("Singular matrix")
        pivot /= pivot[:, k, None]
        rows -= rows[:, :, k, None] * pivot[:, None]
        rows[:, k] = pivot
    return rows[..., n:].reshape(right.shape)


def inverse(matrix: np.ndarray) -> np.ndarray:
    """shape (..., n, n): inverses of matrices of that shape; raises like `solve`."""
    return solve(matrix, np.eye(matrix.shape[-1]))


def product(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """shape (..., i, k): products of matrices (..., i, j) and (..., j, k)."""
    return np.einsum("...ij,...jk->...ik", a, b)


def cross(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """shape (..., 3): products of vectors (..., 3); for a few of them in a fraction of the time of `np.cross`."""
    (ax, ay, az), (bx, by, bz) = ([vectors[..., k] for k in range(3)] for vectors in (a, b))
    out = np.empty(np.broadcast_shapes(a.shape, b.shape))
    for k, product_ in enumerate((ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx)):
        out[..., k] = product_
    return out


def applied(matrix: np.ndarray, vector: np.ndarray) -> np.ndarray:
    """shape (..., i): matrices (..., i, j) times vectors (..., j)."""
    return np.einsum("...ij,...j->...i", matrix, vector)
