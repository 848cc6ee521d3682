"""In how many recorded ways do two states deal with each other?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.alliances import ALLIED
from comity.measures.contract import Measure, Rows, gives
from comity.measures.succession import investment_years, trade_years
from comity.terms.detail import packed
from comity.terms.details import KindOfTie

if TYPE_CHECKING:
    import duckdb

BREADTH = Measure(
    id="scope.breadth",
    question="scope",
    title="Breadth of recorded ties",
    unit="kinds",
    interval=None,
    formula="number of kinds of tie on record in the year out of five: alliance, trade agreement in force, "
    "investment treaty in force, trade above US$ 1 million, ten shared organisations; the details name them",
    more="they deal with each other in more recorded ways",
    reference="Our own count. Like Moyer et al. (2021), Formal Bilateral Influence Capacity, it sees formal ties only",
    not_when="Only formal, published ties count; says nothing of sectors or of how deep a tie goes.",
    inputs=("alliances", "trade_agreements", "investment_treaties", "trade", "memberships"),
    direction="undirected",
    decimals=0,
    low=0,
    high=5,
    details=KindOfTie,
    among="all pairs with at least one kind of tie in the same year",
)


_LAST = "(SELECT max(year) FROM alliances)"


@gives(BREADTH)
def scope(con: duckdb.DuckDBPyConnection) -> Rows:
    """Each kind of tie as pairs and years, stacked and counted, for the years that all of them cover."""
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE ties AS
        SELECT DISTINCT least(a, b) AS a, greatest(a, b) AS b, year, 'alliance' AS kind
            FROM alliances WHERE {ALLIED} AND a <> b
        UNION SELECT a, b, period, 'trade agreement' FROM {trade_years(_LAST)}
        UNION SELECT a, b, period, 'investment treaty' FROM {investment_years(_LAST)}
        UNION SELECT least(exporter, importer), greatest(exporter, importer), year, 'trade' FROM trade
            WHERE commodity = 'total' AND exporter <> importer
            GROUP BY ALL HAVING max(value) >= 1e6
        UNION SELECT x.state, y.state, x.year, 'organisations' FROM memberships x
            JOIN memberships y ON x.organisation = y.organisation AND x.year = y.year AND x.state < y.state
            WHERE x.status <> 'none' AND y.status <> 'none' GROUP BY ALL HAVING count(*) >= 10""")
    return {
        BREADTH.id: con.sql(f"""
            WITH covered AS (SELECT least((SELECT max(year) FROM alliances), (SELECT max(year) FROM memberships),
                                          (SELECT max(year) FROM trade)) AS last,
                                    greatest((SELECT min(year) FROM trade), 1950) AS first)
            SELECT a, b, year AS period, count(*) AS value,
                   list({packed(KindOfTie, kind="kind")} ORDER BY kind) AS details
            FROM ties WHERE year BETWEEN (SELECT first FROM covered) AND (SELECT last FROM covered)
            GROUP BY a, b, year""")
    }
