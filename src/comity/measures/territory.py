"""Did territory pass from one state to another?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives
from comity.terms.conflict_details import TerritoryGained
from comity.terms.detail import packed

if TYPE_CHECKING:
    import duckdb

TERRITORY = Measure(
    id="conflict.territory",
    question="evolution",
    title="Territory gained from the other",
    unit="transfers",
    interval=None,
    formula="number of changes of territory in the year by which a gained from b; the details give procedure and area",
    more="a gained territory from b more often",
    reference="doi:10.1177/073889429801600105; https://correlatesofwar.org/data-sets/territorial-change/",
    not_when="The data end in 2015. De facto control counts, not title: an annexation that hardly any state recognises "
    "is here. A new state's secession is a gain from the state that it left.",
    inputs=("territorial_changes",),
    silence="true_zero",
    decimals=0,
    low=0,
    details=TerritoryGained,
    among="all ordered pairs between which territory passed in the same year",
)

_GAIN = packed(
    TerritoryGained,
    number="change",
    month="month",
    procedure="procedure",
    area="square_km",
    entity="entity",
    fought="fought",
)


@gives(TERRITORY)
def territory(con: duckdb.DuckDBPyConnection) -> Rows:
    """One row per gainer, loser and year."""
    return {
        TERRITORY.id: con.sql(f"""
            SELECT gainer AS a, loser AS b, year AS period, count(DISTINCT change) AS value,
                   list(DISTINCT {_GAIN} ORDER BY {_GAIN}) AS details
            FROM territorial_changes WHERE gainer <> loser GROUP BY ALL""")
    }
