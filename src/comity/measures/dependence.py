"""Who supplies whom, and how sure is the share?

A share is computed within each account of trade (importers' reports, exporters' reports, the compiled
series), so that prices and coverage cancel. Where accounts of one flow differ more than twofold the share
is given as bounds without a value, and so is the rank that it would imply. A year without the importer's
report inherits the last quarrel: if the accounts disagreed when both sides last reported, one side's word
later on does not settle it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measures.contract import Measure, Rows, gives
from comity.tables.columns import Columns

if TYPE_CHECKING:
    import duckdb

LEAST_RANKED = 0.001
"""Share of imports that a supplier must reach in some account to be given a rank."""

AGREE_WITHIN = 2.0
"""Ratio of the largest to the smallest share up to which accounts count as agreeing."""

_SHARE = (
    "share of {}, in each account of trade (importers' reports, exporters' reports, compiled series); "
    f"value = median of the accounts if none is more than {AGREE_WITHIN:g} times another; low, high = least and largest"
)
_REFERENCE = "https://wits.worldbank.org"

SUPPLIER_SHARE = Measure(
    id="dependence.supplier_share",
    question="dependence",
    title="Share of a's imports that b supplies",
    unit="share",
    formula=_SHARE.format("a's imports that come from b"),
    more="a buys more of its imports from b",
    reference=_REFERENCE,
    not_when="All goods together: says nothing of one good on which a may depend wholly.",
    inputs=("trade",),
    decimals=4,
    low=0,
    high=1,
    interval="span of the accounts",
    among="all suppliers of all states in the same year",
)
CUSTOMER_SHARE = Measure(
    id="dependence.customer_share",
    question="dependence",
    title="Share of a's exports that b buys",
    unit="share",
    formula=_SHARE.format("a's exports that go to b"),
    more="a sells more of its exports to b",
    reference=_REFERENCE,
    not_when="All goods together: says nothing of one good for which b may be the only buyer.",
    inputs=("trade",),
    decimals=4,
    low=0,
    high=1,
    interval="span of the accounts",
    among="all customers of all states in the same year",
)
SUPPLIER_RANK = Measure(
    id="dependence.supplier_rank",
    question="dependence",
    title="Rank of b among a's suppliers",
    unit="rank",
    formula="1 + number of suppliers with a certainly larger share (low) or a possibly larger one (high); "
    "value where b's accounts agree; only suppliers with 0.1 % of imports in some account",
    more="b is a lesser supplier",
    reference=_REFERENCE,
    not_when="Not where the state publishes some origins only as not specified: see the bounds.",
    inputs=("trade",),
    decimals=0,
    low=1,
    interval="span of the accounts",
    among="all suppliers of all states in the same year",
)
CONCENTRATION = Measure(
    id="dependence.import_concentration",
    question="dependence",
    title="Concentration of a's imports over suppliers",
    unit="index",
    formula="Herfindahl-Hirschman index Σ s², s = shares of suppliers in the compiled series",
    more="a depends on fewer suppliers",
    reference="https://wits.worldbank.org",
    not_when="Not beside an index over products.",
    inputs=("trade",),
    direction="state",
    decimals=4,
    low=0,
    high=1,
    among="all states in the compiled series in the same year",
)

_SHARES = """
    WITH flows AS (
        SELECT {self} AS a, {other} AS b, year AS period, reported_by, sum(value ORDER BY value) AS value FROM trade
        WHERE commodity = 'total' AND exporter <> importer GROUP BY ALL),
    totals AS (SELECT a, period, reported_by, sum(value ORDER BY b) AS total FROM flows GROUP BY ALL),
    shares AS (SELECT a, b, period, reported_by, value / nullif(total, 0) AS share
               FROM flows JOIN totals USING (a, period, reported_by)),
    accounts AS (
        SELECT a, b, period, min(share) AS least, max(share) AS most, median(share) AS middle, count(share) AS n,
               count(*) FILTER (reported_by = 'importer') = 1 AND count(*) > 1 AS two_sided
        FROM shares WHERE share IS NOT NULL GROUP BY ALL),
    remembered AS (
        SELECT *, last_value(CASE WHEN two_sided THEN least END IGNORE NULLS) OVER w AS least_then,
               last_value(CASE WHEN two_sided THEN most END IGNORE NULLS) OVER w AS most_then
        FROM accounts
        WINDOW w AS (PARTITION BY a, b ORDER BY period ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))
    SELECT a, b, period, n, middle,
           CASE WHEN NOT two_sided AND most_then > {agree} * least_then
                THEN least(least, least_then) ELSE least END AS low,
           CASE WHEN NOT two_sided AND most_then > {agree} * least_then AND n = 1
                THEN greatest(most, most_then) ELSE most END AS high
    FROM remembered"""


@gives(SUPPLIER_SHARE, CUSTOMER_SHARE, SUPPLIER_RANK, CONCENTRATION)
def dependence(con: duckdb.DuckDBPyConnection) -> Rows:
    """Shares with bounds from sums in a fixed order; ranks by counting who is surely or possibly ahead."""
    for name, own, other in (("supplier", "importer", "exporter"), ("customer", "exporter", "importer")):
        shares = _SHARES.format(self=own, other=other, agree=AGREE_WITHIN)
        con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {shares}")
    agree = f"high <= {AGREE_WITHIN} * low"
    bounded = (
        f"SELECT a, b, period, CASE WHEN {agree} THEN middle END AS value, "
        "CASE WHEN high > low THEN low END AS low, CASE WHEN high > low THEN high END AS high, n, "
        f"CASE WHEN NOT ({agree}) THEN 'not_reported' END AS state FROM {{}} WHERE high > 0"
    )
    ranked = f"SELECT * FROM supplier WHERE high >= {LEAST_RANKED} ORDER BY a, period, b"
    concentration = con.sql("""
        SELECT a, '-' AS b, period, sum(value * value ORDER BY b) / sum(value ORDER BY b) ** 2 AS value, count(*) AS n
        FROM (SELECT importer AS a, exporter AS b, year AS period, value FROM trade
              WHERE reported_by = 'compiler' AND commodity = 'total' AND exporter <> importer AND value > 0)
        GROUP BY a, period""")
    return {
        SUPPLIER_SHARE.id: con.sql(bounded.format("supplier")),
        CUSTOMER_SHARE.id: con.sql(bounded.format("customer")),
        SUPPLIER_RANK.id: ranks(con.execute(ranked).fetchnumpy()),
        CONCENTRATION.id: concentration,
    }


def ranks(shares: Columns) -> Columns:
    """Rank of each supplier with its bounds; `shares` holds a, b, period, low, high, middle, sorted by a, period.

    A supplier is surely ahead if its least share exceeds the other's largest, possibly ahead if its largest
    exceeds the other's least. Where a flow's accounts disagree the rank has bounds and no value.
    """
    low, high, middle = (np.asarray(shares[name], dtype=float) for name in ("low", "high", "middle"))
    group = shares["a"].astype(str).astype(object) + "/" + shares["period"].astype(str)
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    best, worst, likely = (np.empty(len(low)) for _ in range(3))
    for first, last in zip(starts, [*starts[1:], len(low)], strict=True):
        here = slice(first, last)
        best[here] = 1 + _above(low[here], high[here])
        # Whoever has a positive spread counts himself as possibly ahead of himself.
        worst[here] = 1 + _above(high[here], low[here]) - (high[here] > low[here])
        likely[here] = 1 + _above(middle[here], middle[here])
    agreed = high <= AGREE_WITHIN * low
    state = np.full(len(low), None, dtype=object)
    state[~agreed] = "not_reported"
    return {
        "a": shares["a"],
        "b": shares["b"],
        "period": shares["period"],
        "value": np.where(agreed, np.clip(likely, best, worst), np.nan),
        "low": np.where(worst > best, best, np.nan),
        "high": np.where(worst > best, worst, np.nan),
        "state": state,
    }


def _above(those: NDArray[np.float64], each: NDArray[np.float64]) -> NDArray[np.intp]:
    """For each value, how many of `those` are larger."""
    return len(those) - np.searchsorted(np.sort(those), each, side="right")
