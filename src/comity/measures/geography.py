"""How far apart are two states, and do they touch?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives

if TYPE_CHECKING:
    import duckdb

DISTANCE = Measure(
    id="geography.distance",
    question="access",
    title="Shortest distance between territories",
    unit="km",
    interval=None,
    formula="shortest distance between any points of the two territories; 0 where they touch",
    more="farther apart",
    reference="doi:10.1177/00220027211013563",
    not_when="Not the distance that goods or people travel.",
    inputs=("minimum_distances",),
    direction="undirected",
    decimals=0,
    low=0,
    among="all pairs in the same year",
)
CONTIGUOUS = Measure(
    id="geography.contiguous",
    question="access",
    title="Land neighbours",
    unit="yes_no",
    interval=None,
    formula="1 while a and b share a land or river border",
    more="they are neighbours by land",
    reference="doi:10.1177/073889420201900203",
    not_when="Neighbours across water are not counted; the data end in 2016.",
    inputs=("contiguities",),
    direction="undirected",
    silence="true_zero",
    decimals=0,
    low=0,
    high=1,
    among="all land neighbours in the same year",
)


@gives(DISTANCE)
def distances(con: duckdb.DuckDBPyConnection) -> Rows:
    """As published; each pair once."""
    return {
        DISTANCE.id: con.sql("""
            SELECT least(a, b) AS a, greatest(a, b) AS b, year AS period, min(km) AS value
            FROM minimum_distances WHERE a <> b GROUP BY ALL""")
    }


@gives(CONTIGUOUS)
def contiguity(con: duckdb.DuckDBPyConnection) -> Rows:
    """Spells written out year by year."""
    return {
        CONTIGUOUS.id: con.sql("""
            SELECT DISTINCT least(a, b) AS a, greatest(a, b) AS b, period, 1 AS value
            FROM contiguities, unnest(range(first_year, last_year + 1)) AS y(period)
            WHERE kind = 1 AND a <> b""")
    }
