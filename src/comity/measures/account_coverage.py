"""How much of a reporter's trade does each account of it hold?

An account that leaves out goods or partners is read as if it were the whole: its pairs look smaller than they are, and
a gap to the other side's report looks like a quarrel of customs. So each account is added up over partners and held
against a total: its publisher's own where that is printed, else the reconciled account's of CEPII. Between the years of
that one its total is carried on, never back, by the growth of the editor's compiled series.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from comity.measures.contract import Measure, Rows, gives

if TYPE_CHECKING:
    import duckdb

LEAST_WHOLE = 0.95
"""Share of the total below which an account is a part: its figures are lower bounds, and they explain no gap."""

LONGEST_CARRIED = 4
"""Years over which a total is carried on; after them the account has no coverage."""

_REFERENCE = "doi:10.2139/ssrn.1994500"
_CUSTOMS = (
    "Σ_b {reports} / T, T = B_u I_t / I_u P_t / P_u; B {total} in the reconciled account (BACI) in the year t, or in "
    "the last year u before it, at most {longest} years back; I {total} in the compiled series in dollars of 2010, P "
    "the US price index"
)
_NOT_WHEN = (
    "The total is of another kind: it counts gold, free zones and what only partners report, and lies typically 8 % "
    f"above customs' own. Below {LEAST_WHOLE:g} read the account's figures as lower bounds; above it they may still "
    "lack goods. A share above 1 is trade that the total leaves out, such as re-exports."
)


def _coverage(name: str, what: str, formula: str, inputs: tuple[str, ...], not_when: str) -> Measure:
    return Measure(
        id=f"exchange.{name}",
        question="exchange",
        title=f"Share of a's total that {what} holds",
        unit="share",
        interval=None,
        formula=formula,
        more="the account names more of a's trade by partner",
        reference=_REFERENCE if "trade" in inputs else "https://data.imf.org/en/datasets/IMF.STA:IMTS",
        not_when=not_when,
        inputs=inputs,
        direction="state",
        decimals=3,
        low=0,
        among="all states with a total in the same year",
    )


EXPORTERS = _coverage(
    "account_coverage",
    "the account of a's reports of exports",
    _CUSTOMS.format(reports="exports to b that a reports", total="exports", longest=LONGEST_CARRIED),
    ("trade", "goods_accounts"),
    _NOT_WHEN,
)
IMPORTERS = _coverage(
    "account_coverage_imports",
    "the account of a's reports of imports",
    _CUSTOMS.format(reports="imports from b that a reports", total="imports", longest=LONGEST_CARRIED),
    ("trade", "goods_accounts"),
    _NOT_WHEN,
)
FUND = _coverage(
    "account_coverage_imf",
    "the account of exports in the IMF's series",
    "Σ_b exports to b in the IMF's series / exports to the world in the same series",
    ("goods_accounts", "goods_totals"),
    f"Below {LEAST_WHOLE:g} read the account's figures as lower bounds: partners are not named or not there. An "
    "edition without totals has no coverage.",
)

_CARRIED = """
    WITH reported AS (
        SELECT {side} AS a, year, sum(value ORDER BY exporter, importer) AS value, count(*) AS n
        FROM trade WHERE reported_by = '{side}' AND commodity = 'total' AND exporter <> importer GROUP BY a, year),
    reconciled AS (
        SELECT {side} AS a, year, sum(value ORDER BY exporter, importer) AS value
        FROM goods_accounts WHERE account = 'baci' AND exporter <> importer GROUP BY a, year),
    compiled AS (
        SELECT {side} AS a, t.year, sum(
                   value * CASE price_basis WHEN 'constant-2010' THEN p.level ELSE 1 END ORDER BY exporter, importer
               ) AS value
        FROM trade t LEFT JOIN us_prices p ON p.year = t.year
        WHERE reported_by = 'compiler' AND commodity = 'total' AND exporter <> importer GROUP BY a, t.year),
    last AS (
        SELECT r.a, r.year, r.value, r.n, max(b.year) AS since FROM reported r
        JOIN reconciled b ON b.a = r.a AND b.year BETWEEN r.year - {longest} AND r.year GROUP BY ALL)
    SELECT l.a, '-' AS b, l.year AS period, l.n,
           l.value / (b.value * CASE WHEN l.since = l.year THEN 1 ELSE now.value / nullif(before.value, 0) END) AS value
    FROM last l JOIN reconciled b ON b.a = l.a AND b.year = l.since
    LEFT JOIN compiled now ON now.a = l.a AND now.year = l.year
    LEFT JOIN compiled before ON before.a = l.a AND before.year = l.since
    WHERE b.value > 0 AND (l.since = l.year OR (now.value > 0 AND before.value > 0))"""
_OWN = """
    SELECT t.state AS a, '-' AS b, t.year AS period, count(*) AS n,
           sum(g.value ORDER BY importer) / t.value AS value
    FROM goods_totals t JOIN goods_accounts g ON g.exporter = t.state AND g.year = t.year AND g.account = t.account
    WHERE t.account = 'imf-exporter' AND t.value > 0 AND exporter <> importer GROUP BY t.state, t.year, t.value"""


@gives(EXPORTERS, IMPORTERS)
def customs_coverage(con: duckdb.DuckDBPyConnection) -> Rows:
    """Each side's customs reports, added up over partners, beside the reconciled account's total."""
    con.register("us_prices", _prices())
    sides = {EXPORTERS.id: "exporter", IMPORTERS.id: "importer"}
    return {id: con.sql(_CARRIED.format(side=side, longest=LONGEST_CARRIED)) for id, side in sides.items()}


@gives(FUND)
def fund_coverage(con: duckdb.DuckDBPyConnection) -> Rows:
    """The IMF's exports by partner, added up, beside its own total."""
    return {FUND.id: con.sql(_OWN)}


def _prices() -> dict[str, np.ndarray[tuple[int], np.dtype[np.generic]]]:
    with Path(__file__).with_name("us_prices.csv").open(encoding="utf-8", newline="") as stream:
        rows = [(int(row["year"]), float(row["index"])) for row in csv.DictReader(stream)]
    return {"year": np.array([year for year, _ in rows]), "level": np.array([level for _, level in rows])}
