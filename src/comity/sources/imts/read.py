"""Yearly exports and imports by partner in SDMX-CSV, as the reporter gives them to the IMF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.sdmx import read_sdmx

if TYPE_CHECKING:
    import duckdb

_DIMENSIONS = ("COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY", "FREQUENCY")
_ROWS = """
    SELECT CASE INDICATOR WHEN 'XG_FOB_USD' THEN COUNTRY ELSE COUNTERPART_COUNTRY END AS exporter,
           CASE INDICATOR WHEN 'XG_FOB_USD' THEN COUNTERPART_COUNTRY ELSE COUNTRY END AS importer,
           CAST(TIME_PERIOD AS SMALLINT) AS year,
           CASE INDICATOR WHEN 'XG_FOB_USD' THEN 'exporter' ELSE 'importer' END AS reported_by,
           'total' AS commodity, 'current' AS price_basis, 'goods' AS scope, OBS_VALUE AS value
    FROM {table} WHERE FREQUENCY = 'A' AND COUNTRY <> COUNTERPART_COUNTRY"""
_ACCOUNTS = """
    SELECT exporter, importer, year, 'imf-' || reported_by AS account, value, CAST(NULL AS DOUBLE) AS rounding
    FROM ({rows})"""
_WORLD = "G001"
_TOTALS = """
    SELECT CASE account WHEN 'imf-exporter' THEN exporter ELSE importer END AS state, year, account, value
    FROM ({accounts}) WHERE CASE account WHEN 'imf-exporter' THEN importer ELSE exporter END = '{world}'"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Both reports in US$, keyed by ISO code, as reports and as the publisher's accounts.

    Months and quarters, if asked for too, are passed over.

    Raises BadFile on an indicator other than exports free on board and imports with freight, and on a negative value.
    """
    path = folder / "imts.csv"
    table = read_sdmx(con, path, "IMF.STA:IMTS", _DIMENSIONS)
    other = con.execute(
        f"SELECT INDICATOR FROM {table} WHERE INDICATOR NOT IN ('XG_FOB_USD', 'MG_CIF_USD') LIMIT 1"
    ).fetchone()
    if other is not None:
        raise BadFile(f"{path}: indicator {other[0]!r} is neither XG_FOB_USD nor MG_CIF_USD; fetch these two")
    negative = con.execute(f"SELECT * FROM {table} WHERE OBS_VALUE < 0 LIMIT 1").fetchone()
    if negative is not None:
        raise BadFile(f"{path}: a negative value in the observation {negative[:5]}; fetch it again")
    rows = _ROWS.format(table=table)
    accounts = _ACCOUNTS.format(rows=rows)
    totals = _TOTALS.format(accounts=accounts, world=_WORLD)
    return {"trade": con.sql(rows), "goods_accounts": con.sql(accounts), "goods_totals": con.sql(totals)}
