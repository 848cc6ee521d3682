"""One row for each reporter, partner, item, direction and year, in thousands of US$."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.check import expect_categories
from comity.sources.formats.text import read_delimited
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

_COLUMNS = {
    "ISO3": "VARCHAR",
    "ISOP": "VARCHAR",
    "Item": "VARCHAR",
    "Element": "VARCHAR",
    "Unit": "VARCHAR",
    "Year": "SMALLINT",
    "value": "DOUBLE",
}
_KNOWN = {"Element": ("Export value", "Import value"), "Unit": ("1000 USD",)}
_ROWS = """
    SELECT CASE Element WHEN 'Export value' THEN ISO3 ELSE ISOP END AS exporter,
           CASE Element WHEN 'Export value' THEN ISOP ELSE ISO3 END AS importer, "Year" AS year,
           CASE Element WHEN 'Export value' THEN 'exporter' ELSE 'importer' END AS reported_by,
           Item AS item, value * 1000 AS value
    FROM {table} WHERE value IS NOT NULL AND ISO3 <> ISOP"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Values in US$ by item, keyed by ISO code. Raises BadFile on another unit or direction and a negative value."""
    path = folder / "faostat_tm_2015on.csv.xz"
    table = read_delimited(con, path, _COLUMNS, ignore=source("faostat-tm").ignore).alias
    for column, values in _KNOWN.items():
        found = con.execute(f'SELECT DISTINCT "{column}" FROM {table}').fetchall()
        expect_categories((value for (value,) in found), values, column, path)
    for row in con.execute(f"SELECT * FROM {table} WHERE value < 0 OR Item IS NULL LIMIT 1").fetchall():
        raise BadFile(f"{path}: no item or a negative value in the row {row}; fetch it again")
    return {"food_flows": con.sql(_ROWS.format(table=table))}
