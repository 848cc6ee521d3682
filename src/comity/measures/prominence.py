"""What two members' general prominence explains of a pair's value, and what it leaves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

RIDGE = 2.0
"""Weight of the pull of each country effect towards zero, in pairs."""


def excess(one: NDArray[np.intp], two: NDArray[np.intp], level: Vector, size: int) -> Vector:
    """Residuals of `level` = μ + α_one + α_two, each pair once, country effects by ridge regression.

    `one` and `two` are the members' numbers below `size`; members without pairs get no effect. Returns one
    residual per pair; their sum is zero.
    """
    if not len(level):
        return level
    matrix = np.zeros((size, size))
    np.add.at(matrix, (one, two), 1.0)
    matrix += matrix.T
    degree = matrix.sum(axis=1)
    mean = level.mean()
    right = np.bincount(one, level - mean, size) + np.bincount(two, level - mean, size)
    effect = np.linalg.solve(matrix + np.diag(degree + RIDGE), right)
    residual = level - mean - effect[one] - effect[two]
    return np.asarray(residual - residual.mean())
