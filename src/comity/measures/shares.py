"""From flows in several accounts to shares with bounds, and from those to ranks: what dependence rests on.

A share is computed within each account of trade, so that prices and coverage cancel. Where accounts of one flow
differ more than twofold the share is given as bounds without a value, and so is the rank that it would imply. A
year without the state's own account inherits the last quarrel: if the accounts disagreed when both sides last
reported, one side's word later on does not settle it. Trade that the state's own account gives to no partner
may be anybody's, so it widens every partner's share upward and narrows none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.tables.columns import Columns

if TYPE_CHECKING:
    import duckdb

LEAST_RANKED = 0.001
"""Share of trade that a partner must reach in some account to be given a rank."""

AGREE_WITHIN = 2.0
"""Ratio of the largest to the smallest share up to which accounts count as agreeing."""

_SHARES = """
    WITH flows AS (
        SELECT {self} AS a, {other} AS b, year AS period, good, reported_by, value FROM {flows}),
    hidden AS (
        SELECT reporter AS a, year AS period, good, '{account}' AS reported_by, value AS hidden FROM ({hidden})),
    totals AS (
        SELECT a, period, good, reported_by, coalesce(named, 0) + coalesce(hidden, 0) AS total,
               coalesce(hidden, 0) AS hidden
        FROM (SELECT a, period, good, reported_by, sum(value ORDER BY b) AS named FROM flows GROUP BY ALL)
        FULL JOIN hidden USING (a, period, good, reported_by)),
    each AS (
        SELECT a, b, period, good, reported_by, value, total, hidden
        FROM flows JOIN totals USING (a, period, good, reported_by)
        UNION ALL
        SELECT p.a, p.b, p.period, p.good, t.reported_by, 0, t.total, t.hidden
        FROM (SELECT DISTINCT a, b, period, good FROM flows) p JOIN totals t USING (a, period, good)
             ANTI JOIN flows f ON f.a = p.a AND f.b = p.b AND f.period = p.period AND f.good = p.good
                               AND f.reported_by = '{account}'
        WHERE t.hidden > 0),
    accounts AS (
        SELECT a, b, period, good, min(value / total) AS least, max((value + hidden) / total) AS most,
               median(value / total) AS middle, count(*) AS n,
               count(*) FILTER (reported_by = 'importer') = 1 AND count(*) > 1 AS two_sided
        FROM each WHERE total > 0 GROUP BY ALL),
    remembered AS (
        SELECT *, last_value(CASE WHEN two_sided THEN least END IGNORE NULLS) OVER w AS least_then,
               last_value(CASE WHEN two_sided THEN most END IGNORE NULLS) OVER w AS most_then
        FROM accounts
        WINDOW w AS (PARTITION BY a, b, good ORDER BY period ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))
    SELECT a, b, period, good, n, middle,
           CASE WHEN NOT two_sided AND most_then > {agree} * least_then
                THEN least(least, least_then) ELSE least END AS low,
           CASE WHEN NOT two_sided AND most_then > {agree} * least_then AND n = 1
                THEN greatest(most, most_then) ELSE most END AS high
    FROM remembered"""


def lay_shares(con: duckdb.DuckDBPyConnection, flows: str, hidden: str) -> None:
    """Make the tables `supplier` and `customer` (a, b, period, good, n, middle, low, high).

    `flows` is a FROM item with exporter, importer, year, reported_by, good, value, each flow once in an account, or
    text with `{account}` in it for the account of the state whose shares are meant. `hidden` is a query for reporter,
    year, flow, good, value.
    """
    sides = (
        ("supplier", "importer", "exporter", "imports"),
        ("customer", "exporter", "importer", "exports"),
    )
    for name, own, other, flow in sides:
        query = _SHARES.format(
            self=own,
            other=other,
            account=own,
            flows=flows.format(account=own),
            hidden=f"SELECT * FROM ({hidden}) WHERE flow = '{flow}'",
            agree=AGREE_WITHIN,
        )
        con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")


def bounded(con: duckdb.DuckDBPyConnection, side: str, good: str) -> duckdb.DuckDBPyRelation:
    """Shares of `supplier` or `customer` in one good: the median of accounts that agree, with bounds."""
    agree = f"high <= {AGREE_WITHIN} * low"
    return con.sql(
        f"SELECT a, b, period, CASE WHEN {agree} THEN middle END AS value, "
        "CASE WHEN high > low THEN low END AS low, CASE WHEN high > low THEN high END AS high, n, "
        f"CASE WHEN NOT ({agree}) THEN 'not_reported' END AS state FROM {side} WHERE high > 0 AND good = '{good}'"
    )


def ranked(con: duckdb.DuckDBPyConnection, side: str, good: str) -> Columns:
    """Ranks of one state's partners in one good."""
    query = f"SELECT * FROM {side} WHERE high >= {LEAST_RANKED} AND good = '{good}' ORDER BY a, period, b"
    return ranks(con.execute(query).fetchnumpy())


def ranks(shares: Columns) -> Columns:
    """Rank of each supplier with its bounds; `shares` holds a, b, period, low, high, middle, sorted by a, period.

    A supplier is surely ahead if its least share exceeds the other's largest, possibly ahead if its largest
    exceeds the other's least. Where a flow's accounts disagree the rank has bounds and no value.
    """
    low, high, middle = (np.asarray(shares[name], dtype=float) for name in ("low", "high", "middle"))
    group = shares["a"].astype(str).astype(object) + "/" + shares["period"].astype(str)
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])[: len(low)]
    ends = np.r_[starts[1:], len(low)][: len(starts)]
    best, worst, likely = (np.empty(len(low)) for _ in range(3))
    for first, last in zip(starts, ends, strict=True):
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
