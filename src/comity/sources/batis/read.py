"""Trade in services by item: reported, completed by estimates, and balanced. One large member of a zip archive."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.archive import unpack
from comity.sources.formats.check import listed
from comity.sources.formats.text import header_of, read_delimited

if TYPE_CHECKING:
    import duckdb

LARGEST = 20 << 30
"""Bytes of the unpacked member beyond which it is refused."""

_COLUMNS = {
    "Reporter": "VARCHAR",
    "Partner": "VARCHAR",
    "Flow": "VARCHAR",
    "Item_code": "VARCHAR",
    "Year": "SMALLINT",
    "Reported_value": "DOUBLE",
    "Final_value": "DOUBLE",
    "Balanced_value": "DOUBLE",
}
_KINDS = (
    ("Reported_value", "reported", "CASE Flow WHEN 'X' THEN 'exporter' ELSE 'importer' END", "TRUE"),
    ("Final_value", "estimated", "CASE Flow WHEN 'X' THEN 'exporter' ELSE 'importer' END", "TRUE"),
    ("Balanced_value", "balanced", "'compiler'", "Flow = 'X'"),
)


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Three values of each flow as rows of their own, in US$. Raises BadFile on other columns or flows."""
    path = folder / "OECD-WTO_BATIS_data_BPM6.zip"
    with tempfile.TemporaryDirectory() as scratch:
        unpacked = Path(scratch) / "batis.csv"
        member = unpack(path, unpacked, wanted=lambda name: name.lower().endswith(".csv"), limit=LARGEST)
        found = header_of(unpacked)
        if missing := [name for name in _COLUMNS if name not in found]:
            raise BadFile(f"{path}: {member} has no column {listed(missing)}; compare the release with the notes")
        rows = read_delimited(con, unpacked, _COLUMNS, ignore=[name for name in found if name not in _COLUMNS]).alias
    bad = con.execute(f"SELECT Flow FROM {rows} WHERE Flow IS NULL OR Flow NOT IN ('X', 'M') LIMIT 1").fetchone()
    if bad is not None:
        raise BadFile(f"{path}: {member} has flow {bad[0]!r}; X and M were expected")
    parts = [
        f"""SELECT CASE Flow WHEN 'X' THEN Reporter ELSE Partner END AS exporter,
                   CASE Flow WHEN 'X' THEN Partner ELSE Reporter END AS importer, Year AS year,
                   {reporter} AS reported_by, '{kind}' AS compiled, Item_code AS item, {column} * 1e6 AS value
            FROM {rows} WHERE {column} IS NOT NULL AND Reporter <> Partner AND {which}"""
        for column, kind, reporter, which in _KINDS
    ]
    return {"services_trade": con.sql(" UNION ALL ".join(parts))}
