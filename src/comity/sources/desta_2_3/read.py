"""Pairs of states bound by a trade agreement, to the year in which each bound them no more.

A pair's agreement ends by a withdrawal, by an end of the whole treaty, or when another treaty of the two replaces
it; the publisher's own links come first (a consolidated text repeats its base treaty; two bilateral treaties of one
name follow each other), `replaced.csv` says the rest. A consolidated text that stands alone is a treaty of its own:
a state that left a union went on with it under that name.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources.desta_2_3.ends import ENDED
from comity.sources.formats.check import expect_categories
from comity.sources.formats.frame import register
from comity.sources.formats.lookup import read_lookup
from comity.sources.formats.text import header_of, read_delimited
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

ID = "desta-2.3"
TREATIES = "desta_list_of_treaties_02_03_dyads.csv"
WITHDRAWALS = "desta_dyadic_withdrawal_02_03.csv"
CONTENT = "desta_version_02_03.csv"

_ENCODING = "windows-1252"
_COLUMNS = {
    "country1": "VARCHAR",
    "country2": "VARCHAR",
    "iso1": "INTEGER",
    "iso2": "INTEGER",
    "number": "VARCHAR",
    "base_treaty": "INTEGER",
    "name": "VARCHAR",
    "entry_type": "VARCHAR",
    "year": "SMALLINT",
    "entryforceyear": "SMALLINT",
    "typememb": "SMALLINT",
}
_DEPTH = {"number": "VARCHAR", "base_treaty": "INTEGER", "mar_typedepth": "VARCHAR"}
_ENTRIES = ("base_treaty", "accession", "consolidated")
_MEMBERS = frozenset(f"{prefix}{place}" for prefix in ("c", "mc") for place in range(1, 92))
_KINDS = {"1": "partial scope", "2": "free trade area", "3": "customs union", "4": "services"}
"""The publisher's types; a fifth is of treaties that are none of these."""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Agreements by pair, keyed by name. Raises BadFile on other columns, and unknown kinds of entry or types."""
    _view(con, "desta_listed", folder / TREATIES, _COLUMNS)
    entries = con.sql("SELECT DISTINCT entry_type FROM desta_listed").fetchall()
    expect_categories((entry for (entry,) in entries), _ENTRIES, "entry_type", folder / TREATIES)
    _view(con, "desta_withdrawn", folder / WITHDRAWALS, _COLUMNS)
    content = folder / CONTENT
    others = set(header_of(content, encoding=_ENCODING)) - set(_DEPTH)
    read_delimited(con, content, _DEPTH, encoding=_ENCODING, missing=("", "NA"), ignore=others).create_view(
        "desta_depth", replace=True
    )
    depths = con.sql("SELECT DISTINCT mar_typedepth FROM desta_depth WHERE mar_typedepth IS NOT NULL").fetchall()
    expect_categories((depth for (depth,) in depths), {*_KINDS, "5"}, "mar_typedepth", content)
    kind = " ".join(f"WHEN '{depth}' THEN '{name}'" for depth, name in _KINDS.items())
    text = ENDED.format(
        replaced=register(con, read_lookup(__file__, "replaced.csv")),
        leaving=register(con, read_lookup(__file__, "leaving.csv")),
        titles=register(con, read_lookup(__file__, "titles.csv")),
        beside=register(con, read_lookup(__file__, "beside.csv")),
        parties=register(con, read_lookup(__file__, "parties.csv")),
        kind=f"CASE depth {kind} END",
    )
    return {"trade_agreements": con.sql(text)}


def _view(con: duckdb.DuckDBPyConnection, name: str, path: Path, columns: dict[str, str]) -> None:
    ignore = {*source(ID).ignore, *_MEMBERS}
    rows = read_delimited(con, path, columns, encoding=_ENCODING, missing=("", "NA"), ignore=ignore)
    rows.create_view(name, replace=True)
