"""Exports of two years in one row, US$ million with one decimal, by two-letter codes and codes of groups."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.text import read_delimited
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

_COLUMNS = {"from": "VARCHAR", "to": "VARCHAR", "2019": "DOUBLE", "2020": "DOUBLE"}
_YEAR = """
    SELECT "from" AS exporter, "to" AS importer, CAST({year} AS SMALLINT) AS year, 'imf-exporter' AS account,
           "{year}" * 1e6 AS value, 5e4 AS rounding
    FROM {table} WHERE "from" <> "to" AND "{year}" IS NOT NULL"""
_TOTAL = """
    SELECT "from" AS state, CAST({year} AS SMALLINT) AS year, 'imf-exporter' AS account, "{year}" * 1e6 AS value
    FROM {table} WHERE "to" = 'W00' AND "{year}" IS NOT NULL"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Exports in US$ by exporter, importer and year, and to all the world; a blank is no row.

    Raises BadFile on a negative value.
    """
    path = folder / "imf_import_export.csv"
    table = read_delimited(con, path, _COLUMNS, ignore=source("dots-2019-2020").ignore).alias
    for row in con.execute(f'SELECT * FROM {table} WHERE "2019" < 0 OR "2020" < 0 LIMIT 1').fetchall():
        raise BadFile(f"{path}: a negative value in the row {row}; fetch it again")
    return {"goods_accounts": con.sql(_both(_YEAR, table)), "goods_totals": con.sql(_both(_TOTAL, table))}


def _both(query: str, table: str) -> str:
    return " UNION ALL ".join(query.format(year=year, table=table) for year in (2019, 2020))
