"""Exports and imports of services in US$ million, one file each, one row for each reporter, partner and year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources.formats.check import expect_categories
from comity.sources.formats.text import read_delimited
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

_FILES = {"EXP": "services_exports_2000-2019.csv.gz", "IMP": "services_imports_2000-2019.csv.gz"}
_COLUMNS = {
    "COU": "VARCHAR",
    "SER": "VARCHAR",
    "EXP": "VARCHAR",
    "MEASURE": "VARCHAR",
    "PAR": "VARCHAR",
    "YEA": "SMALLINT",
    "Unit Code": "VARCHAR",
    "PowerCode Code": "VARCHAR",
    "Value": "DOUBLE",
    "Flag Codes": "VARCHAR",
}
_KNOWN = {
    "SER": ("S",),
    "MEASURE": ("USD",),
    "Unit Code": ("USD",),
    "PowerCode Code": ("6",),
    "Flag Codes": ("E",),
}
_ROWS = """
    SELECT {exporter} AS exporter, {importer} AS importer, YEA AS year, '{role}' AS reported_by,
           CASE "Flag Codes" WHEN 'E' THEN 'estimated' ELSE 'reported' END AS compiled, SER AS item,
           "Value" * 1e6 AS value
    FROM {table} WHERE "Value" IS NOT NULL AND COU <> PAR"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Values in US$ as either side reports them. Raises BadFile on another item, direction, unit or flag."""
    sides = {"EXP": ("COU", "PAR", "exporter"), "IMP": ("PAR", "COU", "importer")}
    parts = []
    for direction, (exporter, importer, role) in sides.items():
        table = _read(con, folder / _FILES[direction], direction)
        parts.append(_ROWS.format(exporter=exporter, importer=importer, role=role, table=table))
    return {"services_trade": con.sql(" UNION ALL ".join(parts))}


def _read(con: duckdb.DuckDBPyConnection, path: Path, direction: str) -> str:
    table = read_delimited(con, path, _COLUMNS, ignore=source("oecd-services-2000-2019").ignore).alias
    for column, values in (_KNOWN | {"EXP": (direction,)}).items():
        found = con.execute(f'SELECT DISTINCT "{column}" FROM {table}').fetchall()
        expect_categories((value for (value,) in found), values, column, path)
    return table
