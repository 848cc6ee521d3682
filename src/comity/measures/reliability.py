"""How far does each reporter's account usually stray from its partners'?"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

FLOOR = 0.01
"""Least variance of a report: nobody's customs are better than a tenth."""

_STEPS = 30
_YEARS_KEPT = 12


def reliability(
    exporters: NDArray[np.object_], importers: NDArray[np.object_], years: NDArray[np.generic], gap: Vector
) -> tuple[Vector, Vector]:
    """Error variances (log points squared) of the exporter's and importer's report of each flow.

    `gap` is the log ratio of the two reports of each flow. Under independent errors its square has mean
    s_exporter + t_importer; both are fitted by alternating means of the clipped squares. Each year uses
    flows of the twelve years that end with it, never later ones.
    """
    states, code = np.unique(np.r_[exporters, importers].astype(str), return_inverse=True)
    row, column = code[: len(exporters)], code[len(exporters) :]
    periods = np.asarray(years, dtype=int)
    s, t = np.empty(len(gap)), np.empty(len(gap))
    for year in np.unique(periods):
        window = (periods <= year) & (periods > year - _YEARS_KEPT)
        now = periods == year
        by_exporter, by_importer = _fit(row[window], column[window], gap[window], len(states))
        s[now], t[now] = by_exporter[row[now]], by_importer[column[now]]
    return s, t


def _fit(row: NDArray[np.intp], column: NDArray[np.intp], gap: Vector, size: int) -> tuple[Vector, Vector]:
    centred = gap - np.median(gap)
    square = np.minimum(centred**2, np.quantile(centred**2, 0.95))
    overall = max(float(square.mean()) / 2, FLOOR)
    s = np.full(size, overall)
    t = np.full(size, overall)
    n_row, n_column = np.bincount(row, minlength=size), np.bincount(column, minlength=size)
    for _ in range(_STEPS):
        s = _shrunk(np.bincount(row, square - t[column], size), n_row, overall)
        t = _shrunk(np.bincount(column, square - s[row], size), n_column, overall)
    return s, t


def _shrunk(total: NDArray[Any], n: NDArray[np.intp], prior: float, weight: float = 5.0) -> Vector:
    """Means drawn towards the prior as if it were five further flows, and kept above the floor."""
    return np.asarray(np.maximum((total + weight * prior) / (n + weight), FLOOR))
