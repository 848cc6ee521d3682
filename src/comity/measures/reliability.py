"""How far does each reporter's account usually stray from its partners', and to which side?

Model of the gap between the two reports of a flow, g = ln(M / X):

    g_ij = c + β_j − α_i + e_ij,    e_ij ~ t_ν(0, h_ij (s_i² + t_j²))

α_i is what exporter i reports too much with all its partners, β_j what importer j does; both are drawn towards 0
with a spread of `BIAS_SPREAD`, and the reporter of the median flow has none. s_i² and t_j² are the error variances
of a report of US$ 100 million; h lets smaller flows stray further. Only sums s_i² + t_j² show in the gaps: that
exporters and importers err alike on average is a restriction, and cannot be tested with these data. The fit is by
iteratively reweighted means for the biases and by the minorise-maximise step of Zhou et al.
(doi:10.1080/10618600.2018.1529601) for the variances.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Index = NDArray[np.intp]

FLOOR = 0.0025
"""Least error variance of a report: nobody's customs are better than 5 %."""

REFERENCE_SIZE = 1e8
"""Size of a flow, in US$, for which a reporter's error is given."""

BIAS_SPREAD = 0.3
"""Standard deviation, in log points, that reporters' biases have before any gap is seen."""

YEARS_KEPT = 9
"""Years, the last one included, whose gaps judge a reporter."""

_PRIOR_FLOWS = 3.0
_COLD, _WARM = 40, 8
_TAILS = np.array([1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 10.0, 30.0])
_FEW = 100


@dataclass(frozen=True, slots=True)
class Judged:
    """For each flow, in log points; all arrays have the flows' shape.

    `usual` is the gap that the two reporters have with everyone, c + β − α. `bias_x`, `bias_m` are α and β;
    `var_x`, `var_m` the error variances of the two reports at the flow's size; `unsure_x`, `unsure_m` the
    variances of the estimated biases; `tails` is ν.
    """

    usual: Vector
    bias_x: Vector
    bias_m: Vector
    var_x: Vector
    var_m: Vector
    unsure_x: Vector
    unsure_m: Vector
    tails: Vector


@dataclass(frozen=True, slots=True)
class Reporters:
    """One row for each state and year with gaps: biases and errors (standard deviations) in log points.

    NaN where the state has no gap in that role; `n_x`, `n_m` count the gaps behind each role.
    """

    state: NDArray[np.object_]
    year: NDArray[np.int64]
    bias_x: Vector
    bias_m: Vector
    error_x: Vector
    error_m: Vector
    n_x: Index
    n_m: Index


@dataclass(slots=True)
class _Fit:
    """Parameters of one window; arrays by state, `seen` counts flows in the two roles."""

    centre: float
    slope: float
    tails: float
    alpha: Vector
    beta: Vector
    s: Vector
    t: Vector
    unsure: tuple[Vector, Vector]
    seen: tuple[Index, Index]

    def height(self, size: Vector) -> Vector:
        """h: how many times the variance of a flow of the reference size."""
        return np.asarray(np.clip((size / REFERENCE_SIZE) ** -self.slope, 1 / 30, 30))


def reliability(
    exporters: NDArray[np.object_],
    importers: NDArray[np.object_],
    years: NDArray[np.generic],
    gap: Vector,
    size: Vector,
) -> tuple[Judged, Reporters]:
    """Judge every flow's two reporters by the gaps of the same and the eight years before, never later ones.

    `gap` is ln(M / X) and `size` the flow in US$; all have one shape. Rows may come in any order.
    """
    states, code = np.unique(np.r_[exporters, importers].astype(str), return_inverse=True)
    row, column = code[: len(gap)], code[len(gap) :]
    periods = np.asarray(years, dtype=np.int64)
    # Sums of floats depend on their order, so the order is fixed; a year's window is then one run of rows.
    order = np.lexsort((column, row, periods))
    row, column, periods = row[order], column[order], periods[order]
    sorted_gap, sorted_size = gap[order], np.maximum(size[order], 1.0)
    columns = np.empty((len(Judged.__slots__), len(gap)))
    found: list[tuple[int, _Fit]] = []
    for year, window, now in _windows(periods):
        before = found[-1][1] if found else None
        fit = _fit(row[window], column[window], sorted_gap[window], sorted_size[window], len(states), before)
        found.append((year, fit))
        columns[:, order[now]] = _judge(fit, row[now], column[now], sorted_size[now])
    return Judged(*columns), _reporters(states, found)


