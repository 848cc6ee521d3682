"""How many embassies does a state host and lack, and may people visit?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives
from comity.measures.embassies import EMBASSIES

if TYPE_CHECKING:
    import duckdb

HOSTED = Measure(
    id="representation.embassies_hosted",
    question="access",
    title="Embassies that a state hosts",
    unit="missions",
    interval=None,
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
DEFICIT = Measure(
    id="access.embassy_deficit",
    question="access",
    title="States without an embassy in a state",
    unit="share",
    interval=None,
    formula="1 − embassies hosted / (N − 1); N counts the states that send at least one embassy on the list",
    more="fewer states keep an embassy in it",
    reference="https://www.wikidata.org",
    not_when="Not recognition: many states recognise each other without an embassy. The list is incomplete, so the "
    "deficit is at most this.",
    inputs=("missions",),
    direction="state",
    decimals=3,
    low=0,
    high=1,
    among="all states on the list",
)
DEFICIT_GDP = Measure(
    id="access.embassy_deficit_gdp",
    question="access",
    title="Economic weight of the states without an embassy in a state",
    unit="share",
    interval=None,
    formula="Σ GDP of the states that send embassies but none to it / Σ GDP of all that send embassies, itself left "
    "out; GDP at current prices of the list's year, states without a figure left out (n counts the others)",
    more="more of the world's economy keeps no embassy in it",
    reference="https://www.wikidata.org; https://data.worldbank.org/indicator/NY.GDP.MKTP.CD",
    not_when="Not recognition. One missing row of a large economy on an incomplete list moves it by that economy.",
    inputs=("missions", "products"),
    direction="state",
    decimals=3,
    low=0,
    high=1,
    among="all states on the list",
)
VISA_FREE = Measure(
    id="representation.visa_free",
    question="access",
    title="Citizens of a enter b without a visa",
    unit="yes_no",
    interval=None,
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


@gives(HOSTED, DEFICIT)
def missions(con: duckdb.DuckDBPyConnection) -> Rows:
    """What each state hosts and what it lacks, of the list of a year."""
    hosted = f"SELECT b AS a, '-' AS b, period, count(*) AS value FROM ({EMBASSIES}) GROUP BY ALL"
    deficit = f"""
        WITH pairs AS ({EMBASSIES}), senders AS (SELECT DISTINCT a, period FROM pairs),
        everyone AS (SELECT a, period FROM senders UNION SELECT b, period FROM pairs)
        SELECT e.a, '-' AS b, e.period, count(*) AS n, 1 - count(p.a) / count(*) AS value
        FROM everyone e JOIN senders s ON s.period = e.period AND s.a <> e.a
        LEFT JOIN pairs p ON p.a = s.a AND p.b = e.a AND p.period = e.period GROUP BY e.a, e.period"""
    return {HOSTED.id: con.sql(hosted), DEFICIT.id: con.sql(deficit)}


@gives(DEFICIT_GDP)
def weighted_deficit(con: duckdb.DuckDBPyConnection) -> Rows:
    """The deficit with each sender weighed by its economy."""
    return {
        DEFICIT_GDP.id: con.sql(f"""
            WITH pairs AS ({EMBASSIES}),
            economies AS (SELECT state, year, max(gdp) AS gdp FROM products
                          WHERE gdp_basis = 'current' AND gdp > 0 GROUP BY ALL),
            senders AS (SELECT DISTINCT a, period, gdp FROM pairs JOIN economies ON state = a AND year = period),
            everyone AS (SELECT a, period FROM pairs UNION SELECT b, period FROM pairs)
            SELECT e.a, '-' AS b, e.period, count(*) AS n,
                   sum(CASE WHEN p.a IS NULL THEN s.gdp ELSE 0 END ORDER BY s.a) / sum(s.gdp ORDER BY s.a) AS value
            FROM everyone e JOIN senders s ON s.period = e.period AND s.a <> e.a
            LEFT JOIN pairs p ON p.a = s.a AND p.b = e.a AND p.period = e.period GROUP BY e.a, e.period""")
    }


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
