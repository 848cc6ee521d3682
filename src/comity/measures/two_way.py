"""How much of what two states sell each other is two-way trade in the same goods?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives
from comity.measures.settled_goods import APART, LEAST_SETTLED, lay_settled
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb

LEAST_TRADE = 1e6
"""US$ of trade by product below which what matches is an accident."""

INTRA = Measure(
    id="complementarity.intra_industry",
    question="complementarity",
    title="Share of the trade between a and b that is two-way trade in the same goods",
    unit="share",
    formula="Grubel-Lloyd 1 − Σ_k |x_k − m_k| / Σ_k (x_k + m_k), k HS codes of six digits, x and m the two directions "
    "free on board: the compiled series, else both reports of a product as X^w M'^(1−w) with the weights of "
    f"exchange.reconciliation_weight (½ without), one report where it is alone; products reported {APART}fold apart "
    f"are left out, and with more than {100 * (1 - LEAST_SETTLED):.0f} % of the trade in them there are bounds only",
    more="a and b sell each other more of the same kind of goods",
    reference="doi:10.1111/j.1475-4932.1971.tb00795.x",
    not_when="Needs trade worth the name: of two consignments none matches.",
    inputs=("commodity_trade",),
    direction="undirected",
    decimals=3,
    low=0,
    high=1,
    interval=Interval.TWO_ACCOUNTS,
    among="all pairs that trade at least US$ 1 million by product in the same year",
)

# A side that reports neither its exports nor its imports of the year leaves a direction open, which is not nil.
_REPORTERS = """
    covers AS (SELECT DISTINCT year, reported_by,
               CASE reported_by WHEN 'exporter' THEN exporter WHEN 'importer' THEN importer ELSE '*' END AS state
               FROM whole_accounts),
    reporters AS (
        SELECT year, state, bool_or(reported_by = 'exporter') AS sells, bool_or(reported_by = 'importer') AS buys,
               bool_or(state = '*') AS compiled FROM covers GROUP BY year, state)"""


def _index(out: str, back: str, which: str = "") -> str:
    sums = (f"sum({term} ORDER BY commodity){which}" for term in (f"abs({out} - {back})", f"{out} + {back}"))
    return "1 - {} / nullif({}, 0)".format(*sums)


_TWO_WAY = f"""
    WITH {_REPORTERS},
    product AS (
        SELECT least(exporter, importer) AS a, greatest(exporter, importer) AS b, year, commodity,
               bool_and(value IS NOT NULL) AS settled, sum(most) AS most,
               coalesce(max(value) FILTER (exporter < importer), 0) AS out,
               coalesce(max(value) FILTER (exporter > importer), 0) AS back,
               coalesce(max(x) FILTER (exporter < importer), 0) AS out_a,
               coalesce(max(m) FILTER (exporter > importer), 0) AS back_a,
               coalesce(max(m) FILTER (exporter < importer), 0) AS out_b,
               coalesce(max(x) FILTER (exporter > importer), 0) AS back_b
        FROM settled_flows GROUP BY ALL),
    pair AS (
        SELECT a, b, year, {_index("out", "back", " FILTER (settled)")} AS value,
               count(*) FILTER (settled) AS n, {_index("out_a", "back_a")} AS by_a,
               {_index("out_b", "back_b")} AS by_b,
               coalesce(sum(most ORDER BY commodity) FILTER (settled), 0) / sum(most ORDER BY commodity) AS agreed
        FROM product GROUP BY a, b, year HAVING sum(most) >= {LEAST_TRADE}),
    sided AS (
        SELECT pair.* REPLACE (CASE WHEN ra.sells AND ra.buys THEN by_a END AS by_a,
                               CASE WHEN rb.sells AND rb.buys THEN by_b END AS by_b)
        FROM pair LEFT JOIN reporters ra ON ra.year = pair.year AND ra.state = a
                  LEFT JOIN reporters rb ON rb.year = pair.year AND rb.state = b
                  LEFT JOIN reporters rc ON rc.year = pair.year AND rc.state = '*'
        WHERE rc.compiled OR ((ra.sells OR rb.buys) AND (rb.sells OR ra.buys))),
    judged AS (
        SELECT *, agreed >= {LEAST_SETTLED} AS settled, by_a IS NOT NULL AND by_b IS NOT NULL AS two_sided FROM sided)
    SELECT a, b, year AS period, n, CASE WHEN settled THEN greatest(value, 0) END AS value,
           CASE WHEN two_sided THEN greatest(least(by_a, by_b, CASE WHEN settled THEN value END), 0) END AS low,
           CASE WHEN two_sided THEN greatest(by_a, by_b, CASE WHEN settled THEN value END, 0) END AS high,
           CASE WHEN NOT settled THEN 'not_reported' END AS state
    FROM judged WHERE settled OR two_sided ORDER BY a, b, period"""


@gives(INTRA, optional=("trade",))
def two_way(con: duckdb.DuckDBPyConnection) -> Rows:
    """Of every pair whose two directions somebody reports, and of all where there is a compiled series."""
    lay_settled(con)
    return {INTRA.id: con.sql(_TWO_WAY)}