def foreseen(
    exporters: NDArray[np.object_],
    importers: NDArray[np.object_],
    years: NDArray[np.generic],
    gap: Vector,
    size: Vector,
    year: int,
) -> NDArray[np.bool_]:
    """Which gaps of `year` lie inside the 80 % interval that the years before it foretell; False elsewhere."""
    from scipy.special import stdtrit

    states, code = np.unique(np.r_[exporters, importers].astype(str), return_inverse=True)
    row, column = code[: len(gap)], code[len(gap) :]
    periods = np.asarray(years, dtype=np.int64)
    past, now = (periods < year) & (periods >= year - YEARS_KEPT), periods == year
    fit = _fit(row[past], column[past], gap[past], np.maximum(size[past], 1.0), len(states), None)
    judged = Judged(*_judge(fit, row[now], column[now], np.maximum(size[now], 1.0)))
    spread = np.sqrt(judged.var_x + judged.var_m + judged.unsure_x + judged.unsure_m)
    inside = np.zeros(len(gap), dtype=bool)
    inside[now] = np.abs(gap[now] - judged.usual) <= stdtrit(judged.tails, 0.9) * spread
    return inside


def _windows(periods: NDArray[np.int64]) -> Iterator[tuple[int, slice, slice]]:
    for year in np.unique(periods).tolist():
        first, here, end = np.searchsorted(periods, [year - YEARS_KEPT + 1, year, year + 1]).tolist()
        yield int(year), slice(first, end), slice(here, end)


def _judge(fit: _Fit, row: Index, column: Index, size: Vector) -> NDArray[np.float64]:
    height = fit.height(size)
    alpha, beta = fit.alpha[row], fit.beta[column]
    unsure = (fit.unsure[0][row], fit.unsure[1][column])
    tails = np.full(len(row), fit.tails)
    return np.stack(
        [fit.centre + beta - alpha, alpha, beta, height * fit.s[row], height * fit.t[column], *unsure, tails]
    )


def _fit(row: Index, column: Index, gap: Vector, size: Vector, k: int, before: _Fit | None) -> _Fit:
    """Parameters of one window of flows; `before` is where to start from."""
    centre = float(np.median(gap))
    spread = max(float(np.median(np.abs(gap - centre))) / 0.6745, 2 * FLOOR**0.5)
    seen = (np.bincount(row, minlength=k), np.bincount(column, minlength=k))
    fit = _Fit(
        centre=centre,
        slope=_slope(gap - centre, size),
        tails=4.0 if before is None else before.tails,
        alpha=np.zeros(k) if before is None else before.alpha.copy(),
        beta=np.zeros(k) if before is None else before.beta.copy(),
        s=np.full(k, spread**2 / 2) if before is None else before.s.copy(),
        t=np.full(k, spread**2 / 2) if before is None else before.t.copy(),
        unsure=(np.full(k, BIAS_SPREAD**2), np.full(k, BIAS_SPREAD**2)),
        seen=seen,
    )
    height = fit.height(size)
    steps = _COLD if before is None else _WARM
    for step in range(steps):
        _improve(fit, row, column, gap, height, k)
        if step in (steps // 2, steps - 2):
            fit.tails = _heaviness(fit, row, column, gap, height)
    _balance(fit)
    _centre(fit)
    return fit


def _improve(fit: _Fit, row: Index, column: Index, gap: Vector, height: Vector, k: int) -> None:
    """One step of all parameters."""
    variance = height * (fit.s[row] + fit.t[column])
    left = gap - fit.centre + fit.alpha[row] - fit.beta[column]
    trust = (fit.tails + 1) / (fit.tails + left**2 / variance)
    weight = trust / variance
    prior = BIAS_SPREAD**-2
    total = np.bincount(row, weight, k)
    fit.alpha -= (np.bincount(row, weight * left, k) + prior * fit.alpha) / (total + prior)
    left = gap - fit.centre + fit.alpha[row] - fit.beta[column]
    total_m = np.bincount(column, weight, k)
    fit.beta += (np.bincount(column, weight * left, k) - prior * fit.beta) / (total_m + prior)
    fit.unsure = (1 / (total + prior), 1 / (total_m + prior))
    left = gap - fit.centre + fit.alpha[row] - fit.beta[column]
    shift = float((weight * left).sum() / weight.sum())
    fit.centre += shift
    left -= shift
    pull, hold = weight * left**2 * height / variance, height / variance
    usual = _usual(fit)
    for values, at in ((fit.s, row), (fit.t, column)):
        numerator = np.bincount(at, pull, k) + _PRIOR_FLOWS * usual / values**2
        denominator = np.bincount(at, hold, k) + _PRIOR_FLOWS / values
        values[:] = np.maximum(values * np.sqrt(numerator / denominator), FLOOR)


def _usual(fit: _Fit) -> float:
    """Geometric mean of the error variances of all reporters that have flows."""
    known = np.r_[fit.s[fit.seen[0] > 0], fit.t[fit.seen[1] > 0]]
    return float(np.exp(np.log(known).mean()))


def _balance(fit: _Fit) -> None:
    """Let exporters and importers err alike on average, which the gaps alone cannot tell."""
    s, t = (values[seen > 0] for values, seen in zip((fit.s, fit.t), fit.seen, strict=True))
    shift = float(np.clip((s.mean() - t.mean()) / 2, FLOOR - t.min(), s.min() - FLOOR))
    fit.s -= shift
    fit.t += shift
    np.maximum(fit.s, FLOOR, out=fit.s)
    np.maximum(fit.t, FLOOR, out=fit.t)
    idle = [seen == 0 for seen in fit.seen]
    usual = _usual(fit)
    fit.s[idle[0]] = fit.t[idle[1]] = usual


def _centre(fit: _Fit) -> None:
    """Let the reporter of the median flow have no bias in either role; what that moves belongs to the usual gap."""
    for values, seen, sign in ((fit.alpha, fit.seen[0], -1), (fit.beta, fit.seen[1], 1)):
        middle = _weighted_median(values[seen > 0], seen[seen > 0])
        values[seen > 0] -= middle
        fit.centre += sign * middle


def _weighted_median(values: Vector, weights: Index) -> float:
    order = np.argsort(values, kind="stable")
    below = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(below, below[-1] / 2)])


