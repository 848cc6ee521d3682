"""Monthly reports in US$ million, one row for each ordered pair of fifteen states, direction and month."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.check import expect_categories
from comity.sources.formats.text import read_delimited

if TYPE_CHECKING:
    import duckdb

_COLUMNS = {
    "countrySource": "VARCHAR",
    "countryTarget": "VARCHAR",
    "value": "DOUBLE",
    "type": "VARCHAR",
    "year": "SMALLINT",
    "month": "TINYINT",
}
_ROWS = """
    SELECT countryTarget AS exporter, countrySource AS importer, year, 'imf-importer' AS account,
           sum(value ORDER BY month) * 1e6 AS value, CAST(NULL AS DOUBLE) AS rounding
    FROM {table} WHERE "type" = 'import' AND countrySource <> countryTarget
    GROUP BY ALL HAVING count(value) = 12"""
_FAULTS = {
    "a month that is none": "month IS NULL OR month NOT BETWEEN 1 AND 12",
    "a negative value": "value < 0",
}


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Yearly imports in US$, keyed by name.

    Raises BadFile on another direction than export and import, a month that repeats, and a value that cannot be.
    """
    path = folder / "trading.csv.xz"
    table = read_delimited(con, path, _COLUMNS).alias
    kinds = con.execute(f'SELECT DISTINCT "type" FROM {table}').fetchall()
    expect_categories((kind for (kind,) in kinds), ("export", "import"), "type", path)
    for fault, condition in _FAULTS.items():
        for row in con.execute(f"SELECT * FROM {table} WHERE {condition} LIMIT 1").fetchall():
            raise BadFile(f"{path}: {fault} in the row {row}; fetch it again")
    repeated = f'SELECT countrySource, countryTarget, "type", year, month FROM {table} GROUP BY ALL HAVING count(*) > 1'
    for row in con.execute(f"{repeated} LIMIT 1").fetchall():
        raise BadFile(f"{path}: two rows of {row}; fetch it again")
    return {"goods_accounts": con.sql(_ROWS.format(table=table))}
