"""Two indices of the country-year core with their intervals; the other columns of the edition are left out.

Where two rows bear the number of one state in one year (a union, a partition), the regime that outlasts it stands.
"""

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

FILE = "V-Dem-CY-Core-v16_csv.zip"
LARGEST = 4 << 30
"""Bytes of the unpacked table beyond which it is refused."""
INDICES = {"polyarchy": "v2x_polyarchy", "liberal_democracy": "v2x_libdem"}
COLUMNS = {"COWcode": "INTEGER", "year": "SMALLINT", "codingend": "SMALLINT"} | {
    f"{column}{end}": "DOUBLE" for column in INDICES.values() for end in ("", "_codelow", "_codehigh")
}
_ROWS = """
    SELECT "COWcode" AS state, year, '{index}' AS index, {column} AS value,
           {column}_codelow AS low, {column}_codehigh AS high
    FROM {table} WHERE "COWcode" IS NOT NULL AND {column} IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY "COWcode", year ORDER BY codingend DESC, {column}) = 1"""
_FAULTS = "{0} NOT BETWEEN 0 AND 1 OR {0}_codelow > {0} OR {0}_codehigh < {0}"


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The table `regimes`. Raises BadFile where a column is missing, and on a value outside its interval."""
    path = folder / FILE
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "core.csv"
        unpack(path, plain, wanted=_is_table, limit=LARGEST)
        found = header_of(plain)
        if missing := [name for name in COLUMNS if name not in found]:
            raise BadFile(f"{path}: no column {listed(missing)}; compare the edition with its codebook")
        table = read_delimited(con, plain, COLUMNS, ignore=[name for name in found if name not in COLUMNS]).alias
    for column in INDICES.values():
        for row in con.execute(f"SELECT * FROM {table} WHERE {_FAULTS.format(column)} LIMIT 1").fetchall():
            raise BadFile(f"{path}: {column} outside its interval in the row {row}; fetch it again")
    parts = (_ROWS.format(index=index, column=column, table=table) for index, column in INDICES.items())
    return {"regimes": con.sql(" UNION ALL ".join(f"({part})" for part in parts))}


def _is_table(name: str) -> bool:
    return name.lower().endswith(".csv") and not name.startswith("__MACOSX")
