"""Missions of states as the record stands on the day of asking: who sends, where the mission stands, what it is.

The question that is asked stands in source.yaml beside this file. An embassy that is accredited to other states only is
no mission in the one where it stands.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources import embassies
from comity.sources.formats.check import expect_categories
from comity.sources.formats.frame import register
from comity.sources.formats.lookup import read_lookup
from comity.sources.formats.text import read_delimited

if TYPE_CHECKING:
    import duckdb

FILE = "missions.csv"
COLUMNS = dict.fromkeys(("sender", "host", "city", "kind", "accredited", "asked"), "VARCHAR")
_ROWS = """
    SELECT DISTINCT m.sender, m.host, m.city, k.kind, CAST(m.asked AS DATE) AS listed
    FROM {missions} m JOIN {kinds} k ON k.type = m.kind
    WHERE m.sender <> m.host AND k.kind IS NOT NULL
      AND (m.accredited IS NULL OR k.diplomatic <> 'yes' OR list_contains(string_split(m.accredited, '|'), m.host))"""
_FAULTS = {
    "no code of a sender or a host": "NOT coalesce(regexp_full_match(sender, '[A-Z]{3}'), FALSE) "
    "OR NOT coalesce(regexp_full_match(host, '[A-Z]{3}'), FALSE)",
    "no day of asking": "try_cast(asked AS DATE) IS NULL",
}


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The table `missions`, keyed by ISO code of three letters.

    Raises BadFile on other columns and kinds, a code or a day that is none, and an answer of more than one day.
    """
    path = folder / FILE
    rows = read_delimited(con, path, COLUMNS)
    for fault, condition in _FAULTS.items():
        for row in rows.filter(condition).limit(1).fetchall():
            raise BadFile(f"{path}: {fault} in the row {row}; ask again")
    kinds = read_lookup(embassies.__file__, "kinds.csv")
    found = [value for (value,) in rows.project("kind").distinct().fetchall()]
    expect_categories(found, set(kinds["type"].tolist()), "kind", path)
    if len(rows.project("asked").distinct().fetchall()) > 1:
        raise BadFile(f"{path}: an answer of more than one day; ask again")
    return {"missions": con.sql(_ROWS.format(missions=rows.alias, kinds=register(con, kinds)))}
