"""Persons by destination, origin and year, by the UN's numeric codes, of both sexes and all ages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.text import read_delimited

if TYPE_CHECKING:
    import duckdb

_REVISION = "UNPD_2024"
_COLUMNS = {
    "dest_m49": "SMALLINT",
    "origin_m49": "SMALLINT",
    "year": "SMALLINT",
    "stock_both_sexes": "DOUBLE",
    "source": "VARCHAR",
}
_ROWS = """
    SELECT origin_m49 AS origin, dest_m49 AS destination, year, stock_both_sexes AS persons
    FROM {table} WHERE source = '{revision}' AND stock_both_sexes > 0 AND origin_m49 <> dest_m49"""
_FAULTS = {
    "no code of a country": "dest_m49 IS NULL OR origin_m49 IS NULL",
    "a year that cannot be": "year IS NULL OR year NOT BETWEEN 1950 AND 2100",
    "no number of persons, or a negative one": "stock_both_sexes IS NULL OR stock_both_sexes < 0",
}

MOST_OF_OTHERS = 0.01
"""Share of rows of another revision at which the file is another revision's."""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Persons at mid-year; a zero is no row, nor is a row that an earlier revision lent.

    Raises BadFile on a code, year or number that cannot be, and on a file that is mostly of another revision.
    """
    path = folder / "unpd_ims2024_destination_origin_1990_2024.csv.xz"
    table = read_delimited(con, path, _COLUMNS).alias
    for fault, condition in _FAULTS.items():
        for row in con.execute(f"SELECT * FROM {table} WHERE {condition} LIMIT 1").fetchall():
            raise BadFile(f"{path}: {fault} in the row {row}; fetch it again")
    others = con.execute(f"SELECT avg(CAST(source IS DISTINCT FROM '{_REVISION}' AS INTEGER)) FROM {table}").fetchall()
    if others[0][0] is None or others[0][0] > MOST_OF_OTHERS:
        raise BadFile(f"{path}: more than one row in a hundred is not of {_REVISION}; fetch the revision of 2024")
    return {"migrant_stocks": con.sql(_ROWS.format(table=table, revision=_REVISION))}
