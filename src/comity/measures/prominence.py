"""What two members' general prominence explains of a pair's value, and what it leaves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

RIDGE = 2.0
"""Weight of the pull of each country effect towards zero, in pairs."""


def excess(one: NDArray[np.intp], two: NDArray[np.intp], level: Vector) -> Vector:
    """Residuals of `level` = μ + α_one + α_two, each pair once, country effects by ridge regression.

    `one` and `two` are the members' numbers. Returns one residual per pair; their sum is zero.
    """
    if not len(level):
        return level
    # Only members that have pairs take part, so that others, seen later, change no rounding.
    members, place = np.unique(np.r_[one, two], return_inverse=True)
    one, two, size = place[: len(one)], place[len(one) :], len(members)
    matrix = np.zeros((size, size))
    np.add.at(matrix, (one, two), 1.0)
    matrix += matrix.T
    degree = matrix.sum(axis=1)
    mean = level.mean()
    right = np.bincount(one, level - mean, size) + np.bincount(two, level - mean, size)
    effect = np.linalg.solve(matrix + np.diag(degree + RIDGE), right)
    residual = level - mean - effect[one] - effect[two]
    return np.asarray(residual - residual.mean())


def directed_excess(one: NDArray[np.intp], two: NDArray[np.intp], level: Vector) -> Vector:
    """Residuals of `level` = μ + α_one + β_two: how much a state does, and how much is done to one, apart.

    Ordered pairs, each once; effects by ridge regression. One residual per pair; their sum is zero.
    """
    if not len(level):
        return level
    actors, act = np.unique(one, return_inverse=True)
    targets, hit = np.unique(two, return_inverse=True)
    n, m = len(actors), len(targets)
    matrix = np.zeros((n + m, n + m))
    np.add.at(matrix, (act, n + hit), 1.0)
    matrix += matrix.T
    degree = matrix.sum(axis=1)
    mean = level.mean()
    right = np.r_[np.bincount(act, level - mean, n), np.bincount(hit, level - mean, m)]
    effect = np.linalg.solve(matrix + np.diag(degree + RIDGE), right)
    residual = level - mean - effect[act] - effect[n + hit]
    return np.asarray(residual - residual.mean())
