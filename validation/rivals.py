"""How well an index finds rivals among pairs that are as much spoken of: what two sections share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
NEAREST = 30
DRAWS = 2000


def auc(index: Vector, positive: NDArray[np.bool_]) -> float:
    """Chance that a rival's index is above another pair's; ties count half."""
    others = np.sort(index[~positive])
    below = np.searchsorted(others, index[positive], "left") + np.searchsorted(others, index[positive], "right")
    return float(below.mean() / 2 / len(others))


def matched(index: Vector, volume: Vector, positive: NDArray[np.bool_]) -> Vector:
    """For each rival, the share of the pairs nearest in volume whose index lies below its own."""
    others = np.flatnonzero(~positive)
    shares = []
    for i in np.flatnonzero(positive):
        near = others[np.argsort(np.abs(volume[others] - volume[i]), kind="stable")[:NEAREST]]
        shares.append((index[near] < index[i]).mean() + (index[near] == index[i]).mean() / 2)
    return np.array(shares)


def interval(shares: Vector) -> tuple[float, float]:
    """95 % bootstrap interval of the mean over rivals."""
    draws = np.random.default_rng(20).choice(shares, (DRAWS, len(shares))).mean(axis=1)
    return float(np.quantile(draws, 0.025)), float(np.quantile(draws, 0.975))
