"""Year, origin, destination (ISO 3166 three-letter codes) and US$ over all products, in one packed file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.text import read_delimited

if TYPE_CHECKING:
    import duckdb

_COLUMNS = {"year": "SMALLINT", "origin": "VARCHAR", "destination": "VARCHAR", "trade_value": "DOUBLE"}
_YEARS = (2000, 2005, 2010, 2015, 2020)
_ROWS = """
    SELECT origin AS exporter, destination AS importer, year, 'baci' AS account, trade_value AS value,
           CAST(NULL AS DOUBLE) AS rounding
    FROM {table} WHERE origin <> destination"""

MOST = 1e12
"""US$ that no flow between two states reaches in a year; a file in other units does not pass for dollars."""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Flows in US$. Raises BadFile on a value that is none or cannot be, and on other years than the five."""
    path = folder / "trade_network.csv.xz"
    table = read_delimited(con, path, _COLUMNS).alias
    bad = f"trade_value IS NULL OR trade_value < 0 OR trade_value > {MOST:g} OR year IS NULL OR year NOT IN {_YEARS}"
    for row in con.execute(f"SELECT * FROM {table} WHERE {bad} LIMIT 1").fetchall():
        raise BadFile(f"{path}: the row {row} has a year or a value that cannot be; fetch it again")
    return {"goods_accounts": con.sql(_ROWS.format(table=table))}
