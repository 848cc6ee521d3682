"""Inward and outward direct investment positions in SDMX-CSV, as the reporter gives them to the IMF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.sdmx import read_sdmx

if TYPE_CHECKING:
    import duckdb

_DIMENSIONS = ("COUNTRY", "DV_TYPE", "INDICATOR", "COUNTERPART_COUNTRY", "FREQUENCY")
INWARD, OUTWARD = "INWD_D_NETLA_FALL_ALL", "OTWD_D_NETAL_FALL_ALL"
_ROWS = f"""
    SELECT CASE INDICATOR WHEN '{OUTWARD}' THEN COUNTRY ELSE COUNTERPART_COUNTRY END AS origin,
           CASE INDICATOR WHEN '{OUTWARD}' THEN COUNTERPART_COUNTRY ELSE COUNTRY END AS destination,
           CAST(TIME_PERIOD AS SMALLINT) AS year,
           CASE INDICATOR WHEN '{OUTWARD}' THEN 'origin' ELSE 'destination' END AS reported_by, OBS_VALUE AS value
    FROM {{table}} WHERE FREQUENCY = 'A' AND DV_TYPE = 'O' AND COUNTRY <> COUNTERPART_COUNTRY"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Reported positions in US$, keyed by ISO code. Raises BadFile on other indicators."""
    path = folder / "cdis.csv"
    table = read_sdmx(con, path, "IMF.STA:DIP", _DIMENSIONS)
    other = con.execute(
        f"SELECT INDICATOR FROM {table} WHERE INDICATOR NOT IN ('{INWARD}', '{OUTWARD}') LIMIT 1"
    ).fetchone()
    if other is not None:
        raise BadFile(f"{path}: indicator {other[0]!r} is neither {INWARD} nor {OUTWARD}; fetch these two")
    return {"investment_positions": con.sql(_ROWS.format(table=table))}
