"""Missions as Wikidata lists them: who sends, where the mission stands, what it is.

Three faults of the list are mended. An embassy that is not accredited to the country it stands in (embassies
to the Holy See in Rome, or in exile) is no mission there. Where the country is the sender's own, the country
that the list gives for other missions in the same city is taken. A mission listed twice counts once.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from comity.errors import BadFile
from comity.sources.formats.check import expect_categories, expect_columns
from comity.sources.formats.frame import register
from comity.sources.formats.lookup import read_lookup
from comity.sources.registry import source
from comity.tables.columns import Columns

if TYPE_CHECKING:
    import duckdb

_COLUMNS = ("operator", "country", "city", "cityQID", "jurisdictions", "type")
_LISTED = "2022-11-01"
_ROWS = """
    WITH named AS (
        SELECT coalesce(s.state, m.operator) AS sender, coalesce(c.state, m.country) AS country, m.city,
               m."cityQID", k.kind, k.diplomatic = 'yes' AS diplomatic,
               list_transform(string_split(m.jurisdictions, '|'),
                              lambda name: coalesce(map_of[name], name)) AS accredited
        FROM {missions} m JOIN {kinds} k ON k.type = m.type
        LEFT JOIN {names} s ON s.name = m.operator LEFT JOIN {names} c ON c.name = m.country,
        (SELECT map(list(name), list(state)) AS map_of FROM {names})
        WHERE k.kind IS NOT NULL
    ), counted AS (
        SELECT "cityQID", country, count(*) AS missions FROM named
        WHERE sender <> country AND "cityQID" IS NOT NULL GROUP BY ALL
    ), cities AS (
        SELECT "cityQID", arg_max(country, (missions, country)) AS country FROM counted GROUP BY ALL
    ), placed AS (
        SELECT n.* EXCLUDE (country), CASE WHEN n.sender = n.country THEN c.country ELSE n.country END AS host
        FROM named n LEFT JOIN cities c USING ("cityQID")
    )
    SELECT DISTINCT sender, host, city, kind, DATE '{listed}' AS listed FROM placed
    WHERE sender <> host AND (accredited IS NULL OR list_contains(accredited, host) OR NOT diplomatic)
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Missions of states, keyed by name. Raises BadFile on other columns, ragged rows and unknown types."""
    path = folder / "database_of_embassies.csv"
    missions, kinds = _listed(path), read_lookup(__file__, "kinds.csv")
    expect_categories(missions["type"].tolist(), set(kinds["type"].tolist()), "type", path)
    views = {"missions": missions, "kinds": kinds, "names": read_lookup(__file__, "names.csv")}
    text = _ROWS.format(listed=_LISTED, **{name: register(con, columns) for name, columns in views.items()})
    return {"missions": con.sql(text)}


def _listed(path: Path) -> Columns:
    """The columns that are read; the header alone ends with a delimiter, so it has one name too many."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            header, *rows = list(csv.reader(stream, delimiter=";", strict=True))
    except (OSError, ValueError, csv.Error) as error:
        raise BadFile(f"{path}: cannot be read: {error}; fetch it again") from error
    names = header[:-1] if header[-1] == "" else header
    expect_columns(names, _COLUMNS, ignore=source("embassies").ignore, path=path)
    for number, row in enumerate(rows, 2):
        if len(row) != len(names):
            raise BadFile(f"{path}: row {number} has {len(row)} fields, expected {len(names)}; mend the row")
    return {name: _column(rows, names.index(name)) for name in _COLUMNS}


def _column(rows: list[list[str]], place: int) -> np.ndarray:
    values = np.empty(len(rows), dtype=object)
    values[:] = [row[place] or None for row in rows]
    return values
