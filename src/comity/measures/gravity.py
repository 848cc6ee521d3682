"""How much do two states trade, beside what their sizes, distance and ties would lead one to expect?

Structural gravity for one year: exports_ab = exp(exporter_a + importer_b + β'z_ab), estimated by Poisson
pseudo-maximum likelihood with both sets of effects. The ratio of actual to expected is a place among pairs,
not an amount of money that lies on the street.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measures.contract import Measure, Rows, gives
from comity.measures.matrices import Matrix
from comity.tables.columns import Columns, concat
from comity.terms.country import states

if TYPE_CHECKING:
    import duckdb

LEAST_EXPECTED = 1e6
"""Expected exports (US$) below which a ratio says nothing."""

LEAST_STATES = 3
"""With two states the effects alone fit both flows."""

RATIO = Measure(
    id="potential.ratio",
    question="potential",
    title="Actual over expected exports",
    unit="ratio",
    formula="x_ab / x̂_ab; x̂ = exp(π_a + χ_b + β'z_ab) by PPML in each year; z = ln distance, land border, trade "
    "agreement in force; 80 % interval from the scatter of pairs of like expected size",
    more="a sells more to b than expected",
    reference="doi:10.1162/rest.88.4.641",
    not_when="Never as money unrealised. With country effects in the model only shares are compared, not levels.",
    inputs=("trade", "trade_agreements", "contiguities"),
    decimals=2,
    low=0,
    among="all ordered pairs with expected exports of at least US$ 1 million in the same year",
)

_FLOWS = """
    SELECT year, exporter, importer, value FROM trade
    WHERE reported_by = 'compiler' AND commodity = 'total' AND exporter <> importer ORDER BY ALL"""


@gives(RATIO)
def gravity(con: duckdb.DuckDBPyConnection) -> Rows:
    """One model per year over all exporters and importers with trade in it."""
    from comity.measures.matrices import yearly

    located = {s.id: (s.capital_lat, s.capital_lng) for s in states() if s.capital_lat is not None}
    parts = []
    for year, flows in yearly(con, _FLOWS):
        ids = sorted((set(flows["exporter"]) | set(flows["importer"])) & set(located))
        ids, trade = _active(ids, _square(ids, flows["exporter"], flows["importer"], flows["value"]))
        if len(ids) < LEAST_STATES:
            continue
        distance = np.log(np.maximum(great_circle(np.array([located[s] for s in ids], dtype=float)), 50.0))
        z = np.stack([distance, _bordering(con, ids, year), _agreeing(con, ids, year)])
        expected = ppml(trade, z)
        parts.append(_ratios(ids, year, trade, expected))
    return {RATIO.id: concat(parts)}


def _active(ids: list[str], trade: Matrix) -> tuple[list[str], Matrix]:
    """Without the states that sell nothing or buy nothing: their effects have no estimate.

    Leaving one out can leave another without trade, so it is done until all have both.
    """
    while len(ids):
        active = (trade.sum(axis=0) > 0) & (trade.sum(axis=1) > 0)
        if active.all():
            break
        ids = [s for s, keep in zip(ids, active, strict=True) if keep]
        trade = trade[np.ix_(active, active)]
    return ids, trade


def ppml(trade: Matrix, z: NDArray[np.float64], *, steps: int = 100, tolerance: float = 1e-9) -> Matrix:
    """Expected flows of a square matrix by PPML with row and column effects; the diagonal is left out.

    `z` stacks the pair covariates (k x n x n). Newton steps on β with the effects concentrated out by
    weighted two-way demeaning (iteratively reweighted least squares). Rows and columns must have trade.
    Returns an n x n matrix whose row and column sums equal those of `trade`.
    """
    off = ~np.eye(len(trade), dtype=bool)
    y = np.where(off, trade, 0.0)
    mu = np.where(off, (y + y[off].mean()) / 2, 0.0)
    eta = np.log(np.where(off, mu, 1.0))
    previous = np.inf
    for _ in range(steps):
        working = np.where(off, eta + (y - mu) / np.where(off, mu, 1.0), 0.0)
        demeaned = [_demean(np.where(off, variable, 0.0), mu) for variable in (working, *z)]
        target, design = demeaned[0], np.stack(demeaned[1:])
        gram = np.einsum("iab,jab,ab->ij", design, design, mu)
        beta = np.linalg.lstsq(gram, np.einsum("iab,ab,ab->i", design, target, mu), rcond=None)[0]
        residual = target - np.einsum("i,iab->ab", beta, design)
        eta = np.where(off, working - residual, 0.0)
        mu = np.where(off, np.exp(np.clip(eta, -60, 60)), 0.0)
        deviance = float(2 * np.sum(np.where(y > 0, y * np.log(np.where(y > 0, y, 1.0) / np.where(off, mu, 1.0)), 0.0)))
        deviance -= float(2 * np.sum(y - mu))
        if abs(previous - deviance) <= tolerance * max(abs(deviance), 1.0):
            break
        previous = deviance
    return mu


def _demean(values: Matrix, weight: Matrix, *, sweeps: int = 400, tolerance: float = 1e-10) -> Matrix:
    """Residual of weighted row and column effects, by alternating projections."""
    rows, columns = weight.sum(axis=1), weight.sum(axis=0)
    left = values.copy()
    for _ in range(sweeps):
        by_row = (weight * left).sum(axis=1) / rows
        left -= by_row[:, None]
        by_column = (weight * left).sum(axis=0) / columns
        left -= by_column[None, :]
        if max(np.abs(by_row).max(), np.abs(by_column).max()) < tolerance:
            break
    return left


def _ratios(ids: list[str], year: int, trade: Matrix, expected: Matrix) -> Columns:
    judged = (expected >= LEAST_EXPECTED) & ~np.eye(len(ids), dtype=bool)
    i, j = np.nonzero(judged)
    ratio = trade[i, j] / expected[i, j]
    spread = _scatter(np.log(expected[i, j]), np.log(np.maximum(ratio, 1e-3)))
    names = np.asarray(ids, dtype=object)
    return {
        "a": names[i],
        "b": names[j],
        "period": np.full(len(i), year, dtype=np.int32),
        "value": ratio,
        "low": ratio * np.exp(-1.2816 * spread),
        "high": ratio * np.exp(1.2816 * spread),
    }


def _scatter(size: NDArray[np.float64], residual: NDArray[np.float64], bins: int = 20) -> NDArray[np.float64]:
    """Robust standard deviation of the residuals among pairs of like size (twentieths)."""
    order = np.argsort(np.argsort(size, kind="stable"), kind="stable") * bins // len(size)
    out = np.empty(len(size))
    for part in range(bins):
        here = order == part
        if here.any():
            middle = np.median(residual[here])
            out[here] = 1.4826 * np.median(np.abs(residual[here] - middle))
    return out


def great_circle(places: NDArray[np.float64]) -> Matrix:
    """Distances in km between every two of `places` (n x 2: latitude, longitude in degrees)."""
    latitude, longitude = np.radians(places[:, 0]), np.radians(places[:, 1])
    half = (
        np.sin((latitude[:, None] - latitude) / 2) ** 2
        + np.cos(latitude[:, None]) * np.cos(latitude) * np.sin((longitude[:, None] - longitude) / 2) ** 2
    )
    return np.asarray(2 * 6371.0 * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def _square(
    ids: list[str], a: NDArray[np.object_], b: NDArray[np.object_], value: NDArray[np.float64] | float
) -> Matrix:
    place = {s: i for i, s in enumerate(ids)}
    out = np.zeros((len(ids), len(ids)))
    row = np.array([place.get(s, -1) for s in a], dtype=int)
    column = np.array([place.get(s, -1) for s in b], dtype=int)
    known = (row >= 0) & (column >= 0)
    out[row[known], column[known]] = value[known] if isinstance(value, np.ndarray) else value
    return out


def _bordering(con: duckdb.DuckDBPyConnection, ids: list[str], year: int) -> Matrix:
    rows = con.execute(
        "SELECT a, b FROM contiguities WHERE kind = 1 AND ? BETWEEN first_year AND last_year", [year]
    ).fetchnumpy()
    one_way = _square(ids, rows["a"], rows["b"], 1.0)
    return np.maximum(one_way, one_way.T)


def _agreeing(con: duckdb.DuckDBPyConnection, ids: list[str], year: int) -> Matrix:
    rows = con.execute(
        "SELECT DISTINCT a, b FROM trade_agreements WHERE in_force_year <= ? AND coalesce(ended_year, 9999) > ?",
        [year, year],
    ).fetchnumpy()
    one_way = _square(ids, rows["a"], rows["b"], 1.0)
    return np.maximum(one_way, one_way.T)
