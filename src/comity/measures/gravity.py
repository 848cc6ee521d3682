"""How much do two states trade, beside what their sizes, distance and ties would lead one to expect?

The expectation of a pair comes from all other pairs of the year, never from its own trade. The ratio of actual to
expected is a place among pairs, not an amount of money that lies on the street.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measures.comparable import usual_range
from comity.measures.contract import NO_ROWS, Measure, Rows, gives
from comity.measures.expectation import expectation
from comity.measures.matrices import Matrix
from comity.measures.succession import continued
from comity.tables.columns import Columns, concat
from comity.terms.country import states
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb

LEAST_EXPECTED = 1e6
"""Expected exports (US$) below which a ratio says nothing."""

LEAST_STATES = 4
"""With fewer states the effects fit all flows but one."""

RATIO = Measure(
    id="potential.ratio",
    question="potential",
    title="Actual over expected exports",
    unit="ratio",
    interval=Interval.CREDIBLE_80,
    formula="x_ab / (m x̂_ab); x̂ = exp(π_a + χ_b + β'z_ab) by PPML in each year over all other pairs (a's own trade "
    "with b left out); z = ln distance, ln distance × ln sizes, land border, trade agreement in force; m the middle of "
    "x / x̂ among pairs of like x̂, so that 1 is usual; 80 % interval: x_ab over the range of four fifths of them",
    more="a sells more to b than expected",
    reference="doi:10.1162/rest.88.4.641",
    not_when="Never as money unrealised. With country effects in the model only shares are compared, not levels. "
    "Small pairs scatter widely: read the interval. No recorded trade has no ratio.",
    inputs=("trade", "trade_agreements", "contiguities"),
    decimals=3,
    low=0,
    among="all ordered pairs with trade on record and expected exports of at least US$ 1 million in the same year",
)

_FLOWS = """
    SELECT year, exporter, importer, value FROM trade
    WHERE reported_by = 'compiler' AND commodity = 'total' AND exporter <> importer ORDER BY ALL"""


@gives(RATIO)
def gravity(con: duckdb.DuckDBPyConnection) -> Rows:
    """One model per year over all exporters and importers with trade in it.

    A pair without a row counts as zero for the model, which needs every cell, and gets no ratio itself.
    """
    from comity.measures.matrices import yearly

    located = {s.id: (s.capital_lat, s.capital_lng) for s in states() if s.capital_lat is not None}
    parts = []
    for year, flows in yearly(con, _FLOWS):
        ids = sorted((set(flows["exporter"]) | set(flows["importer"])) & set(located))
        recorded = _square(ids, flows["exporter"], flows["importer"], 1.0)
        ids, trade, recorded = _active(
            ids, _square(ids, flows["exporter"], flows["importer"], flows["value"]), recorded
        )
        if len(ids) < LEAST_STATES:
            continue
        ln_distance = np.log(np.maximum(great_circle(np.array([located[s] for s in ids], dtype=float)), 50.0))
        ties = {"border": _bordering(con, ids, year), "agreement": _agreeing(con, ids, year)}
        expected = expectation(trade, ln_distance, ties).without_pair
        parts.append(_ratios(ids, year, np.where(recorded > 0, trade, np.nan), expected))
    return {RATIO.id: concat(parts) or NO_ROWS}


def _active(ids: list[str], trade: Matrix, recorded: Matrix) -> tuple[list[str], Matrix, Matrix]:
    """Without the states that sell nothing or buy nothing: their effects have no estimate.

    Leaving one out can leave another without trade, so it is done until all have both.
    """
    while len(ids):
        active = (trade.sum(axis=0) > 0) & (trade.sum(axis=1) > 0)
        if active.all():
            break
        ids = [s for s, keep in zip(ids, active, strict=True) if keep]
        trade, recorded = trade[np.ix_(active, active)], recorded[np.ix_(active, active)]
    return ids, trade, recorded


def _ratios(ids: list[str], year: int, trade: Matrix, expected: Matrix) -> Columns:
    """Rows of the pairs with trade on record (not NaN) of which enough is expected."""
    i, j = np.nonzero((expected >= LEAST_EXPECTED) & np.isfinite(trade))
    trade, expected = trade[i, j], expected[i, j]
    sold = trade > 0
    value, low, high = (np.zeros(len(i)) for _ in range(3))
    if sold.any():
        residual = np.log(trade[sold] / expected[sold])
        size = np.log(expected[sold])
        middle, less, more = usual_range(residual, size, i[sold], j[sold]).of(size, i[sold], j[sold])
        ratio = np.exp(residual - middle)
        value[sold] = _digits(ratio, 3)
        low[sold] = np.maximum(0, value[sold] - _digits(ratio - np.exp(residual - more), 2))
        high[sold] = value[sold] + _digits(np.exp(residual - less) - ratio, 2)
    names = np.asarray(ids, dtype=object)
    return {
        "a": names[i],
        "b": names[j],
        "period": np.full(len(i), year, dtype=np.int32),
        "value": value,
        "low": low,
        "high": high,
    }


def _digits(values: NDArray[np.float64], digits: int) -> NDArray[np.float64]:
    """Values with so many digits, and no more decimals than the measure has: a ratio of 234.17 is 234."""
    unit = 10.0 ** np.maximum(np.floor(np.log10(np.maximum(values, 1e-12))) + 1 - digits, -RATIO.decimals)
    return np.asarray(np.round(values / unit) * unit)


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
    one, two = continued("a", str(year)), continued("b", str(year))
    rows = con.execute(
        f"SELECT DISTINCT {one} AS a, {two} AS b FROM trade_agreements "
        "WHERE in_force_year <= ? AND coalesce(ended_year, 9999) > ?",
        [year, year],
    ).fetchnumpy()
    one_way = _square(ids, rows["a"], rows["b"], 1.0)
    return np.maximum(one_way, one_way.T)
