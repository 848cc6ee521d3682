"""Are two states allied?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives
from comity.terms.detail import packed
from comity.terms.details import Obligation

if TYPE_CHECKING:
    import duckdb

_ATOP = "doi:10.1080/03050620213653"

ANY = Measure(
    id="alliance.any",
    question="defence",
    title="Alliance obligation",
    unit="yes_no",
    interval=None,
    formula="1 if a owes b defence, offence, neutrality, non-aggression or consultation by treaty; the details "
    "say which",
    more="a owes b support by treaty",
    reference=_ATOP,
    not_when="Defence cooperation without a treaty of alliance does not show here.",
    inputs=("alliances",),
    silence="true_zero",
    decimals=0,
    low=0,
    high=1,
    details=Obligation,
    among="all ordered pairs with an alliance in the same year",
)
OBLIGED = "(defence OR offence OR neutrality OR nonaggression OR consultation)"
"""Whether a row of `alliances` holds any obligation: a party may owe nothing itself."""


@gives(ANY)
def alliances(con: duckdb.DuckDBPyConnection) -> Rows:
    """Flags as rows."""
    one = packed(Obligation, kind="kind")
    held = con.sql(f"""
        WITH flags AS (
            SELECT a, b, year, [CASE WHEN bool_or(defence) THEN 'defence' END,
                                CASE WHEN bool_or(offence) THEN 'offence' END,
                                CASE WHEN bool_or(neutrality) THEN 'neutrality' END,
                                CASE WHEN bool_or(nonaggression) THEN 'non-aggression' END,
                                CASE WHEN bool_or(consultation) THEN 'consultation' END] AS kinds
            FROM alliances WHERE {OBLIGED} AND a <> b GROUP BY ALL)
        SELECT a, b, year AS period, 1 AS value,
               list_transform(list_filter(kinds, lambda kind: kind IS NOT NULL), lambda kind: {one}) AS details
        FROM flags""")
    return {ANY.id: held}
