"""How hostile is a state's land neighbourhood, and with how many opposed pairs does it keep ties to both?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.alliances import ALLIED
from comity.measures.contract import Measure, Rows, gives
from comity.measures.rivalry_years import RIVAL_YEARS
from comity.measures.succession import investment_years, trade_years
from comity.terms.detail import packed
from comity.terms.details import HostileState, KeptPair

if TYPE_CHECKING:
    import duckdb

_TSS = "Rivalries: Thompson, Sakuwa and Suhas (2022). Capabilities: doi:10.1080/03050628808434695"

HOSTILE = Measure(
    id="access.hostile_neighbourhood",
    question="access",
    title="Hostile share of the land neighbourhood",
    unit="share",
    interval=None,
    formula="Σ CINC of land neighbours that are strategic rivals / Σ CINC of all land neighbours; the details name "
    "the rivals",
    more="more of the neighbours' weight is hostile",
    reference=_TSS,
    not_when="Rivalries are coded late: a peace of recent years does not show. Islands have no land neighbours.",
    inputs=("rivalries", "contiguities", "capabilities"),
    direction="state",
    decimals=3,
    low=0,
    high=1,
    details=HostileState,
    among="all states with land neighbours in the same year",
)
NEAR_ABROAD = Measure(
    id="access.hostile_near_abroad",
    question="access",
    title="Hostile share of the near abroad",
    unit="share",
    interval=None,
    formula="Σ CINC of hostile states / Σ CINC of all states, within 400 miles of water or by land; hostile is a "
    "strategic rival, or the other side of two disputes with use of force in the year and the nine before it; the "
    "details name them",
    more="more of the weight nearby is hostile",
    reference=f"{_TSS}. Disputes: doi:10.1177/0738894221995743. Contiguity: doi:10.1080/03050620210389",
    not_when="Two clashes of fishing boats count like two invasions, and for ten years; disputes end in 2014.",
    inputs=("disputes", "rivalries", "contiguities", "capabilities"),
    direction="state",
    decimals=3,
    low=0,
    high=1,
    details=HostileState,
    among="all states with a neighbour by land or within 400 miles of water in the same year",
)
FORCE = 4
"""Hostility of a dispute from which force was used, on the publisher's scale of 1 to 5."""
MEMORY = 10
"""Years within which two disputes with use of force make the other side hostile."""
OPPOSED = Measure(
    id="balance.opposed_ties",
    question="balance",
    title="Opposed pairs with both of whom the state keeps treaties",
    unit="share",
    interval=None,
    formula="share of other states' strategic rivalries in which k has an alliance or a trade or investment "
    "treaty in force with both sides; the details name the pairs",
    more="the state keeps ties with more opposed pairs",
    reference="Cartwright and Harary (1956), Structural balance: a generalization of Heider's theory, "
    "Psychological Review 63(5), 277-293",
    not_when="Counts large multilateral treaties like bilateral ones; says nothing of depth.",
    inputs=("rivalries", "alliances", "trade_agreements", "investment_treaties"),
    direction="state",
    decimals=3,
    low=0,
    high=1,
    details=KeptPair,
    among="all states with a treaty in the same year",
)

_NEIGHBOURS = """
    SELECT a, b, year, min(kind) AS kind
    FROM (SELECT a, b, kind, first_year, last_year FROM contiguities
          UNION SELECT b, a, kind, first_year, last_year FROM contiguities),
         unnest(range(first_year, last_year + 1)) AS y(year)
    WHERE a <> b GROUP BY ALL"""

_STATE = packed(HostileState, state="h.other")
_PAIR = packed(KeptPair, one="h.one", other="h.other")
_SHARE = """
    SELECT n.a, '-' AS b, n.year AS period, count(*) AS n,
           sum(CASE WHEN h.a IS NULL THEN 0 ELSE c.cinc END ORDER BY n.b) / sum(c.cinc ORDER BY n.b) AS value,
           list({state} ORDER BY h.other) FILTER (h.other IS NOT NULL) AS details
    FROM ({neighbours}) n JOIN capabilities c ON c.state = n.b AND c.year = n.year AND c.cinc > 0
    LEFT JOIN (SELECT a, b AS other, year FROM hostile UNION SELECT b, a, year FROM hostile) h
           ON h.a = n.a AND h.other = n.b AND h.year = n.year
    WHERE n.year <= {last} GROUP BY n.a, n.year"""


