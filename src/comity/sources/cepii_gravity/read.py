"""Flows of trade out of CEPII's table of pairs and years, the one large member of an archive that has lists beside it.

The table has a row for every pair of everybody who ever existed; flows are read where both existed in the year.
"""

from __future__ import annotations

import re
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
"""Bytes of the unpacked table beyond which it is refused."""

_ARCHIVES, _TABLE = "Gravity_csv_V*.zip", re.compile(r"(?:.*/)?Gravity_V\d{6}\.csv")
_FLOWS = {
    "tradeflow_comtrade_o": "exporter",
    "tradeflow_comtrade_d": "importer",
    "tradeflow_imf_o": "imf-exporter",
    "tradeflow_imf_d": "imf-importer",
    "tradeflow_baci": "baci",
}
"""Columns of flows, in thousands of current US$, and who speaks in them: a party, or an account."""

_EXISTS = ("country_exists_o", "country_exists_d")
_COLUMNS = {
    "year": "SMALLINT",
    "iso3_o": "VARCHAR",
    "iso3_d": "VARCHAR",
    **dict.fromkeys(_EXISTS, "VARCHAR"),
    **dict.fromkeys(_FLOWS, "DOUBLE"),
}
_KEEP = " AND ".join(f"{column} IS DISTINCT FROM '0'" for column in _EXISTS)
"""Who did not exist is left out; whatever else a cell of these columns says is met and refused."""

# A state that was divided or joined has a row for each of its two forms in the year of the change, with the same flows.
_LONG = f"""
    SELECT DISTINCT iso3_o AS exporter, iso3_d AS importer, "year" AS year, flow, value * 1e3 AS value
    FROM (UNPIVOT {{table}} ON {", ".join(_FLOWS)} INTO NAME flow VALUE value) WHERE iso3_o <> iso3_d"""
_SPEAKS = " ".join(f"WHEN '{flow}' THEN '{who}'" for flow, who in _FLOWS.items())
_TABLES = {
    "trade": f"""
        SELECT exporter, importer, year, CASE flow {_SPEAKS} END AS reported_by, 'total' AS commodity,
               'current' AS price_basis, 'goods' AS scope, value
        FROM {{long}} WHERE flow LIKE 'tradeflow_comtrade%'""",
    "goods_accounts": f"""
        SELECT exporter, importer, year, CASE flow {_SPEAKS} END AS account, value, CAST(NULL AS DOUBLE) AS rounding
        FROM {{long}} WHERE flow NOT LIKE 'tradeflow_comtrade%'""",
}


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Reports and accounts in US$, keyed by ISO code, of the newest release in the folder.

    Raises BadFile on missing columns, a negative value, and two different values of one flow.
    """
    found = sorted(folder.glob(_ARCHIVES))
    if not found:
        raise BadFile(f"{folder}: no file named {_ARCHIVES}; fetch it again")
    path = found[-1]
    with tempfile.TemporaryDirectory() as scratch:
        unpacked = Path(scratch) / "gravity.csv"
        unpack(path, unpacked, wanted=lambda name: _TABLE.fullmatch(name) is not None, limit=LARGEST)
        columns = header_of(unpacked)
        if missing := [name for name in _COLUMNS if name not in columns]:
            raise BadFile(f"{path}: no column {listed(missing)}; compare the release with the source's notes")
        rest = [name for name in columns if name not in _COLUMNS]
        table = read_delimited(con, unpacked, _COLUMNS, ignore=rest, missing=("", "NA"), keep=_KEEP).alias
    flows = f"{table}_flows"
    _check(con, path, table)
    con.execute(f"CREATE TEMP TABLE {flows} AS {_LONG.format(table=table)}")
    twice = "SELECT exporter, importer, year, flow FROM {} GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 1"
    for row in con.execute(twice.format(flows)).fetchall():
        raise BadFile(f"{path}: two different values of the flow {row}; fetch it again")
    return {name: con.sql(text.format(long=flows)) for name, text in _TABLES.items()}


def _check(con: duckdb.DuckDBPyConnection, path: Path, table: str) -> None:
    faults = {
        "a country that neither exists nor does not": " OR ".join(f"{c} IS DISTINCT FROM '1'" for c in _EXISTS),
        "no year or no country": '"year" IS NULL OR iso3_o IS NULL OR iso3_d IS NULL',
        "a negative value": " OR ".join(f"{column} < 0" for column in _FLOWS),
    }
    for fault, condition in faults.items():
        for row in con.execute(f"SELECT * FROM {table} WHERE {condition} LIMIT 1").fetchall():
            raise BadFile(f"{path}: {fault} in the row {row}; compare the release with the source's notes")
