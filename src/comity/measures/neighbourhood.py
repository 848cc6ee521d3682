"""How hostile is a state's land neighbourhood, and with how many opposed pairs does it keep ties to both?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.alliances import OBLIGED
from comity.measures.contract import Measure, Rows, gives
from comity.measures.rivalry_years import RIVAL_YEARS

if TYPE_CHECKING:
    import duckdb

_TSS = "Rivalries: Thompson, Sakuwa and Suhas (2022). Capabilities: doi:10.1080/03050628808434695"

HOSTILE = Measure(
    id="access.hostile_neighbourhood",
    question="access",
    title="Hostile share of the land neighbourhood",
    unit="share",
    formula="Σ CINC of land neighbours that are strategic rivals / Σ CINC of all land neighbours",
    more="more of the neighbours' weight is hostile",
    reference=_TSS,
    not_when="Rivalries are coded late: a peace of recent years does not show. Islands have no land neighbours.",
    inputs=("rivalries", "contiguities", "capabilities"),
    direction="state",
    decimals=3,
    low=0,
    high=1,
    among="all states with land neighbours in the same year",
)
OPPOSED = Measure(
    id="balance.opposed_ties",
    question="balance",
    title="Opposed pairs with both of whom the state keeps treaties",
    unit="share",
    formula="share of other states' strategic rivalries in which k has an alliance or a trade or investment "
    "treaty in force with both sides; the label names the pairs",
    more="the state keeps ties with more opposed pairs",
    reference="Cartwright and Harary (1956), Structural balance: a generalization of Heider's theory, "
    "Psychological Review 63(5), 277-293",
    not_when="Counts large multilateral treaties like bilateral ones; says nothing of depth.",
    inputs=("rivalries", "alliances", "trade_agreements", "investment_treaties"),
    direction="state",
    decimals=3,
    low=0,
    high=1,
    labelled=True,
    among="all states with a treaty in the same year",
)

_NEIGHBOURS = """
    SELECT DISTINCT a, b, year
    FROM (SELECT a, b, first_year, last_year FROM contiguities WHERE kind = 1
          UNION SELECT b, a, first_year, last_year FROM contiguities WHERE kind = 1),
         unnest(range(first_year, last_year + 1)) AS y(year)"""


@gives(HOSTILE)
def neighbourhood(con: duckdb.DuckDBPyConnection) -> Rows:
    """Neighbours joined with rivals and weighted by capability."""
    return {
        HOSTILE.id: con.sql(f"""
            WITH rivals AS ({RIVAL_YEARS}), neighbours AS ({_NEIGHBOURS}),
            last AS (SELECT max(year) AS year FROM rivals)
            SELECT n.a, '-' AS b, n.year AS period, count(*) AS n,
                   sum(CASE WHEN r.a IS NULL THEN 0 ELSE c.cinc END ORDER BY n.b)
                       / sum(c.cinc ORDER BY n.b) AS value
            FROM neighbours n JOIN capabilities c ON c.state = n.b AND c.year = n.year AND c.cinc > 0
            LEFT JOIN rivals r ON r.a = least(n.a, n.b) AND r.b = greatest(n.a, n.b) AND r.year = n.year
            WHERE n.year <= (SELECT year FROM last) GROUP BY n.a, n.year""")
    }


@gives(OPPOSED)
def opposed(con: duckdb.DuckDBPyConnection) -> Rows:
    """Treaty ties joined twice with each rivalry. A tie counts for the years that all its sources cover."""
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE treaty_ties AS
        WITH ends AS (SELECT least((SELECT max(year) FROM alliances),
                                   (SELECT max(signed_year) FROM trade_agreements)) AS last),
        found AS (
            SELECT a, b, year FROM alliances WHERE {OBLIGED}
            UNION SELECT a, b, y FROM trade_agreements,
                unnest(range(in_force_year, coalesce(ended_year, (SELECT last + 1 FROM ends)))) AS t(y)
                WHERE in_force_year IS NOT NULL
            UNION SELECT a, b, y FROM investment_treaties,
                unnest(range(year(in_force), coalesce(year(ended), (SELECT last + 1 FROM ends)))) AS t(y)
                WHERE in_force IS NOT NULL)
        SELECT a, b, year FROM found WHERE year <= (SELECT last FROM ends)
        UNION SELECT b, a, year FROM found WHERE year <= (SELECT last FROM ends);
        CREATE OR REPLACE TEMP TABLE rivals AS {RIVAL_YEARS}""")
    return {
        OPPOSED.id: con.sql("""
            WITH held AS (
                SELECT one.b AS k, r.year, r.a || '-' || r.b AS pair
                FROM rivals r JOIN treaty_ties one ON one.a = r.a AND one.year = r.year
                JOIN treaty_ties two ON two.a = r.b AND two.b = one.b AND two.year = r.year
                WHERE one.b NOT IN (r.a, r.b)),
            counted AS (SELECT year, count(*) AS rivalries FROM rivals GROUP BY year),
            own AS (SELECT k, year, count(*) AS own FROM (SELECT a AS k, year FROM rivals
                    UNION ALL SELECT b, year FROM rivals) GROUP BY ALL),
            everyone AS (SELECT DISTINCT a AS k, year FROM treaty_ties)
            SELECT e.k AS a, '-' AS b, e.year AS period,
                   count(h.pair) / any_value(c.rivalries - coalesce(o.own, 0)) AS value,
                   any_value(c.rivalries - coalesce(o.own, 0)) AS n, string_agg(h.pair, '|' ORDER BY h.pair) AS label
            FROM everyone e JOIN counted c ON c.year = e.year
            LEFT JOIN held h ON h.k = e.k AND h.year = e.year
            LEFT JOIN own o ON o.k = e.k AND o.year = e.year
            WHERE c.rivalries > coalesce(o.own, 0) GROUP BY e.k, e.year""")
    }
