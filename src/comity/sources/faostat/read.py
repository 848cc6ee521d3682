"""Values of trade by item out of FAO's whole matrix, the one large table of an archive that has lists of codes too."""

from __future__ import annotations

import tempfile
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.archive import unpack
from comity.sources.formats.check import expect_categories
from comity.sources.formats.text import read_delimited
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

FILE = "Trade_DetailedTradeMatrix_E_All_Data_(Normalized).zip"
TABLE = "Trade_DetailedTradeMatrix_E_All_Data_(Normalized).csv"
LARGEST = 30 << 30
"""Bytes of the unpacked table beyond which it is refused."""

_NO_DAY = date(1980, 1, 1)
"""What an archive says of a member that was given no day: the first that its form can say."""

_REPORTER, _PARTNER = "Reporter Country Code (M49)", "Partner Country Code (M49)"
_COLUMNS = {
    _REPORTER: "VARCHAR",
    _PARTNER: "VARCHAR",
    "Item": "VARCHAR",
    "Element": "VARCHAR",
    "Year": "SMALLINT",
    "Unit": "VARCHAR",
    "Value": "DOUBLE",
}
_VALUES = "(Element IN ('Export quantity', 'Import quantity')) IS NOT TRUE"
"""What is not known to be a quantity, so that an element of another name is met and refused."""

_KNOWN = {"Element": ("Export value", "Import value"), "Unit": ("1000 USD",)}
_FAULTS = {
    "a negative value": "Value < 0",
    "no item, element or unit": "Item IS NULL OR Element IS NULL OR Unit IS NULL",
    "no year": '"Year" IS NULL',
    "a code that is none of M49": f"""NOT coalesce(regexp_full_match("{_REPORTER}", '''[0-9]{{3}}')
        AND regexp_full_match("{_PARTNER}", '''[0-9]{{3}}'), false)""",
}
# Spreadsheets take 008 for 8; FAO keeps them from it by an apostrophe before each code.
_ROWS = f"""
    WITH reports AS (
        SELECT "{_REPORTER}"[2:] AS reporter, "{_PARTNER}"[2:] AS partner, Element = 'Export value' AS sold, *
        FROM {{table}} WHERE Value IS NOT NULL)
    SELECT CASE WHEN sold THEN reporter ELSE partner END AS exporter,
           CASE WHEN sold THEN partner ELSE reporter END AS importer, "Year" AS year,
           CASE WHEN sold THEN 'exporter' ELSE 'importer' END AS reported_by, Item AS item, Value * 1000 AS value
    FROM reports WHERE reporter <> partner"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Values in US$ by item, keyed by M49 code. Raises BadFile on other columns, elements and units, and bad rows."""
    path = folder / FILE
    with tempfile.TemporaryDirectory() as scratch:
        unpacked = Path(scratch) / "matrix.csv"
        unpack(path, unpacked, wanted=lambda name: name == TABLE, limit=LARGEST)
        table = read_delimited(con, unpacked, _COLUMNS, ignore=source("faostat").ignore, keep=_VALUES).alias
    for column, values in _KNOWN.items():
        found = con.execute(f'SELECT DISTINCT "{column}" FROM {table}').fetchall()
        expect_categories((value for (value,) in found), values, column, path)
    for fault, condition in _FAULTS.items():
        for row in con.execute(f"SELECT * FROM {table} WHERE {condition} LIMIT 1").fetchall():
            raise BadFile(f"{path}: {fault} in the row {row}; fetch it again")
    return {"food_flows": con.sql(_ROWS.format(table=table))}


def released(folder: Path) -> date | None:
    """The day on which the archive's table was made, None where it bears none. Raises BadFile for a broken archive."""
    path = folder / FILE
    try:
        with zipfile.ZipFile(path) as archive:
            day = date(*archive.getinfo(TABLE).date_time[:3])
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise BadFile(f"{path}: no archive with the table {TABLE}; fetch it again") from error
    return day if day > _NO_DAY else None
