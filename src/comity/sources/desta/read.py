"""Pairs of states bound by a trade agreement, with withdrawals as the end of a pair's agreement.

A consolidated text that repeats a pair of its base treaty or accession is no further agreement. A withdrawal
names every pair of the leaving state and a party; it ends the pairs that were bound, by the same base treaty,
before it, and says nothing of pairs (two members of one union, say) that were not.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources.formats.check import expect_categories
from comity.sources.formats.frame import read_frame, register
from comity.sources.formats.lookup import read_lookup
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

_COLUMNS = (
    "country1",
    "country2",
    "iso1",
    "iso2",
    "number",
    "base_treaty",
    "name",
    "entry_type",
    "year",
    "entryforceyear",
)
_ENTRIES = ("base_treaty", "accession", "consolidated")
_MEMBERS = frozenset(f"{prefix}{place}" for prefix in ("c", "mc") for place in range(1, 92))
_ROWS = """
    WITH pairs AS (
        SELECT *, least(iso1, iso2) AS low, greatest(iso1, iso2) AS high FROM {treaties}
    ), own AS (
        SELECT p.* FROM pairs p WHERE p.entry_type <> 'consolidated' OR NOT EXISTS (
            SELECT 1 FROM pairs q WHERE q.entry_type <> 'consolidated' AND q.base_treaty = p.base_treaty
            AND q.low = p.low AND q.high = p.high)
    ), ends AS (
        SELECT least(iso1, iso2) AS low, greatest(iso1, iso2) AS high, base_treaty,
               coalesce(entryforceyear, year) AS year
        FROM {withdrawals}
    ), ended AS (
        SELECT o.low, o.high, o.number, min(e.year) AS year FROM own o
        JOIN ends e ON e.low = o.low AND e.high = o.high AND e.base_treaty = o.base_treaty
            AND e.year >= o.year
        GROUP BY ALL
    )
    SELECT o.country1 AS a, o.country2 AS b, o.number AS treaty, o.name AS title,
           o.year::SMALLINT AS signed_year, o.entryforceyear::SMALLINT AS in_force_year,
           e.year::SMALLINT AS ended_year, NULL::DATE AS in_force, NULL::VARCHAR AS kind,
           CASE WHEN o.number IN (SELECT number FROM {beside}) THEN 'beside' ELSE 'listed' END AS listing
    FROM own o LEFT JOIN ended e USING (low, high, number)
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Agreements by pair, keyed by name. Raises BadFile on other columns and unknown kinds of entry."""
    treaties = folder / "treaties_dyads.rda"
    ignore = {*source("desta").ignore, *_MEMBERS}
    bound = read_frame(treaties, "treaties_dyads", _COLUMNS, ignore=ignore)
    expect_categories(bound["entry_type"].tolist(), _ENTRIES, "entry_type", treaties)
    left = read_frame(folder / "withdrawals_dyads.rda", "withdrawals_dyads", _COLUMNS, ignore=ignore)
    text = _ROWS.format(
        treaties=register(con, bound),
        withdrawals=register(con, left),
        beside=register(con, read_lookup(__file__, "beside.csv")),
    )
    return {"trade_agreements": con.sql(text)}
