"""How far do pairs of like kind lie from what a model expects of them?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Codes = NDArray[np.intp]

_CLASSES = 20
_FEWEST = 50
"""Pairs that a class of like size needs at least; with fewer there are fewer classes."""

_PRIOR = 10.0
"""Pairs as which the scatter of all counts against a state's own."""

LOW, HIGH = 0.1, 0.9


def usual_range(residual: Vector, size: Vector, a: Codes, b: Codes) -> tuple[Vector, Vector, Vector]:
    """Where comparable pairs lie, for each pair: middle, lower and upper end of the middle four fifths.

    Comparable are pairs of like expected `size`, in classes of equal number; how far their residuals lie from
    the middle of the class is taken in units of the two states' own scatter, so that a state whose trade follows
    the model closely has a narrower range. `a` and `b` number the two states of each pair.
    """
    n = len(residual)
    classes = max(1, min(_CLASSES, n // _FEWEST))
    place = np.argsort(np.argsort(size, kind="stable"), kind="stable") * classes // max(n, 1)
    centre = _by_class(residual, place, classes, 0.5)
    away = residual - centre
    scale = np.sqrt((_scatter(away, a) ** 2 + _scatter(away, b) ** 2) / 2)
    low, high = (scale * _by_class(away / scale, place, classes, q) for q in (LOW, HIGH))
    return centre, centre + low, centre + high


def _by_class(values: Vector, place: Codes, classes: int, quantile: float) -> Vector:
    return np.array([np.quantile(values[place == c], quantile) for c in range(classes)])[place]


def _scatter(away: Vector, state: Codes) -> Vector:
    """Median absolute deviation of each pair's state, drawn towards that of all as if by ten further pairs."""
    overall = float(np.median(np.abs(away)))
    own = np.full(int(state.max()) + 1, overall)
    for one in np.unique(state):
        seen = np.abs(away[state == one])
        own[one] = (len(seen) * np.median(seen) + _PRIOR * overall) / (len(seen) + _PRIOR)
    return np.asarray(np.maximum(own, 1e-9)[state])
