"""What one state would be expected to sell another, from everything but their own trade.

Structural gravity for one year, exports_ab = exp(exporter_a + importer_b + β'z_ab), by Poisson
pseudo-maximum likelihood over all pairs. z: ln distance; ln distance times the log sizes of the two, since
distance weighs more between small states; land border; trade agreement in force.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from comity.measures.matrices import Matrix
from comity.measures.ppml.fit import Fit, ppml

DISTANCE = "ln distance"
SIZED = "ln distance x ln sizes"


@dataclass(frozen=True, slots=True, eq=False)
class Expectation:
    """Expected exports (n x n, rows sell to columns, unit of `trade`): fitted, and without the pair's own trade.

    Zero on the diagonal, and where the pair's trade is all that one of the two has, so that nothing is left
    to expect it from.
    """

    fitted: Matrix
    without_pair: Matrix
    fit: Fit


def expectation(trade: Matrix, ln_distance: Matrix, ties: Mapping[str, Matrix]) -> Expectation:
    """Expected exports of every state to every other.

    `trade` (n x n, not negative) has exports in every row and imports in every column; its diagonal is left
    out. `ties` are further pair covariates by name. Regressors that effects explain wholly are dropped.
    """
    off = ~np.eye(len(trade), dtype=bool)
    sold, bought = np.where(off, trade, 0.0).sum(axis=1), np.where(off, trade, 0.0).sum(axis=0)
    far = ln_distance - ln_distance[off].mean()
    size = np.log(np.outer(sold, bought))
    middle = float(size[off].mean())
    z = {DISTANCE: far, SIZED: far * (size - middle), **ties}
    row, column = np.nonzero(off)
    fit = ppml(trade[off], {name: matrix[off] for name, matrix in z.items()}, [row, column])
    fitted = np.zeros_like(trade)
    fitted[row[fit.sample.used], column[fit.sample.used]] = fit.fitted
    slope = dict(zip(fit.names, fit.beta, strict=True)).get(SIZED, 0.0)
    return Expectation(fitted, _without_pair(np.where(off, trade, 0.0), fitted, slope * far), fit)


def _without_pair(trade: Matrix, fitted: Matrix, slope: Matrix) -> Matrix:
    """Expected exports had the pair's own trade not been seen.

    Without cell ab, first-order conditions move the effects of a and b by factors
    (X_a − x_ab)/(X_a − μ_ab) and (M_b − x_ab)/(M_b − μ_ab), X and M the sums of trade, and the sizes that the
    slope of distance depends on by (X_a − x_ab)/X_a and (M_b − x_ab)/M_b. What the other effects and β then move
    is left out: below 1 % for nearly all pairs, see docs/validation.md.
    """
    sold, bought = trade.sum(axis=1, keepdims=True), trade.sum(axis=0, keepdims=True)
    rest_sold, rest_bought = sold - trade, bought - trade
    known = (rest_sold > 1e-9 * sold) & (rest_bought > 1e-9 * bought) & (fitted > 0)
    safe = np.where(known, trade, 0.0)
    move = np.log((sold - safe) / (sold - fitted)) + np.log((bought - safe) / (bought - fitted))
    smaller = np.log((sold - safe) / sold) + np.log((bought - safe) / bought)
    return np.where(known, fitted * np.exp(move + slope * smaller), 0.0)
