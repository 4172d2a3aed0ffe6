"""Small matrices without BLAS agree with LAPACK."""

from __future__ import annotations

import numpy as np
import pytest

from hingesim.common.linear import applied, cross, inverse, product, solve


@pytest.mark.parametrize("n", [1, 2, 5, 23])
def test_solutions_and_inverses_are_those_of_lapack(n: int) -> None:
    rng = np.random.default_rng(n)
    matrix, right = rng.standard_normal((7, n, n)), rng.standard_normal((7, n, 2))
    np.testing.assert_allclose(solve(matrix, right), np.linalg.solve(matrix, right), rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(inverse(matrix[0]), np.linalg.inv(matrix[0]), rtol=1e-8, atol=1e-10)


def test_a_zero_on_the_diagonal_is_no_obstacle_and_a_singular_matrix_is_refused() -> None:
    np.testing.assert_array_equal(inverse(np.array([[0.0, 2.0], [1.0, 0.0]])), [[0, 1], [0.5, 0]])
    with pytest.raises(np.linalg.LinAlgError):
        solve(np.ones((2, 2)), np.ones((2, 1)))


def test_products_are_those_of_matrices() -> None:
    a, b, v = (np.random.default_rng(0).standard_normal(shape) for shape in ((4, 3, 3), (4, 3, 3), 3))
    np.testing.assert_allclose(product(a, b), a @ b, atol=1e-14)
    np.testing.assert_allclose(applied(a, v), a @ v, atol=1e-14)
    np.testing.assert_array_equal(cross(a, v), np.cross(a, v))
