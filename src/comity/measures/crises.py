"""Which international crises were under way between two states?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives
from comity.terms.conflict_details import CrisisSpell
from comity.terms.detail import packed

if TYPE_CHECKING:
    import duckdb

CRISIS = Measure(
    id="conflict.crisis",
    question="tenor",
    title="International crises under way",
    unit="crises",
    interval=None,
    formula="number of international crises with a and b as adversaries that were under way in the year; the details "
    "name them with days, the highest violence that either used, and organisations that mediated",
    more="more crises",
    reference="doi:10.1177/0022002703252973; https://sites.duke.edu/icbdata/",
    not_when="A crisis is what at least one government saw as a threat to basic values with little time and a chance "
    "of fighting; long wars are crises only at their outbreak. Two editions meet in 2017-2020 and are not mixed within "
    "a crisis; violence and mediators are not known of the later one.",
    inputs=("crises",),
    direction="undirected",
    silence="true_zero",
    decimals=0,
    low=0,
    details=CrisisSpell,
    among="all pairs in a crisis in the same year",
)

# An end that came in a later year was not known in this one.
_SPELL = packed(
    CrisisSpell,
    number="crisis",
    name="title",
    edition="edition",
    began="CASE WHEN year(began) <= year THEN began END",
    began_precision="CASE WHEN year(began) <= year THEN began_precision END",
    ended="CASE WHEN year(ended) <= year THEN ended END",
    ended_precision="CASE WHEN year(ended) <= year THEN ended_precision END",
    violence="violence",
    mediator="mediator",
)


@gives(CRISIS)
def crises(con: duckdb.DuckDBPyConnection) -> Rows:
    """One row per pair and year with a crisis."""
    return {
        CRISIS.id: con.sql(f"""
            SELECT least(a, b) AS a, greatest(a, b) AS b, year AS period, count(DISTINCT crisis) AS value,
                   list(DISTINCT {_SPELL} ORDER BY {_SPELL}) AS details
            FROM crises WHERE a <> b GROUP BY ALL""")
    }
