"""Have two states met in militarised disputes, and are they rivals?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives
from comity.measures.rivalry_years import RIVAL_YEARS

if TYPE_CHECKING:
    import duckdb

DISPUTE = Measure(
    id="conflict.dispute",
    question="tenor",
    title="Militarised disputes under way",
    unit="disputes",
    interval=None,
    formula="number of militarised interstate disputes between a and b in the year",
    more="more disputes",
    reference="doi:10.1177/0738894221995743",
    not_when="The data end in 2014; silence afterwards says nothing.",
    inputs=("disputes",),
    direction="undirected",
    silence="true_zero",
    decimals=0,
    low=0,
    among="all pairs in a dispute in the same year",
)
RIVALRY = Measure(
    id="conflict.rivalry",
    question="tenor",
    title="Strategic rivalry",
    unit="yes_no",
    interval=None,
    formula="1 while a and b regard each other as enemies and competitors",
    more="they are rivals",
    reference="Thompson, Sakuwa and Suhas (2022), Analyzing Strategic Rivalries in World Politics, Springer",
    not_when="Coded by historians from published sources with a lag; a thaw takes years to show.",
    inputs=("rivalries",),
    direction="undirected",
    silence="true_zero",
    decimals=0,
    low=0,
    high=1,
    among="all rivals in the same year",
)


@gives(DISPUTE, RIVALRY)
def conflict(con: duckdb.DuckDBPyConnection) -> Rows:
    """Disputes counted; rivalries written out year by year to the end of their data."""
    disputes = con.sql("""
        SELECT least(a, b) AS a, greatest(a, b) AS b, year AS period, count(DISTINCT dispute) AS value
        FROM disputes WHERE coded_by = 'cow' AND a <> b GROUP BY ALL""")
    rivalries = con.sql(f"SELECT a, b, year AS period, 1 AS value FROM ({RIVAL_YEARS})")
    return {DISPUTE.id: disputes, RIVALRY.id: rivalries}
