"""How far do pairs of like kind lie from what a model expects of them?"""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True, eq=False)
class UsualRange:
    """Where comparable pairs lie, learnt from pairs that were seen.

    Comparable are pairs of like expected size, in classes of equal number that `edges` divide. `centre` is the
    middle residual of each class, `low` and `high` its tenths in units of the two states' own scatter, so that a
    state whose trade follows the model closely has a narrower range.
    """

    edges: Vector
    centre: Vector
    low: Vector
    high: Vector
    scatter: Vector

    def of(self, size: Vector, a: Codes, b: Codes) -> tuple[Vector, Vector, Vector]:
        """Middle, lower and upper end of the middle four fifths, for pairs of that size and those states."""
        place = np.searchsorted(self.edges, size, side="right")
        scale = _joint(self.scatter, a, b)
        centre = self.centre[place]
        return centre, centre + scale * self.low[place], centre + scale * self.high[place]


def usual_range(residual: Vector, size: Vector, a: Codes, b: Codes) -> UsualRange:
    """Learn from residuals of pairs of expected `size` between states numbered `a` and `b`.

    A state whose pairs were not seen has the scatter of all.
    """
    classes = max(1, min(_CLASSES, len(residual) // _FEWEST))
    edges = np.quantile(size, np.arange(1, classes) / classes)
    place = np.searchsorted(edges, size, side="right")
    centre = _by_class(residual, place, classes, 0.5)
    away = residual - centre[place]
    scatter = _scatter(away, a, b)
    scaled = away / _joint(scatter, a, b)
    low, high = (_by_class(scaled, place, classes, q) for q in (LOW, HIGH))
    return UsualRange(edges, centre, low, high, scatter)


def _by_class(values: Vector, place: Codes, classes: int, quantile: float) -> Vector:
    found = [values[place == c] for c in range(classes)]
    return np.array([np.quantile(v, quantile) if len(v) else 0.0 for v in found])


def _scatter(away: Vector, a: Codes, b: Codes) -> Vector:
    """Median absolute deviation of each state as seller and as buyer, drawn towards that of all.

    Returns both in one vector: sellers' first, then buyers'. The scatter of all counts like ten further pairs.
    """
    overall = float(np.median(np.abs(away)))
    states = int(max(a.max(), b.max())) + 1
    own = np.full(2 * states, overall)
    for offset, side in ((0, a), (states, b)):
        for one in np.unique(side):
            seen = np.abs(away[side == one])
            own[offset + one] = (len(seen) * np.median(seen) + _PRIOR * overall) / (len(seen) + _PRIOR)
    return np.asarray(np.maximum(own, 1e-9))


def _joint(scatter: Vector, a: Codes, b: Codes) -> Vector:
    states = len(scatter) // 2
    return np.asarray(np.sqrt((scatter[a] ** 2 + scatter[states + b] ** 2) / 2))
