"""One file a year: exporter, importer (three-letter codes in lower case, and names) and US$ over all products."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.text import read_delimited

if TYPE_CHECKING:
    import duckdb

_FILES = {2022: "bilateral_value_clean_22_withid.csv", 2023: "bilateral_value_clean_23_withid.csv"}
_COLUMNS = {
    "exporter_id": "VARCHAR",
    "exporter_name": "VARCHAR",
    "importer_id": "VARCHAR",
    "importer_name": "VARCHAR",
    "value": "DOUBLE",
}
_YEAR = """
    SELECT upper(exporter_id) AS exporter, upper(importer_id) AS importer, CAST({year} AS SMALLINT) AS year,
           'baci' AS account, value, CAST(NULL AS DOUBLE) AS rounding
    FROM {table} WHERE exporter_id <> importer_id"""

MOST = 1e12
"""US$ that no flow between two states reaches in a year; a file in other units does not pass for dollars."""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Both years in US$. Raises BadFile on a value that is none, and where the two files are one and the same."""
    tables = {year: _read(con, folder / name) for year, name in _FILES.items()}
    alike = "SELECT count(*) FROM (SELECT * FROM {} EXCEPT SELECT * FROM {})".format(*tables.values())
    if con.execute(alike).fetchall() == [(0,)]:
        raise BadFile(f"{folder}: the files of {' and '.join(map(str, tables))} hold the same rows; fetch both again")
    return {"goods_accounts": con.sql(" UNION ALL ".join(_YEAR.format(year=y, table=t) for y, t in tables.items()))}


def _read(con: duckdb.DuckDBPyConnection, path: Path) -> str:
    table = read_delimited(con, path, _COLUMNS).alias
    bad = f"SELECT * FROM {table} WHERE value IS NULL OR value < 0 OR value > {MOST:g} LIMIT 1"
    for row in con.execute(bad).fetchall():
        raise BadFile(f"{path}: the row {row} has no value, a negative one or one that cannot be; fetch it again")
    return table
