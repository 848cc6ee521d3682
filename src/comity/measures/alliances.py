"""Are two states allied?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives
from comity.terms.detail import packed
from comity.terms.treaty_details import Obligation

if TYPE_CHECKING:
    import duckdb

_ATOP = "doi:10.1080/03050620213653"

ANY = Measure(
    id="alliance.any",
    question="defence",
    title="Alliance obligation",
    unit="yes_no",
    interval=None,
    formula="1 if a owes b defence or support in attack by treaty; the details say which",
    more="a owes b support by treaty",
    reference=_ATOP,
    not_when="Defence cooperation without a treaty of alliance does not show here; neither do pledges of neutrality, "
    "non-aggression and consultation, which are a measure of their own.",
    inputs=("alliances",),
    silence="true_zero",
    decimals=0,
    low=0,
    high=1,
    details=Obligation,
    among="all ordered pairs with an alliance in the same year",
)
PLEDGE = Measure(
    id="alliance.pledge",
    question="defence",
    title="Pledge of restraint or consultation",
    unit="yes_no",
    interval=None,
    formula="1 if a owes b neutrality, non-aggression or consultation by treaty; the details say which",
    more="a pledged b restraint or consultation by treaty",
    reference=_ATOP,
    not_when="No alliance: rivals pledge each other non-aggression, and charters of whole regions pledge it to all.",
    inputs=("alliances",),
    silence="true_zero",
    decimals=0,
    low=0,
    high=1,
    details=Obligation,
    among="all ordered pairs with such a pledge in the same year",
)
ALLIED = "(defence OR offence)"
"""Whether a row of `alliances` obliges to support, which is what makes an ally."""
_SUPPORT = (("defence", "defence"), ("offence", "offence"))
_RESTRAINT = (("neutrality", "neutrality"), ("nonaggression", "non-aggression"), ("consultation", "consultation"))
"""Column and word of each obligation, from the heaviest to the lightest."""


@gives(ANY, PLEDGE)
def alliances(con: duckdb.DuckDBPyConnection) -> Rows:
    """Flags as rows: those that make an ally, and the others."""
    return {ANY.id: con.sql(_held(_SUPPORT)), PLEDGE.id: con.sql(_held(_RESTRAINT))}


def _held(obligations: tuple[tuple[str, str], ...]) -> str:
    """SQL for the ordered pairs and years with one of these obligations, which the details name."""
    named = ", ".join(f"CASE WHEN bool_or({column}) THEN '{word}' END" for column, word in obligations)
    one = packed(Obligation, kind="kind")
    return f"""
        WITH flags AS (
            SELECT a, b, year, list_filter([{named}], lambda kind: kind IS NOT NULL) AS kinds
            FROM alliances WHERE ({" OR ".join(column for column, _ in obligations)}) AND a <> b GROUP BY ALL)
        SELECT a, b, year AS period, 1 AS value, list_transform(kinds, lambda kind: {one}) AS details FROM flags"""
