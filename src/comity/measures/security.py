"""Which defence and security ties are on record?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives

if TYPE_CHECKING:
    import duckdb

EXERCISES = Measure(
    id="defence.joint_exercises",
    question="defence",
    title="Military exercises in which both took part",
    unit="exercises",
    interval=None,
    formula="number of multinational exercises of the year with a and b both among the participants",
    more="their forces train together more",
    reference="doi:10.7910/DVN/KHFODX",
    not_when="Large exercises put dozens of states side by side; the data end in 2010.",
    inputs=("exercises",),
    direction="undirected",
    silence="true_zero",
    decimals=0,
    low=0,
    among="all pairs with a joint exercise in the same year",
)
ARMS = Measure(
    id="defence.arms_transfers",
    question="defence",
    title="Major arms delivered from a to b",
    unit="tiv_million",
    interval=None,
    formula="trend-indicator value of deliveries in the year",
    more="a delivers more arms to b",
    reference="https://www.sipri.org/databases/armstransfers",
    not_when="Major arms only: services, small arms and electronics do not count. A measure of capability.",
    inputs=("arms_transfers",),
    silence="true_zero",
    decimals=1,
    low=0,
    among="all ordered pairs with deliveries in the same year",
)
NUCLEAR = Measure(
    id="defence.nuclear_agreements",
    question="defence",
    title="Nuclear cooperation agreements signed",
    unit="agreements",
    interval=None,
    formula="number of bilateral nuclear cooperation agreements signed up to the year",
    more="more nuclear agreements bind them",
    reference="doi:10.1162/isec.2009.34.1.7",
    not_when="Counts signatures since 1951; does not know which have lapsed.",
    inputs=("nuclear_agreements",),
    direction="undirected",
    silence="true_zero",
    decimals=0,
    low=0,
    among="all pairs with an agreement by the same year",
)


@gives(EXERCISES)
def exercises(con: duckdb.DuckDBPyConnection) -> Rows:
    """Every two participants of one exercise."""
    return {
        EXERCISES.id: con.sql("""
            SELECT x.state AS a, y.state AS b, x.year AS period, count(DISTINCT x.exercise) AS value
            FROM exercises x JOIN exercises y ON x.exercise = y.exercise AND x.year = y.year AND x.state < y.state
            GROUP BY ALL""")
    }


@gives(ARMS)
def arms(con: duckdb.DuckDBPyConnection) -> Rows:
    """Deliveries as published."""
    return {
        ARMS.id: con.sql("""
            SELECT supplier AS a, recipient AS b, year AS period, sum(tiv ORDER BY tiv) AS value
            FROM arms_transfers WHERE supplier <> recipient GROUP BY ALL""")
    }


@gives(NUCLEAR)
def nuclear(con: duckdb.DuckDBPyConnection) -> Rows:
    """Signatures accumulated to each later year of the data."""
    return {
        NUCLEAR.id: con.sql("""
            WITH signed AS (SELECT DISTINCT least(a, b) AS a, greatest(a, b) AS b, year, kind
                            FROM nuclear_agreements WHERE a <> b)
            SELECT a, b, period, count(*) AS value
            FROM signed, unnest(range(year, (SELECT max(year) + 1 FROM signed))) AS y(period) GROUP BY ALL""")
    }
