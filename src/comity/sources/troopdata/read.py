"""Participants of exercises, and one count of forces for each host and year.

The file of deployments writes zero where a quarter had no report; such a zero without a stated source is no
count. Of a year's reports the one of September stands, else the last.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources.formats.frame import check_values, read_frame, register
from comity.sources.formats.text import read_delimited
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

ID = "troopdata"
SENDER = 2
"""COW number of the one state whose forces the publisher counts."""

EXERCISES = {"MMEID": "VARCHAR", "Ex_Name": "VARCHAR", "country": "VARCHAR", "s.year": "SMALLINT"}
DEPLOYMENTS = ("ccode", "year", "month", "source", "troops_ad")
MONTHS = ("March", "June", "September", "December")
UNKNOWN = "-9"

_EXERCISES = """
    MMEID AS exercise, any_value(nullif(Ex_Name, '{unknown}')) AS title, country AS state, "s.year" AS year
"""
_DEPLOYMENTS = """
    SELECT {sender} AS sender, ccode::INTEGER AS host, year::SMALLINT AS year, troops_ad AS personnel
    FROM {view}
    WHERE ccode <> {sender} AND (source IS NOT NULL OR troops_ad > 0)
    QUALIFY row_number() OVER (
        PARTITION BY ccode, year
        ORDER BY month = 'September' DESC, list_position({months}, month) DESC
    ) = 1
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The tables `exercises` and `deployments`. Raises BadFile on other columns."""
    return {"exercises": _exercises(folder, con), "deployments": _deployments(folder, con)}


def _exercises(folder: Path, con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
    path = folder / "mme-v7-long.csv"
    rows = read_delimited(con, path, EXERCISES, missing=("", "NA"), ignore=source(ID).ignore)
    known = rows.filter(f"country IS NOT NULL AND country <> '{UNKNOWN}'")
    return known.aggregate(_EXERCISES.format(unknown=UNKNOWN), 'MMEID, country, "s.year"')


def _deployments(folder: Path, con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
    name = "troopdata_rebuild_long"
    path = folder / f"{name}.rda"
    view = register(con, read_frame(path, name, DEPLOYMENTS, ignore=source(ID).ignore))
    check_values(con, view, "month", MONTHS, path)
    return con.sql(_DEPLOYMENTS.format(sender=SENDER, view=view, months=list(MONTHS)))
