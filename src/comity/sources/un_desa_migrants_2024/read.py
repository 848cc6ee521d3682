"""Persons by destination, origin and year, by the UN's numeric codes, of both sexes and all ages.

The publisher's workbook has a row for each destination and origin, groups of states among both, and each year three
times: of both sexes, of men, of women. The re-issued table holds the first of the three as rows, without groups.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from comity.errors import BadFile
from comity.sources.formats.frame import register
from comity.sources.formats.sheet import read_sheet
from comity.sources.formats.text import read_delimited
from comity.tables.columns import Array, Columns

if TYPE_CHECKING:
    import duckdb

BOOK, REISSUED = (
    "undesa_pd_2024_ims_stock_by_sex_destination_and_origin.xlsx",
    "unpd_ims2024_destination_origin_1990_2024.csv.xz",
)
SHEET, HEADER = "Table 1", 10
CODES = ("Location code of destination", "Location code of origin")
YEARS = tuple(str(year) for year in (*range(1990, 2021, 5), 2024))
_BEFORE = 7
"""Columns before the years."""
GROUPS, UNKNOWN = 900, 2003
"""Location code from which on groups of states are meant, and that of origins that are other or unknown."""
_NO_NUMBER = ("..", "-", "–")

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
    if (folder / BOOK).is_file():
        return {"migrant_stocks": _of_book(folder / BOOK, con)}
    path = folder / REISSUED
    table = read_delimited(con, path, _COLUMNS).alias
    for fault, condition in _FAULTS.items():
        for row in con.execute(f"SELECT * FROM {table} WHERE {condition} LIMIT 1").fetchall():
            raise BadFile(f"{path}: {fault} in the row {row}; fetch it again")
    others = con.execute(f"SELECT avg(CAST(source IS DISTINCT FROM '{_REVISION}' AS INTEGER)) FROM {table}").fetchall()
    if others[0][0] is None or others[0][0] > MOST_OF_OTHERS:
        raise BadFile(f"{path}: more than one row in a hundred is not of {_REVISION}; fetch the revision of 2024")
    return {"migrant_stocks": con.sql(_ROWS.format(table=table, revision=_REVISION))}


def _of_book(path: Path, con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
    """The same of the publisher's workbook. Raises BadFile on other headings, and where a cell is no number."""
    by_sex = {_BEFORE + len(YEARS) + n: f"of one sex, {n}" for n in range(2 * len(YEARS))}
    sheet = read_sheet(path, SHEET, header=HEADER, names=by_sex)
    if missing := [name for name in (*CODES, *YEARS) if name not in sheet]:
        raise BadFile(f"{path}: sheet {SHEET!r} has no column {missing[0]!r} in row {HEADER + 1}; compare the revision")
    destination, origin = (_numbers(sheet[name], name, path) for name in CODES)
    if np.isnan(destination).any() or np.isnan(origin).any():
        raise BadFile(f"{path}: a row without a location code; fetch it again")
    states = (destination < GROUPS) & ((origin < GROUPS) | (origin == UNKNOWN)) & (destination != origin)
    columns: Columns = {"destination": destination[states], "origin": origin[states]}
    for year in YEARS:
        persons = _numbers(sheet[year], year, path)
        if (persons < 0).any():
            raise BadFile(f"{path}: a negative number of persons in {year}; fetch it again")
        columns[year] = persons[states]
    view = register(con, columns)
    parts = (
        f"""SELECT origin::SMALLINT AS origin, destination::SMALLINT AS destination, {year}::SMALLINT AS year,
                   "{year}" AS persons FROM {view} WHERE "{year}" > 0 AND NOT isnan("{year}")"""
        for year in YEARS
    )
    return con.sql(" UNION ALL ".join(parts))


def _numbers(values: Array, name: str, path: Path) -> Array:
    """A column as numbers, NaN where nothing stands or a mark for nothing. Raises BadFile on other text."""
    try:
        found = [np.nan if v is None or str(v).strip() in _NO_NUMBER else float(str(v)) for v in values.tolist()]
    except ValueError as error:
        raise BadFile(f"{path}: {name}: {str(error)[:80]}; fetch it again") from error
    return np.array(found, dtype=np.float64)
