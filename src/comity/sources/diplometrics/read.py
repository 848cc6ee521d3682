"""Ranks of missions' heads by year, as the publisher codes them; ragged, unknown or repeated rows are refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources.formats.check import expect_categories
from comity.sources.formats.text import read_delimited
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

ID = "diplometrics"
FILE = "diplomatic_network_2000_2020.csv"
COLUMNS = {"year": "SMALLINT", "origin": "VARCHAR", "destination": "VARCHAR", "embassy_level": "VARCHAR"}
LEVELS = ("4", "5", "6")


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The table `embassy_levels`. Raises BadFile on other columns or levels."""
    path = folder / FILE
    rows = read_delimited(con, path, COLUMNS, ignore=source(ID).ignore)
    found = rows.project("embassy_level").distinct().fetchall()
    expect_categories((value for (value,) in found), LEVELS, "embassy_level", path)
    levels = rows.filter("origin <> destination")
    return {
        "embassy_levels": levels.project(
            "origin AS sender, destination AS host, year, CAST(embassy_level AS TINYINT) AS level"
        )
    }