@gives(HOSTILE)
def neighbourhood(con: duckdb.DuckDBPyConnection) -> Rows:
    """Land neighbours joined with rivals and weighted by capability."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE hostile AS {RIVAL_YEARS}")
    land = f"SELECT a, b, year FROM ({_NEIGHBOURS}) WHERE kind = 1"
    return {HOSTILE.id: con.sql(_SHARE.format(state=_STATE, neighbours=land, last="(SELECT max(year) FROM hostile)"))}


@gives(NEAR_ABROAD)
def near_abroad(con: duckdb.DuckDBPyConnection) -> Rows:
    """Neighbours by land and water joined with rivals and with those met in force in the last ten years."""
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE hostile AS
        SELECT a, b, year FROM ({RIVAL_YEARS})
        UNION SELECT least(a, b), greatest(a, b), y FROM disputes, unnest(range(year, year + {MEMORY})) AS m(y)
        WHERE coded_by = 'cow' AND hostility >= {FORCE} AND a <> b GROUP BY ALL HAVING count(DISTINCT dispute) > 1""")
    last = f"least((SELECT max(year) FROM ({RIVAL_YEARS})), (SELECT max(year) FROM disputes))"
    return {NEAR_ABROAD.id: con.sql(_SHARE.format(state=_STATE, neighbours=_NEIGHBOURS, last=last))}


@gives(OPPOSED)
def opposed(con: duckdb.DuckDBPyConnection) -> Rows:
    """Treaty ties joined twice with each rivalry. A tie counts for the years that all its sources cover."""
    last = "(SELECT last FROM ends)"
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE treaty_ties AS
        WITH ends AS (SELECT least((SELECT max(year) FROM alliances),
                                   (SELECT max(signed_year) FROM trade_agreements)) AS last),
        found AS (
            SELECT a, b, year FROM alliances WHERE {ALLIED}
            UNION SELECT a, b, period FROM {trade_years(last)}
            UNION SELECT a, b, period FROM {investment_years(last)})
        SELECT a, b, year FROM found WHERE year <= (SELECT last FROM ends)
        UNION SELECT b, a, year FROM found WHERE year <= (SELECT last FROM ends);
        CREATE OR REPLACE TEMP TABLE rivals AS {RIVAL_YEARS}""")
    return {
        OPPOSED.id: con.sql(f"""
            WITH held AS (
                SELECT one.b AS k, r.year, r.a AS one, r.b AS other
                FROM rivals r JOIN treaty_ties one ON one.a = r.a AND one.year = r.year
                JOIN treaty_ties two ON two.a = r.b AND two.b = one.b AND two.year = r.year
                WHERE one.b NOT IN (r.a, r.b)),
            counted AS (SELECT year, count(*) AS rivalries FROM rivals GROUP BY year),
            own AS (SELECT k, year, count(*) AS own FROM (SELECT a AS k, year FROM rivals
                    UNION ALL SELECT b, year FROM rivals) GROUP BY ALL),
            everyone AS (SELECT DISTINCT a AS k, year FROM treaty_ties)
            SELECT e.k AS a, '-' AS b, e.year AS period,
                   count(h.one) / any_value(c.rivalries - coalesce(o.own, 0)) AS value,
                   any_value(c.rivalries - coalesce(o.own, 0)) AS n,
                   list({_PAIR} ORDER BY h.one, h.other) FILTER (h.one IS NOT NULL) AS details
            FROM everyone e JOIN counted c ON c.year = e.year
            LEFT JOIN held h ON h.k = e.k AND h.year = e.year
            LEFT JOIN own o ON o.k = e.k AND o.year = e.year
            WHERE c.rivalries > coalesce(o.own, 0) GROUP BY e.k, e.year""")
    }
