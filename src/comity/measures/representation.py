"""Do two states keep missions in each other, and may their people visit?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives

if TYPE_CHECKING:
    import duckdb

EMBASSY = Measure(
    id="representation.embassy",
    question="access",
    title="Embassy of a in b",
    unit="yes_no",
    formula="1 if a list of missions of that day names an embassy or high commission of a in b",
    more="a keeps an embassy in b",
    reference="https://www.wikidata.org",
    not_when="The list is incomplete: no row is no proof that there is no embassy. One day, not a history.",
    inputs=("missions",),
    decimals=0,
    low=0,
    high=1,
    among="all ordered pairs with an embassy on the list",
)
HOSTED = Measure(
    id="representation.embassies_hosted",
    question="access",
    title="Embassies that a state hosts",
    unit="missions",
    formula="number of states whose embassy in the state is on the list",
    more="more states are represented in it",
    reference="https://www.wikidata.org",
    not_when="The list is incomplete.",
    inputs=("missions",),
    direction="state",
    decimals=0,
    low=0,
    among="all states on the list",
)
VISA_FREE = Measure(
    id="representation.visa_free",
    question="access",
    title="Citizens of a enter b without a visa",
    unit="yes_no",
    formula="1 if a holder of a's passport needs no visa for b at the last edition of the year, else 0",
    more="citizens of a may enter b without a visa",
    reference="https://www.passportindex.org",
    not_when="Ordinary passports only; editions before 2020 code fewer categories.",
    inputs=("visas",),
    decimals=0,
    low=0,
    high=1,
    among="all ordered pairs in the same edition",
)

_IS_EMBASSY = "(lower(kind) LIKE '%embassy%' OR lower(kind) LIKE '%high commission%')"


@gives(EMBASSY, HOSTED)
def missions(con: duckdb.DuckDBPyConnection) -> Rows:
    """One row per ordered pair with an embassy on the list."""
    pairs = (
        "SELECT DISTINCT sender AS a, host AS b, year(listed) AS period, 1 AS value FROM missions "
        f"WHERE {_IS_EMBASSY} AND sender <> host"
    )
    hosted = f"SELECT b AS a, '-' AS b, period, count(*) AS value FROM ({pairs}) GROUP BY ALL"
    return {EMBASSY.id: con.sql(pairs), HOSTED.id: con.sql(hosted)}


@gives(VISA_FREE)
def visas(con: duckdb.DuckDBPyConnection) -> Rows:
    """The last edition of each year."""
    return {
        VISA_FREE.id: con.sql("""
            SELECT passport AS a, destination AS b, year(edition) AS period,
                   CASE WHEN requirement = 'free' THEN 1 ELSE 0 END AS value
            FROM visas WHERE passport <> destination
            QUALIFY edition = max(edition) OVER (PARTITION BY year(edition))""")
    }
