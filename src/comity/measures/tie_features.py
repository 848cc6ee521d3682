"""What else is known of every pair, as square matrices: where its own tie would stand in the network, and other layers.

A pair's own tie must not speak for itself: features are computed with that tie taken out (`without_own`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Layers = Mapping[str, Matrix]

DIMENSIONS = 12
NEAREST = 8
FOLDS = 10

WORDS = {
    "shared_allies": "allies in common",
    "rare_allies": "allies in common that have few others",
    "rarest_allies": "allies in common that have few others",
    "same_allies": "much the same allies",
    "blocs": "the bloc structure of alliances",
    "allies_of_allies": "allies of their allies",
    "smaller_circle": "number of allies of the less allied",
    "larger_circle": "number of allies of the more allied",
    "near_states": "alliances of nearby states",
    "nearest_state": "alliances of nearby states",
    "like_states": "alliances of states in the same organisations",
    "likest_state": "alliances of states in the same organisations",
    "nearness": "nearness",
    "organisations": "shared organisations",
    "small_organisations": "shared small organisations",
    "same_organisations": "much the same organisations",
    "stronger": "capability of the stronger",
    "weaker": "capability of the weaker",
    "rivals": "no rivalry",
    "common_rivals": "common rivals",
    "trade_treaty": "a trade agreement",
}
"""Each feature as a reader would call it."""


def network(tie: Matrix, near: Matrix, like: Matrix) -> dict[str, Matrix]:
    """Features of a 0/1 symmetric `tie`; `near` and `like` are row-wise shares of each state's nearest others.

    Common partners raw, by Adamic and Adar (2003) and by resource allocation; Jaccard; a singular value decomposition
    of rank DIMENSIONS; paths of three; degrees; ties of states that are near, or in the same organisations.
    """
    degree = tie.sum(axis=1)
    shared = tie @ tie
    left, value, right = np.linalg.svd(tie)
    rank = min(DIMENSIONS, len(tie))
    root = np.sqrt(np.maximum(degree, 1))
    by_near, by_like = near @ tie, like @ tie
    return {
        "shared_allies": shared,
        "rare_allies": (tie / np.log(np.maximum(degree, 2))) @ tie,
        "rarest_allies": (tie / np.maximum(degree, 1)) @ tie,
        "same_allies": shared / np.maximum(degree[:, None] + degree[None, :] - shared, 1),
        "blocs": (left[:, :rank] * value[:rank]) @ right[:rank],
        "allies_of_allies": shared @ tie / (root[:, None] * root[None, :]),
        "smaller_circle": np.minimum(degree[:, None], degree[None, :]),
        "larger_circle": np.maximum(degree[:, None], degree[None, :]),
        "near_states": by_near + by_near.T,
        "nearest_state": np.maximum(by_near, by_near.T),
        "like_states": by_like + by_like.T,
        "likest_state": np.maximum(by_like, by_like.T),
    }


def nearest(closeness: Matrix) -> Matrix:
    """Row-wise shares 1 / NEAREST for the states that are closest to each, itself left out."""
    size = len(closeness)
    count = min(NEAREST, size - 1)
    own = closeness.copy()
    np.fill_diagonal(own, -np.inf)
    chosen = np.argsort(-own, axis=1, kind="stable")[:, :count]
    shares = np.zeros((size, size))
    shares[np.arange(size)[:, None], chosen] = 1 / max(count, 1)
    return shares


def without_own(
    tie: Matrix, pairs: tuple[NDArray[np.intp], NDArray[np.intp]], make: Callable[[Matrix], Layers], seed: int
) -> dict[str, NDArray[np.float64]]:
    """Features of each pair, computed while the ties of its random tenth of all pairs are out of the network."""
    i, j = pairs
    fold = np.random.default_rng(seed).integers(0, FOLDS, len(i))
    found: dict[str, NDArray[np.float64]] = {}
    for k in range(FOLDS):
        out = fold == k
        rest = tie.copy()
        rest[i[out], j[out]] = rest[j[out], i[out]] = 0
        for name, matrix in make(rest).items():
            found.setdefault(name, np.zeros(len(i)))[out] = matrix[i[out], j[out]]
    return found
