"""A conditional logit with a ridge, small enough to be refitted for every disputing pair left out."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
RIDGE = 1.0
"""Weak pull of each weight to zero: a standard normal prior, which keeps a feature of one decade within reason."""


def fit(designs: Sequence[Vector], chosen: Sequence[NDArray[np.bool_]]) -> Vector:
    """β at the maximum of Σ log P(chosen) − ridge/2 β'β. One design (candidates x features) for each choice."""
    beta = np.zeros(designs[0].shape[1])
    for _ in range(100):
        gradient, curvature = _slopes(designs, chosen, beta)
        step = np.linalg.solve(curvature, gradient)
        reach, now = 1.0, _height(designs, chosen, beta)
        while _height(designs, chosen, beta + reach * step) < now - 1e-12 and reach > 1e-6:
            reach /= 2
        beta = beta + reach * step
        if np.abs(step).max() < 1e-10:
            return beta
    raise ArithmeticError("the conditional logit did not converge")


def covariance(
    designs: Sequence[Vector], chosen: Sequence[NDArray[np.bool_]], beta: Vector, cluster: Sequence[Hashable]
) -> Vector:
    """Covariance of β, robust to choices of one cluster depending on each other."""
    _, curvature = _slopes(designs, chosen, beta)
    scores: dict[Hashable, Vector] = {}
    for x, y, group in zip(designs, chosen, cluster, strict=True):
        scores[group] = scores.get(group, np.zeros(len(beta))) + x[y].sum(axis=0) - y.sum() * _chance(x @ beta) @ x
    stacked = np.stack(list(scores.values()))
    inverse = np.linalg.inv(curvature)
    return inverse @ (stacked.T @ stacked) @ inverse * len(stacked) / (len(stacked) - 1)


def _chance(utility: Vector) -> Vector:
    lifted = np.exp(utility - utility.max())
    return lifted / lifted.sum()


def _height(designs: Sequence[Vector], chosen: Sequence[NDArray[np.bool_]], beta: Vector) -> float:
    total = -RIDGE / 2 * beta @ beta
    for x, y in zip(designs, chosen, strict=True):
        utility = x @ beta
        top = utility.max()
        total += utility[y].sum() - y.sum() * (top + np.log(np.exp(utility - top).sum()))
    return float(total)


def _slopes(designs: Sequence[Vector], chosen: Sequence[NDArray[np.bool_]], beta: Vector) -> tuple[Vector, Vector]:
    gradient, curvature = -RIDGE * beta, RIDGE * np.eye(len(beta))
    for x, y in zip(designs, chosen, strict=True):
        chance, n = _chance(x @ beta), y.sum()
        mean = chance @ x
        gradient = gradient + x[y].sum(axis=0) - n * mean
        curvature = curvature + n * ((x * chance[:, None]).T @ x - np.outer(mean, mean))
    return gradient, curvature
