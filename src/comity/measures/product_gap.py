"""Does what one state sells another look like what the one sells and the other buys?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from comity.measures.contract import NO_ROWS, Measure, Rows, gives
from comity.measures.export_potential import ease, supply, unreached
from comity.tables.columns import Columns, cells, concat
from comity.terms.details import Product
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb

LEAST_REPORTERS = 30
"""Reporters that an account of a year needs before shares in it stand for the world's."""

LEAST_SOLD = 1e6
"""Exports to the partner (US$) below which a basket is an accident."""

NAMED = 3
"""Products with the widest gaps, which the details name."""

UNREACHED = Measure(
    id="potential.unreached_share",
    question="potential",
    title="Share of export potential by product that trade does not reach",
    unit="share",
    formula="Σ_k max(0, EPI_abk − v_abk) / Σ_k EPI_abk; EPI = (v_ak / v_k) · v_bk · ease_ab, ease_ab = v_ab / Σ_k "
    "(v_ak / v_k) v_bk, without growth, tariffs and distances; mean of exporters' and importers' accounts, low and "
    "high are the two",
    more="what a sells b is less like what a sells elsewhere and b buys elsewhere",
    reference="Decreux and Spies (2016), Export Potential Assessments. International Trade Centre, Geneva",
    not_when="Never as money: by construction all potential of a pair sums to its trade. It counts only the products "
    "that the sources at hand cover, and knows neither transport costs nor tariffs nor taste.",
    inputs=("commodity_trade",),
    decimals=2,
    low=0,
    high=1,
    interval=Interval.BOTH_SIDES,
    details=Product,
    among="all ordered pairs with exports of at least US$ 1 million in the products covered in the same year",
)

_GOODS = """
    WITH whole AS (SELECT * FROM commodity_trade WHERE exporter <> importer AND coalesce(months, 12) = 12),
    kept AS (SELECT year, nomenclature FROM whole GROUP BY year, nomenclature
             QUALIFY row_number() OVER (PARTITION BY year ORDER BY count(*) DESC, nomenclature) = 1)
    SELECT year, reported_by, exporter, importer, commodity, sum(value) AS value
    FROM whole JOIN kept USING (year, nomenclature) GROUP BY ALL HAVING sum(value) > 0 ORDER BY ALL"""


@gives(UNREACHED)
def product_gap(con: duckdb.DuckDBPyConnection) -> Rows:
    """One account at a time: shares of exporters' reports are never mixed with importers'."""
    from comity.measures.matrices import yearly

    parts = []
    for year, goods in yearly(con, _GOODS):
        accounts = {name: goods["reported_by"] == name for name in ("exporter", "importer", "compiler")}
        found = [
            gaps({n: v[rows] for n, v in goods.items()})
            for name, rows in accounts.items()
            if rows.any() and _reporters(goods, name, rows) >= LEAST_REPORTERS
        ]
        if found:
            parts.append(_joined(year, found))
    return {UNREACHED.id: concat(parts) or NO_ROWS}


def _reporters(goods: Columns, account: str, rows: NDArray[np.bool_]) -> int:
    sides = {"exporter": ("exporter",), "importer": ("importer",), "compiler": ("exporter", "importer")}[account]
    return min(len(set(goods[side][rows])) for side in sides)


Gap = tuple[float, int, tuple[Product, ...]]


def gaps(goods: Columns) -> dict[tuple[str, str], Gap]:
    """By pair: the share unreached, the number of products in its potential, and the products with the widest gaps."""
    states, code = np.unique(np.r_[goods["exporter"], goods["importer"]].astype(str), return_inverse=True)
    i, j = code[: len(goods["exporter"])], code[len(goods["exporter"]) :]
    products, k = np.unique(goods["commodity"].astype(str), return_inverse=True)
    n, m, value = len(states), len(products), goods["value"].astype(float)
    sold, bought, total = _table(i, k, value, (n, m)), _table(j, k, value, (n, m)), _table(i, j, value, (n, n))
    supplied, eased = supply(sold), ease(total, sold, bought)
    out: dict[tuple[str, str], Gap] = {}
    for a in np.flatnonzero((total >= LEAST_SOLD).any(axis=1)):
        own = i == a
        flows = _table(j[own], k[own], value[own], (n, m))
        share, gap = unreached(flows, supplied[a], bought, eased[a])
        for b in np.flatnonzero((total[a] >= LEAST_SOLD) & np.isfinite(share)):
            widest = [p for p in np.argsort(-gap[b], kind="stable")[:NAMED] if gap[b, p] > 0]
            covered = int(((supplied[a] > 0) & (bought[b] > 0)).sum())
            named = tuple(Product(str(products[p])) for p in widest)
            out[str(states[a]), str(states[b])] = (float(share[b]), covered, named)
    return out


def _table(row: NDArray[Any], column: NDArray[Any], value: NDArray[np.float64], shape: tuple[int, int]) -> Any:
    return np.bincount(row * shape[1] + column, value, shape[0] * shape[1]).reshape(shape)


def _joined(year: int, found: list[dict[tuple[str, str], Gap]]) -> Columns:
    """Accounts side by side: mean, span, and the details of the account that has more products in it."""
    pairs = sorted(set().union(*found))
    accounts = [[account[p] for account in found if p in account] for p in pairs]
    spans = [np.clip([c[0] for c in account], 0, 1) for account in accounts]
    return {
        "a": np.array([a for a, _ in pairs], dtype=object),
        "b": np.array([b for _, b in pairs], dtype=object),
        "period": np.full(len(pairs), year, dtype=np.int32),
        "value": np.array([s.mean() for s in spans]),
        "low": np.array([s.min() for s in spans]),
        "high": np.array([s.max() for s in spans]),
        "n": np.array([max(c[1] for c in account) for account in accounts], dtype=np.int32),
        "details": cells((max(account, key=lambda c: c[1])[2] for account in accounts), len(pairs)),
    }