def _slope(left: Vector, size: Vector) -> float:
    """κ in h = size^−κ: how fast the squared typical gap falls with size, over classes of a half power of ten."""
    classes = np.floor(2 * np.log10(size)).astype(int)
    classes -= int(classes.min())
    count = np.bincount(classes)
    levels = [c for c in range(len(count)) if count[c] >= _FEW]
    if len(levels) < 3:
        return 0.0
    typical = [2 * np.log(max(float(np.median(np.abs(left[classes == c]))), FLOOR)) for c in levels]
    middle = [float(np.median(np.log(size[classes == c]))) for c in levels]
    weights = np.sqrt(count[levels])
    return float(np.clip(-np.polyfit(middle, typical, 1, w=weights)[0], 0.0, 0.5))


def _heaviness(fit: _Fit, row: Index, column: Index, gap: Vector, height: Vector) -> float:
    """ν of the candidates under which the gaps are likeliest; 4 where gaps are few."""
    from math import lgamma, log

    if len(gap) < _FEW:
        return 4.0
    z2 = (gap - fit.centre + fit.alpha[row] - fit.beta[column]) ** 2 / (height * (fit.s[row] + fit.t[column]))
    likelihood = [
        len(z2) * (lgamma((v + 1) / 2) - lgamma(v / 2) - log(v) / 2) - (v + 1) / 2 * float(np.log1p(z2 / v).sum())
        for v in _TAILS
    ]
    return float(_TAILS[int(np.argmax(likelihood))])


def _reporters(states: NDArray[np.str_], found: list[tuple[int, _Fit]]) -> Reporters:
    parts = []
    for year, fit in found:
        here = np.flatnonzero((fit.seen[0] > 0) | (fit.seen[1] > 0))
        roles = [np.where(seen[here] > 0, 1.0, np.nan) for seen in fit.seen]
        parts.append(
            (
                states[here].astype(object),
                np.full(len(here), year, dtype=np.int64),
                fit.alpha[here] * roles[0],
                fit.beta[here] * roles[1],
                np.sqrt(fit.s[here]) * roles[0],
                np.sqrt(fit.t[here]) * roles[1],
                fit.seen[0][here],
                fit.seen[1][here],
            )
        )
    empty = (np.empty(0, object), np.empty(0, np.int64), *(np.empty(0),) * 4, *(np.empty(0, np.intp),) * 2)
    return Reporters(*(np.concatenate(c) for c in zip(*parts, strict=True))) if parts else Reporters(*empty)
